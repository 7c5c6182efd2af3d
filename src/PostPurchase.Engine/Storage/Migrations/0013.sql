-- What is bought together: things (kind 1 products, 2 categories) with the baskets that have them, and pairs of which the first has the lesser id.
create table association_item (
  id integer primary key,
  kind integer not null check (kind in (1, 2)),
  key text not null,
  baskets integer not null,
  unique (kind, key)
) strict;

create table association_pair (
  first_id integer not null,
  second_id integer not null,
  baskets integer not null,
  primary key (first_id, second_id)
) strict, without rowid;

-- Up to which purchase baskets are counted, and what came of it.
create table association (
  only_row integer primary key check (only_row = 1),
  last_purchase integer not null,
  product_baskets integer not null,
  category_baskets integer not null,
  built_at integer,
  document text
) strict;

insert into association (only_row, last_purchase, product_baskets, category_baskets)
values (1, 0, 0, 0);
