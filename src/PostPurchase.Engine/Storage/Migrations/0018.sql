-- How far the API of a shop was read. next: the page to go on with, of the reading that began at next_until; null between two readings.
create table shop_pull (
  source text not null,
  thing integer not null check (thing in (1, 2)),
  read_until integer,
  next text,
  next_until integer,
  check ((next is null) = (next_until is null)),
  primary key (source, thing)
) strict, without rowid;
