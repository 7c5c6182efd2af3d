-- What programs said they are: a few texts for millions of touches.
create table agent (
  id integer primary key,
  text text not null unique
) strict;

-- A touch is kept as it was seen, with all that its verdict is given by: verdict and reason alone change, when more is seen or the rules improve.
-- network: a hash that is the same for two touches of one mail from one network, and means nothing else. method: 0 GET, 1 HEAD, 2 POST, 3 other.
alter table touch add column reason integer not null default 0;
alter table touch add column delivered_at integer;
alter table touch add column agent_id integer;
alter table touch add column network integer not null default 0;
alter table touch add column address_class integer not null default 0;
alter table touch add column method integer not null default 0;
alter table touch add column link_count integer not null default 0;

insert into agent (text) select distinct agent from touch where agent <> '';
update touch set
  agent_id = (select id from agent where text = touch.agent),
  delivered_at = (select concluded_at from send where id = touch.send_id);
alter table touch drop column agent;

-- The rows behind a number of a report.
create index touch_step on touch (journey_id, step_id, kind, verdict, id);
create index send_step on send (journey_id, step_id, id) where journey_id is not null;

-- Roll-ups. Days are UTC, counted from 1970; journey and step 0: none. They are kept with every change of what they count.
create table touch_day (
  day integer not null,
  journey_id integer not null,
  step_id integer not null,
  kind integer not null,
  verdict integer not null,
  touches integer not null,
  sends integer not null,
  primary key (day, journey_id, step_id, kind, verdict)
) strict, without rowid;

create table send_day (
  day integer not null,
  journey_id integer not null,
  step_id integer not null,
  state integer not null,
  sends integer not null,
  primary key (day, journey_id, step_id, state)
) strict, without rowid;

create table domain_day (
  day integer not null,
  domain text not null,
  state integer not null,
  sends integer not null,
  primary key (day, domain, state)
) strict, without rowid;

-- what: 0 entered, else how the run ended, as in enrollment.status.
create table run_day (
  day integer not null,
  journey_id integer not null,
  what integer not null,
  runs integer not null,
  primary key (day, journey_id, what)
) strict, without rowid;

-- One row a kind of figure and its key; what a customer brings to it is in customer_tally, so that it can be taken away again.
create table tally (
  kind integer not null,
  a integer not null,
  b integer not null,
  customers integer not null,
  total integer not null,
  squares real not null,
  primary key (kind, a, b)
) strict, without rowid;

create table customer_tally (
  owner integer primary key,
  lines text not null
) strict;

-- Customers of whom something changed since their figures were last looked at.
create table stale_customer (
  owner integer primary key
) strict;

create table learning_state (
  name text primary key,
  value integer not null
) strict, without rowid;

-- kind: 1 of a mail, 2 of paths, 3 holdout of a journey, 4 holdout of all journeys.
-- winner: the arm that everybody gets since promoted_at, or null; was_decided: whether it was proven to be best then. reopened_at: when a promoted winner was found to be none any more.
alter table experiment add column kind integer not null default 1;
alter table experiment add column winner text;
alter table experiment add column promoted_at integer;
alter table experiment add column promoted_by text;
alter table experiment add column was_decided integer not null default 0;
alter table experiment add column reopened_at integer;
alter table experiment add column reopened_why text;

-- weight: as the file says; chosen: the weight in force instead (a promotion, Thompson), or null. expected: customers that the weights in force
-- at each assignment give it, for the sample ratio.
create table experiment_arm (
  experiment_id integer not null,
  number integer not null,
  name text not null,
  weight real not null,
  chosen real,
  expected real not null default 0,
  primary key (experiment_id, number),
  unique (experiment_id, name)
) strict, without rowid;

-- What a customer's offers earned.
create index conversion_owner on conversion (owner, id) where owner > 0;

create index assignment_experiment on assignment (experiment_id, owner);

insert into send_day (day, journey_id, step_id, state, sends)
select s.concluded_at / 86400000, ifnull(s.journey_id, 0), s.step_id, s.state, count(*)
from send as s
left join enrollment as e on e.id = s.run and e.owner = s.owner
left join purchase as p on p.id = e.purchase_id
where s.channel = 1 and s.purpose = 1 and s.state in (4, 6, 7, 8, 9, 10) and s.concluded_at is not null and ifnull(p.kind, 0) <> 6
group by 1, 2, 3, 4;

insert into domain_day (day, domain, state, sends)
select s.concluded_at / 86400000, lower(substr(s.address, instr(s.address, '@') + 1)), s.state, count(*)
from send as s
left join enrollment as e on e.id = s.run and e.owner = s.owner
left join purchase as p on p.id = e.purchase_id
where s.channel = 1 and s.purpose = 1 and s.state in (4, 6, 7) and s.concluded_at is not null and s.address is not null and ifnull(p.kind, 0) <> 6
group by 1, 2, 3;

