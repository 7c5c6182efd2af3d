-- Conversions and what became of their commission. Nothing used the tables of 0001 yet.
drop table conversion;
drop table commission;

-- Where a network's id leads: global, since a conversion comes without an owner.
create table conversion_key (
  network text not null,
  external_id text not null,
  owner integer not null,
  conversion_id integer not null,
  primary key (network, external_id)
) strict, without rowid;

-- One sale that a network reported. owner 0: nobody is known, its token is none of ours. match: 0 none, 1 by its token, 2 by a person.
-- status: how far it is, as Core's CommissionStatus; 0 while everything that was said of it is set aside. What it earned is in commission alone.
create table conversion (
  id integer not null,
  owner integer not null,
  store_id integer not null,
  network text not null,
  external_id text not null,
  token text,
  match integer not null check (match between 0 and 2),
  status integer not null check (status between 0 and 5),
  send_id integer,
  slot integer,
  offer text,
  program text,
  journey_id integer,
  step_id integer,
  purchase_id integer,
  occurred_at integer not null,
  clicked_at integer,
  locks_at integer,
  seen_at integer not null,
  held_count integer not null default 0,
  document text,
  primary key (id, owner),
  check ((match = 0) = (owner = 0))
) strict, without rowid;

create index conversion_send on conversion (send_id) where send_id is not null;
create index conversion_occurred on conversion (occurred_at);
create index conversion_unmatched on conversion (id) where match = 0;
create index conversion_held on conversion (id) where held_count > 0;
create index conversion_locks on conversion (network, locks_at) where status = 1;

-- What was said of a conversion, each different word once: from these its standing follows, whatever the order in which they came.
-- way: 1 postback, 2 import, 3 pull, 4 event. held: why it does not count until somebody lets it, or null.
create table conversion_report (
  conversion_id integer not null,
  id integer not null,
  owner integer not null,
  fingerprint text not null,
  way integer not null check (way between 1 and 4),
  as_of integer,
  received_at integer not null,
  held text,
  document text not null,
  primary key (conversion_id, id, owner),
  unique (conversion_id, fingerprint, owner)
) strict, without rowid;

-- The ledger. Append-only: a correction is another entry. kind: 1 commission, 2 sale. status as Core's CommissionStatus; amount is what that
-- status gained or lost, in minor units of the currency in which the network reported it. The sum of all is what stands.
create table commission (
  conversion_id integer not null,
  id integer not null,
  owner integer not null,
  kind integer not null check (kind in (1, 2)),
  status integer not null check (status between 1 and 5),
  currency text not null,
  amount integer not null check (amount <> 0),
  entered_at integer not null,
  report_id integer not null,
  primary key (conversion_id, id, owner)
) strict, without rowid;

create trigger commission_is_kept before delete on commission begin
  select raise(abort, 'the ledger is append-only');
end;

create trigger commission_is_final before update of conversion_id, id, kind, status, currency, amount, entered_at, report_id on commission begin
  select raise(abort, 'the ledger is append-only');
end;

-- How far each network's reports were read.
create table network_pull (
  network text primary key,
  cursor text,
  read_until integer,
  looked_at integer not null,
  outcome text not null
) strict, without rowid;

-- What the nightly look at each offer's link found. problem: null while it is fine.
create table link_health (
  offer text primary key,
  url text not null,
  problem text,
  detail text,
  failing_since integer,
  checked_at integer not null
) strict, without rowid;

-- What people clicked, by time: reports and attribution read it.
create index touch_clicked on touch (touched_at) where kind = 2 and verdict = 1;
