-- Instants are epoch milliseconds (UTC), money is minor units, documents are JSON text. Ids are time-ordered 64-bit integers.
-- Every per-customer table has the owner in its keys, so that a larger database can be partitioned by it. What routes to an owner
-- (inbox, event_key, customer_alias, purchase_key) is global. Tables without rowid are clustered by their key, which saves a second tree.

create table name (
  id integer primary key,
  kind integer not null check (kind between 1 and 9),
  text text not null,
  unique (kind, text)
) strict;

create table instance (
  only_row integer primary key check (only_row = 1),
  id text not null,
  quarantine text,
  holder text,
  held_since integer
) strict;

create table inbox (
  id integer primary key,
  source_id integer not null,
  delivery_id text,
  received_at integer not null,
  status integer not null check (status between 0 and 2),
  encoding integer not null check (encoding in (0, 1)),
  body blob not null
) strict;

-- Partial: what has no delivery id of its own is known by its event ids.
create unique index inbox_delivery on inbox (source_id, delivery_id) where delivery_id is not null;

create table event_key (
  store_id integer not null,
  external_id text not null,
  event_id integer not null,
  primary key (store_id, external_id)
) strict, without rowid;

create table customer (
  owner integer primary key,
  store_id integer not null,
  email text,
  address text,
  external_id text,
  first_name text,
  last_name text,
  phone text,
  country text,
  time_zone text,
  locale text,
  attributes text,
  tags text,
  facts_at integer not null,
  consent_own integer check (consent_own in (0, 1)),
  consent_own_at integer,
  consent_third_party integer check (consent_third_party in (0, 1)),
  consent_third_party_at integer,
  consent_tracking integer check (consent_tracking in (0, 1)),
  consent_tracking_at integer,
  purchase_count integer not null check (purchase_count >= 0),
  refunded_count integer not null check (refunded_count >= 0),
  total_spent integer not null,
  first_purchase_at integer,
  last_purchase_at integer,
  goodwill_until integer,
  paused_until integer,
  merged_into integer,
  created_at integer not null
) strict;

create index customer_merged on customer (merged_into) where merged_into is not null;

-- kind: 1 email (normalised), 2 the store's own id
create table customer_alias (
  store_id integer not null,
  kind integer not null check (kind in (1, 2)),
  value text not null,
  owner integer not null,
  primary key (store_id, kind, value)
) strict, without rowid;

create table consent (
  owner integer not null,
  id integer not null,
  channel integer not null,
  own integer check (own in (0, 1)),
  third_party integer check (third_party in (0, 1)),
  tracking integer check (tracking in (0, 1)),
  source text not null,
  said_at integer not null,
  primary key (owner, id)
) strict, without rowid;

create table purchase_key (
  store_id integer not null,
  external_id text not null,
  owner integer not null,
  purchase_id integer not null,
  primary key (store_id, external_id)
) strict, without rowid;

-- reported: the newest state as its store said it; document: that state with the refunds that came beside it.
create table purchase (
  id integer primary key,
  owner integer not null,
  store_id integer not null,
  kind integer not null,
  state integer not null,
  paid integer not null check (paid in (0, 1)),
  ordered_at integer not null,
  updated_at integer not null,
  currency text not null,
  total integer not null,
  value integer,
  refunded integer not null,
  refunded_value integer,
  news integer not null,
  shipped_at integer,
  delivered_at integer,
  reported text,
  document text not null,
  unique (owner, id)
) strict;

create table line (
  owner integer not null,
  purchase_id integer not null,
  number integer not null,
  external_id text not null,
  product_id text,
  category text,
  quantity integer not null,
  unit_price integer,
  primary key (owner, purchase_id, number)
) strict, without rowid;

create table refund (
  owner integer not null,
  purchase_id integer not null,
  external_id text not null,
  refunded_at integer not null,
  document text not null,
  primary key (owner, purchase_id, external_id)
) strict, without rowid;

-- Facts about a purchase that has not come yet; applied in order of their instants when it does.
create table waiting_fact (
  store_id integer not null,
  purchase_external_id text not null,
  id integer not null,
  inbox_id integer not null,
  document text not null,
  primary key (store_id, purchase_external_id, id)
) strict, without rowid;

create table event (
  owner integer not null,
  id integer not null,
  type integer not null,
  occurred_at integer not null,
  inbox_id integer not null,
  purchase_id integer,
  document text,
  primary key (owner, id)
) strict, without rowid;

create table journey_version (
  id integer primary key,
  store_id integer not null,
  journey_id integer not null,
  hash text not null,
  document text not null,
  first_used_at integer not null,
  unique (journey_id, hash)
) strict;

