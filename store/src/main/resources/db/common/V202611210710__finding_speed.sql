-- Pages walk finding_last in order and test status and level in the index, without touching rows that do not fit.
drop index finding_last;
create index finding_last on finding (last desc, id desc, status, level);

-- The order of the look-up by key, or it would walk all open findings of the last day.
drop index finding_dedup;
create index finding_dedup on finding (dedup_key, is_open, last desc, id desc);

-- What a rule ever found is added up in the index.
drop index finding_rule;
create index finding_rule on finding (rule, last desc, id desc, count);

-- No query asks by is_open alone.
drop index finding_open;

-- Heat of all time, kept in step: the live page asks for it again and again.
create table technique_heat (
  technique text primary key,
  findings bigint not null,
  occurrences bigint not null,
  open bigint not null,
  highest integer not null,
  last bigint not null
);
insert into technique_heat (technique, findings, occurrences, open, highest, last)
select technique, count(*), sum(count), sum(is_open), max(level), max(last) from finding_technique group by technique;
