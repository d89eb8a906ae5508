-- The definition of a tool of an agent that is taken for the right one.
create table tool_pin (
  server text not null,
  name text not null,
  sha256 text not null,
  definition text not null,
  approved integer not null,
  since bigint not null,
  primary key (server, name)
);
