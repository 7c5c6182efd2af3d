-- Orders that a report of their store gave to another customer: who had them until then. Parcels that were reported before stay with that owner's events.
create table hand_over (
  id integer primary key,
  purchase_id integer not null,
  former integer not null,
  owner integer not null,
  moved_at integer not null
) strict;

create index hand_over_purchase on hand_over (purchase_id);
create index hand_over_former on hand_over (former);
create index hand_over_owner on hand_over (owner);
