-- The text is the record of an exercise, kept as it was given.
create table tabletop_run (
  id text primary key,
  version integer not null,
  author text not null,
  created bigint not null,
  changed bigint not null,
  document text not null
);

-- What a person knows; a person is the name of a caller.
create table quiz_card (
  person text not null,
  question text not null,
  stability double precision not null,
  difficulty double precision not null,
  answered integer not null,
  lapses integer not null,
  last bigint not null,
  due bigint not null,
  primary key (person, question)
);

create index quiz_card_due on quiz_card (person, due);
