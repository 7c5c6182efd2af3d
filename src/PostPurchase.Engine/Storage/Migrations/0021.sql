-- Figures are counted store by store, each in its own currency: store is its number, its negative the same in the currency of the default store by the rate of each
-- sale's day, 0 an experiment's. What there is was added up over all stores: it is counted again from the facts.
drop table tally;
create table tally (
  kind integer not null,
  store integer not null,
  a integer not null,
  b integer not null,
  customers integer not null,
  total integer not null,
  squares real not null,
  primary key (kind, store, a, b)
) strict, without rowid;

-- A figure is opened into those who bring something to it.
create table customer_figure (
  kind integer not null,
  store integer not null,
  a integer not null,
  b integer not null,
  owner integer not null,
  primary key (kind, store, a, b, owner)
) strict, without rowid;

delete from customer_tally;
insert into stale_customer (owner) select owner from customer where true on conflict do nothing;
