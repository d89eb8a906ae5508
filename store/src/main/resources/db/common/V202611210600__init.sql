-- Portable subset: text ids, times as microseconds since 1970 in bigint, JSON as text, flags as 0/1 integers.

create table setting (
  name text primary key,
  value bigint not null
);

create table event (
  sequence bigint primary key,
  id text not null unique,
  time bigint not null,
  received bigint not null,
  category text not null,
  product text not null,
  service text not null,
  system text not null,
  bytes integer not null,
  format text not null,
  body text not null,
  original blob not null
);
create index event_time on event (time, sequence);
create index event_category on event (category, sequence);
create index event_system on event (system, sequence);

create table finding (
  id text primary key,
  rule text not null,
  title text not null,
  level integer not null,
  status text not null,
  is_open integer not null,
  first bigint not null,
  last bigint not null,
  count bigint not null,
  dedup_key text not null,
  system text not null,
  atlas_release text not null,
  tactics text not null,
  techniques text not null,
  entities text not null,
  matches text not null,
  haystack text not null
);
create index finding_last on finding (last desc, id desc);
create index finding_rule on finding (rule, last desc, id desc);
create index finding_dedup on finding (dedup_key, is_open, last);
create index finding_open on finding (is_open, last desc, id desc);

create table finding_technique (
  finding text not null references finding (id),
  technique text not null,
  last bigint not null,
  count bigint not null,
  level integer not null,
  is_open integer not null,
  primary key (finding, technique)
);
create index finding_technique_heat on finding_technique (technique, last, count, level, is_open);

create table finding_evidence (
  finding text not null references finding (id),
  position bigint not null,
  event text not null,
  primary key (finding, position)
);
create index finding_evidence_event on finding_evidence (event);

create table triage (
  finding text not null references finding (id),
  position integer not null,
  time bigint not null,
  author text not null,
  from_status text not null,
  to_status text not null,
  note text not null,
  primary key (finding, position)
);

create table token (
  id text primary key,
  digest text not null unique,
  kind text not null,
  name text not null,
  role text not null,
  created bigint not null,
  expires bigint,
  last_used bigint
);
create index token_kind on token (kind, created desc);
