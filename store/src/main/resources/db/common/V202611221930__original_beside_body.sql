-- From here on the column `original` of `event` may be compressed with `body` as dictionary (docs/adr/041),
-- which programs that do not know this change must not try to read.
select 1;