-- revision: every change adds one; what was read at an older revision does not win. nth: 1 for the first run of a key, 2 when it runs again.
create table enrollment (
  id integer not null,
  owner integer not null,
  version_id integer not null,
  journey_id integer not null,
  subject integer not null,
  subject_id integer not null,
  line integer not null,
  nth integer not null,
  purchase_id integer,
  status integer not null check (status between 0 and 3),
  step integer not null,
  phase integer not null check (phase between 0 and 2),
  due_at integer check (due_at is null or status = 0),
  started_by integer not null,
  started_at integer not null,
  entered_at integer not null,
  arrived_at integer not null,
  ended_at integer check (ended_at is null or status <> 0),
  revision integer not null,
  goal_at integer,
  reason text,
  document text,
  primary key (id, owner)
) strict, without rowid;

create unique index enrollment_key on enrollment (owner, journey_id, subject, subject_id, line, nth);

create index enrollment_due on enrollment (due_at) where due_at is not null;

-- channel: 1 email, 2 webhook. purpose: 1 a step of a run, 2 test, 3 confirmation of consent, 4 notice to staff; run: the enrollment, else a nonce.
-- state as Core's SendState; due_at stays set while a send is claimed or handed over, so that recovery finds it.
create table send (
  id integer not null,
  owner integer not null,
  store_id integer not null,
  channel integer not null,
  purpose integer not null check (purpose between 1 and 9),
  run integer not null,
  step_id integer not null,
  visit integer not null,
  journey_id integer,
  version_id integer,
  kind integer not null check (kind between 0 and 2),
  state integer not null check (state between 0 and 10),
  due_at integer,
  planned_at integer not null,
  expires_at integer,
  concluded_at integer,
  attempt_count integer not null,
  priority integer not null,
  target_set_id integer,
  address text,
  reason text,
  document text,
  primary key (id, owner),
  check (case when state in (0, 2, 3, 5) then due_at is not null when state = 1 then true else due_at is null end)
) strict, without rowid;

create unique index send_key on send (owner, purpose, run, step_id, visit, channel);

create index send_due on send (kind, due_at) where due_at is not null;

-- What is held until somebody resumes its journey.
create index send_held on send (journey_id) where state = 1 and due_at is null;

-- What the links of a mail lead to, in the order of their slots. The id is a hash of it: mails of one step with the same links share a row.
create table target_set (
  id integer primary key,
  targets blob not null
) strict;

create table touch (
  owner integer not null,
  id integer not null,
  send_id integer not null,
  journey_id integer,
  step_id integer,
  kind integer not null check (kind in (1, 2)),
  slot integer,
  role integer,
  verdict integer not null,
  touched_at integer not null,
  agent text,
  primary key (owner, id)
) strict, without rowid;

-- scope: 1 everything, 2 marketing, 3 offers of others
create table suppression (
  store_id integer not null,
  channel integer not null,
  address text not null,
  scope integer not null check (scope between 1 and 3),
  reason text not null,
  since integer not null,
  send_id integer,
  primary key (store_id, channel, address, scope)
) strict, without rowid;

create table ticket (
  owner integer not null,
  external_id text not null,
  subject text,
  channel text,
  opened_at integer,
  resolved_at integer,
  primary key (owner, external_id)
) strict, without rowid;

create table survey_answer (
  owner integer not null,
  id integer not null,
  survey text not null,
  score text,
  comment text,
  answered_at integer not null,
  primary key (owner, id)
) strict, without rowid;

create table choice_answer (
  owner integer not null,
  send_id integer not null,
  choice text not null,
  journey_id integer,
  step_id integer,
  answered_at integer not null,
  primary key (owner, send_id, choice)
) strict, without rowid;

create table experiment (
  id integer primary key,
  journey_id integer not null,
  step_id integer not null,
  name text not null,
  document text not null,
  started_at integer not null,
  ended_at integer,
  unique (journey_id, step_id, name)
) strict;

create table assignment (
  owner integer not null,
  experiment_id integer not null,
  variant text not null,
  assigned_at integer not null,
  primary key (owner, experiment_id)
) strict, without rowid;

create table program (
  id integer primary key,
  store_id integer not null,
  key text not null,
  network text not null,
  document text not null,
  unique (store_id, key)
) strict;

create table offer (
  id integer primary key,
  store_id integer not null,
  program_id integer not null,
  key text not null,
  document text not null,
  updated_at integer not null,
  unique (store_id, key)
) strict;

create table conversion (
  id integer primary key,
  network text not null,
  external_id text not null,
  owner integer,
  send_id integer,
  status text not null,
  reported_at integer not null,
  document text not null,
  unique (network, external_id)
) strict;

-- Append-only: what became of a conversion's commission, entry by entry.
create table commission (
  conversion_id integer not null,
  id integer not null,
  owner integer,
  status text not null,
  currency text not null,
  amount integer not null,
  entered_at integer not null,
  primary key (conversion_id, id)
) strict, without rowid;

create table api_key (
  id integer primary key,
  name text not null unique,
  hash blob not null unique,
  scope text not null,
  created_at integer not null,
  revoked_at integer
) strict;

create table account (
  id integer primary key,
  name text not null unique,
  password_hash text not null,
  role text not null,
  created_at integer not null
) strict;

create table audit (
  id integer primary key,
  actor text not null,
  action text not null,
  subject text,
  document text,
  at integer not null
) strict;
