-- Days of reports are those of each store's zone: from an instant on, this offset holds there. Store 0 stands for those that are not configured, which are in the zone of
-- the default store. Written from the settings; all counts by day are counted again when it changes, and first of all after this migration.
create table store_zone (
  store_id integer not null,
  from_at integer not null,
  offset_ms integer not null,
  primary key (store_id, from_at)
) strict, without rowid;

drop trigger send_is_counted;
drop trigger run_start_is_counted;
drop trigger run_end_is_counted;
drop table touch_day;
drop table send_day;
drop table domain_day;
drop table run_day;

create table touch_day (
  day integer not null,
  journey_id integer not null,
  step_id integer not null,
  kind integer not null,
  verdict integer not null,
  store_id integer not null default 0,
  touches integer not null,
  sends integer not null,
  primary key (day, journey_id, step_id, kind, verdict, store_id)
) strict, without rowid;

create table send_day (
  day integer not null,
  journey_id integer not null,
  step_id integer not null,
  state integer not null,
  store_id integer not null default 0,
  sends integer not null,
  primary key (day, journey_id, step_id, state, store_id)
) strict, without rowid;

create table domain_day (
  day integer not null,
  domain text not null,
  state integer not null,
  store_id integer not null default 0,
  sends integer not null,
  primary key (day, domain, state, store_id)
) strict, without rowid;

-- what: 0 entered, else how the run ended, as in enrollment.status.
create table run_day (
  day integer not null,
  journey_id integer not null,
  what integer not null,
  store_id integer not null default 0,
  runs integer not null,
  primary key (day, journey_id, what, store_id)
) strict, without rowid;

delete from learning_state where name = 'zones';

create trigger send_is_counted after update of state on send
when old.state <> new.state and new.channel = 1 and new.purpose = 1 and (old.state in (4, 6, 7, 8, 9, 10) or new.state in (4, 6, 7, 8, 9, 10))
  and not exists (select 1 from enrollment as e join purchase as p on p.id = e.purchase_id where e.id = new.run and e.owner = new.owner and p.kind = 6)
begin
  insert into send_day (day, journey_id, step_id, state, store_id, sends)
  select (ifnull(old.concluded_at, old.planned_at) + coalesce(
    (select offset_ms from store_zone where store_id = old.store_id and from_at <= ifnull(old.concluded_at, old.planned_at) order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= ifnull(old.concluded_at, old.planned_at) order by from_at desc limit 1), 0)) / 86400000, ifnull(old.journey_id, 0), old.step_id, old.state, old.store_id, -1
  where old.state in (4, 6, 7, 8, 9, 10)
  on conflict do update set sends = sends - 1;
  insert into send_day (day, journey_id, step_id, state, store_id, sends)
  select (ifnull(new.concluded_at, new.planned_at) + coalesce(
    (select offset_ms from store_zone where store_id = new.store_id and from_at <= ifnull(new.concluded_at, new.planned_at) order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= ifnull(new.concluded_at, new.planned_at) order by from_at desc limit 1), 0)) / 86400000, ifnull(new.journey_id, 0), new.step_id, new.state, new.store_id, 1
  where new.state in (4, 6, 7, 8, 9, 10)
  on conflict do update set sends = sends + 1;
  insert into domain_day (day, domain, state, store_id, sends)
  select (ifnull(old.concluded_at, old.planned_at) + coalesce(
    (select offset_ms from store_zone where store_id = old.store_id and from_at <= ifnull(old.concluded_at, old.planned_at) order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= ifnull(old.concluded_at, old.planned_at) order by from_at desc limit 1), 0)) / 86400000, lower(substr(old.address, instr(old.address, '@') + 1)), old.state, old.store_id, -1
  where old.state in (4, 6, 7) and old.address is not null
  on conflict do update set sends = sends - 1;
  insert into domain_day (day, domain, state, store_id, sends)
  select (ifnull(new.concluded_at, new.planned_at) + coalesce(
    (select offset_ms from store_zone where store_id = new.store_id and from_at <= ifnull(new.concluded_at, new.planned_at) order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= ifnull(new.concluded_at, new.planned_at) order by from_at desc limit 1), 0)) / 86400000, lower(substr(new.address, instr(new.address, '@') + 1)), new.state, new.store_id, 1
  where new.state in (4, 6, 7) and new.address is not null
  on conflict do update set sends = sends + 1;
end;

create trigger run_start_is_counted after insert on enrollment begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
  insert into run_day (day, journey_id, what, store_id, runs)
  select (new.entered_at + coalesce(
    (select offset_ms from store_zone where store_id = c.store_id and from_at <= new.entered_at order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= new.entered_at order by from_at desc limit 1), 0)) / 86400000, new.journey_id, 0, c.store_id, 1
  from (select ifnull((select store_id from customer where owner = new.owner), 0) as store_id) as c
  where not exists (select 1 from purchase where id = new.purchase_id and kind = 6)
  on conflict do update set runs = runs + 1;
end;

create trigger run_end_is_counted after update of status on enrollment
when old.status <> new.status and not exists (select 1 from purchase where id = new.purchase_id and kind = 6)
begin
  insert into run_day (day, journey_id, what, store_id, runs)
  select (at.at + coalesce(
    (select offset_ms from store_zone where store_id = at.store_id and from_at <= at.at order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= at.at order by from_at desc limit 1), 0)) / 86400000, old.journey_id, old.status, at.store_id, -1
  from (select ifnull(old.ended_at, old.arrived_at) as at, ifnull((select store_id from customer where owner = old.owner), 0) as store_id) as at
  where old.status <> 0
  on conflict do update set runs = runs - 1;
  insert into run_day (day, journey_id, what, store_id, runs)
  select (at.at + coalesce(
    (select offset_ms from store_zone where store_id = at.store_id and from_at <= at.at order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= at.at order by from_at desc limit 1), 0)) / 86400000, new.journey_id, new.status, at.store_id, 1
  from (select ifnull(new.ended_at, new.arrived_at) as at, ifnull((select store_id from customer where owner = new.owner), 0) as store_id) as at
  where new.status <> 0
  on conflict do update set runs = runs + 1;
end;
