-- What came back about a send: bounces (1) and complaints (3), by pipe, watched folder or provider. The same report told twice is one row.
create table feedback (
  owner integer not null,
  send_id integer not null,
  kind integer not null check (kind in (1, 3)),
  reason text not null,
  journey_id integer,
  domain text,
  status text not null,
  action integer not null,
  words text not null,
  reported_at integer not null,
  inbox_id integer,
  primary key (owner, send_id, kind, reason)
) strict, without rowid;

create index feedback_time on feedback (reported_at);

-- Brakes that were put on and taken off again: a restart does not release one.
create table brake (
  journey_id integer not null,
  put_on_at integer not null,
  put_on_by text not null,
  reason text not null,
  released_at integer,
  released_by text,
  primary key (journey_id, put_on_at)
) strict, without rowid;

create unique index brake_on on brake (journey_id) where released_at is null;

-- Somebody's word that a mail may leave: it holds however often the mail is held for other reasons afterwards.
alter table send add column approved_at integer;

-- Webhooks are posted by a loop of their own.
create index send_hook on send (due_at) where due_at is not null and channel = 2;
