-- The text is JSON of the ATT&CK Navigator, kept as it was given.
create table layer (
  id text primary key,
  version integer not null,
  author text not null,
  created bigint not null,
  changed bigint not null,
  name text not null,
  domain text not null,
  atlas_release text not null,
  cells integer not null,
  document text not null
);
