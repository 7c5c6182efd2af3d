-- What each file of the workflows folder last said when it could be read: a file that is broken keeps its journey in force as it was.
create table journey_file (
  file text primary key,
  journey_id integer not null,
  hash text not null,
  status integer not null
) strict, without rowid;

-- How often it may have left without an answer. Attempts that a server put off are not counted.
alter table send add column uncertain_count integer not null default 0;
