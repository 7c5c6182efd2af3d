-- How recurring work has fared. When it runs next is Quartz's to know, whose own tables are made anew at each start.
create table recurring_job (
  name text primary key,
  started_at integer not null,
  ended_at integer,
  outcome text,
  problem text,
  run_count integer not null,
  failure_count integer not null
) strict, without rowid;

-- The last purchase after which a customer was found silent: the same silence is told once.
create table silence (
  owner integer primary key,
  since integer not null
) strict;
