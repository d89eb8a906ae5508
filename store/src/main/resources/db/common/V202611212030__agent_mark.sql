-- What an agent has read that decides what it may do with it; times in microseconds, 0 for never.
create table agent_mark (
  principal text not null,
  session text not null,
  sensitive bigint not null,
  suspicious bigint not null,
  primary key (principal, session)
);
