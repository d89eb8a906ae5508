-- Maps are kept as their authors wrote them, every version of them.
create table system_map (
  id text not null,
  version integer not null,
  author text not null,
  note text not null,
  saved bigint not null,
  name text not null,
  owner text,
  stage text not null,
  components integer not null,
  flows integer not null,
  document text not null,
  primary key (id, version)
);

-- The newest version of each system, and where people put things on its diagram (JSON).
create table system (
  id text primary key,
  version integer not null,
  layout text not null
);

-- Decisions on one threat of a system are numbered from 1; days are written 2026-11-30.
create table threat_decision (
  system text not null,
  threat text not null,
  number integer not null,
  time bigint not null,
  status text not null,
  owner text,
  author text,
  reason text,
  day text,
  expires text,
  primary key (system, threat, number)
);
