-- From here on the column `original` of `event` may be empty, where `body` is the original (docs/adr/041), which
-- programs that do not know this change must not try to read.
select 1;
