-- A browser in which somebody signed in. Only a hash of its secret is kept, so that a copy of the database opens nothing.
create table login (
  id integer primary key,
  hash blob not null unique,
  account_id integer not null,
  started_at integer not null,
  seen_at integer not null,
  agent text
) strict;

create index login_account on login (account_id);

-- Wrong passwords in a row, by account name and by a hash of the visitor's address.
create table login_failure (
  key text primary key,
  count integer not null check (count > 0),
  last_at integer not null
) strict, without rowid;