insert into run_day (day, journey_id, what, runs)
select e.entered_at / 86400000, e.journey_id, 0, count(*)
from enrollment as e
left join purchase as p on p.id = e.purchase_id
where ifnull(p.kind, 0) <> 6
group by 1, 2;

insert into run_day (day, journey_id, what, runs)
select e.ended_at / 86400000, e.journey_id, e.status, count(*)
from enrollment as e
left join purchase as p on p.id = e.purchase_id
where e.status <> 0 and ifnull(p.kind, 0) <> 6
group by 1, 2, 3;

insert into touch_day (day, journey_id, step_id, kind, verdict, touches, sends)
select touched_at / 86400000, ifnull(journey_id, 0), ifnull(step_id, 0), kind, verdict, count(*),
  count(*) filter (where first_at / 86400000 = touched_at / 86400000 and touched_at = first_at)
from (select *, min(touched_at) over (partition by send_id, kind, verdict) as first_at from touch)
group by 1, 2, 3, 4, 5;

insert into stale_customer (owner) select owner from customer;

create trigger send_is_counted after update of state on send
when old.state <> new.state and new.channel = 1 and new.purpose = 1 and (old.state in (4, 6, 7, 8, 9, 10) or new.state in (4, 6, 7, 8, 9, 10))
  and not exists (select 1 from enrollment as e join purchase as p on p.id = e.purchase_id where e.id = new.run and e.owner = new.owner and p.kind = 6)
begin
  insert into send_day (day, journey_id, step_id, state, sends)
  select ifnull(old.concluded_at, old.planned_at) / 86400000, ifnull(old.journey_id, 0), old.step_id, old.state, -1
  where old.state in (4, 6, 7, 8, 9, 10)
  on conflict do update set sends = sends - 1;
  insert into send_day (day, journey_id, step_id, state, sends)
  select ifnull(new.concluded_at, new.planned_at) / 86400000, ifnull(new.journey_id, 0), new.step_id, new.state, 1
  where new.state in (4, 6, 7, 8, 9, 10)
  on conflict do update set sends = sends + 1;
  insert into domain_day (day, domain, state, sends)
  select ifnull(old.concluded_at, old.planned_at) / 86400000, lower(substr(old.address, instr(old.address, '@') + 1)), old.state, -1
  where old.state in (4, 6, 7) and old.address is not null
  on conflict do update set sends = sends - 1;
  insert into domain_day (day, domain, state, sends)
  select ifnull(new.concluded_at, new.planned_at) / 86400000, lower(substr(new.address, instr(new.address, '@') + 1)), new.state, 1
  where new.state in (4, 6, 7) and new.address is not null
  on conflict do update set sends = sends + 1;
end;

create trigger run_start_is_counted after insert on enrollment begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
  insert into run_day (day, journey_id, what, runs)
  select new.entered_at / 86400000, new.journey_id, 0, 1
  where not exists (select 1 from purchase where id = new.purchase_id and kind = 6)
  on conflict do update set runs = runs + 1;
end;

create trigger run_end_is_counted after update of status on enrollment
when old.status <> new.status and not exists (select 1 from purchase where id = new.purchase_id and kind = 6)
begin
  insert into run_day (day, journey_id, what, runs)
  select ifnull(old.ended_at, old.arrived_at) / 86400000, old.journey_id, old.status, -1
  where old.status <> 0
  on conflict do update set runs = runs - 1;
  insert into run_day (day, journey_id, what, runs)
  select ifnull(new.ended_at, new.arrived_at) / 86400000, new.journey_id, new.status, 1
  where new.status <> 0
  on conflict do update set runs = runs + 1;
end;

create trigger purchase_makes_stale after insert on purchase begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
end;

create trigger purchase_change_makes_stale after update on purchase begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
end;

create trigger assignment_makes_stale after insert on assignment begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
end;

create trigger merge_makes_stale after update of merged_into, consent_tracking, country on customer
when old.merged_into is not new.merged_into or old.consent_tracking is not new.consent_tracking or old.country is not new.country
begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
  insert into stale_customer (owner) select new.merged_into where new.merged_into is not null on conflict do nothing;
end;

create trigger refusal_makes_stale after insert on consent when new.own = 0 begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
end;

create trigger suppression_makes_stale after insert on suppression begin
  insert into stale_customer (owner)
  select owner from customer_alias where store_id = new.store_id and kind = 1 and value = new.address
  on conflict do nothing;
end;

create trigger conversion_makes_stale after insert on conversion when new.owner > 0 begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
end;

create trigger conversion_change_makes_stale after update on conversion begin
  insert into stale_customer (owner) select owner from (select old.owner as owner union select new.owner) where owner > 0 on conflict do nothing;
end;

create trigger commission_makes_stale after insert on commission when new.owner > 0 begin
  insert into stale_customer (owner) values (new.owner) on conflict do nothing;
end;
