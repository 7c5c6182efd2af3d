-- How a mail left: 1 captured here, 2 redirected to one address, 3 live. Null for what has not left, and for what left before this was kept.
alter table send add column left_as integer;

-- Why a server refused a mail, by the name that a bounce for the same has; null for all that was not refused, and for what was refused before this was kept. Few are, and the
-- index holds just them.
alter table send add column failure text;

create index send_refused on send (concluded_at) where state = 6;

-- No server was asked about a captured mail: it says nothing of a domain, and counts as sent in what journeys did.
drop trigger send_is_counted;

drop trigger send_domain_is_counted;

create trigger send_is_counted after update of state on send
when old.state <> new.state and new.channel = 1 and new.purpose = 1 and (old.state in (4, 6, 7, 8, 9, 10) or new.state in (4, 6, 7, 8, 9, 10))
  and not exists (select 1 from enrollment as e join purchase as p on p.id = e.purchase_id where e.id = new.run and e.owner = new.owner and p.kind = 6)
begin
  insert into send_day (day, journey_id, step_id, state, store_id, sends)
  select (m.at + coalesce(
    (select offset_ms from store_zone where store_id = m.store_id and from_at <= m.at order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= m.at order by from_at desc limit 1), 0)) / 86400000, m.journey_id, m.step_id, m.state, m.store_id, m.sends
  from (
    select ifnull(old.concluded_at, old.planned_at) as at, ifnull(old.journey_id, 0) as journey_id, old.step_id as step_id, old.state as state, old.store_id as store_id, -1 as sends
    union all
    select ifnull(new.concluded_at, new.planned_at), ifnull(new.journey_id, 0), new.step_id, new.state, new.store_id, 1) as m
  where m.state in (4, 6, 7, 8, 9, 10)
  on conflict do update set sends = sends + excluded.sends;
  insert into domain_day (day, domain, state, store_id, sends)
  select (m.at + coalesce(
    (select offset_ms from store_zone where store_id = m.store_id and from_at <= m.at order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= m.at order by from_at desc limit 1), 0)) / 86400000, ifnull(lower(substr(m.address, instr(m.address, '@') + 1)), '-'), m.state, m.store_id, m.sends
  from (
    select ifnull(old.concluded_at, old.planned_at) as at, old.address as address, old.state as state, old.store_id as store_id, -1 as sends
    union all
    select ifnull(new.concluded_at, new.planned_at), new.address, new.state, new.store_id, 1) as m
  where m.state in (4, 6, 7) and ifnull(new.left_as, 0) <> 1 and (m.address is not null or exists (select 1 from customer where owner = new.owner and erased_at is not null))
  on conflict do update set sends = sends + excluded.sends;
end;

create trigger send_domain_is_counted after update of address on send
when old.address is not null and old.address is not new.address and old.state = new.state and new.state in (4, 6, 7) and new.channel = 1 and new.purpose = 1 and ifnull(new.left_as, 0) <> 1
  and not exists (select 1 from enrollment as e join purchase as p on p.id = e.purchase_id where e.id = new.run and e.owner = new.owner and p.kind = 6)
begin
  insert into domain_day (day, domain, state, store_id, sends)
  select (m.at + coalesce(
    (select offset_ms from store_zone where store_id = new.store_id and from_at <= m.at order by from_at desc limit 1),
    (select offset_ms from store_zone where store_id = 0 and from_at <= m.at order by from_at desc limit 1), 0)) / 86400000, ifnull(lower(substr(m.address, instr(m.address, '@') + 1)), '-'), new.state, new.store_id, m.sends
  from (
    select ifnull(old.concluded_at, old.planned_at) as at, old.address as address, -1 as sends
    union all
    select ifnull(new.concluded_at, new.planned_at), new.address, 1) as m
  where true
  on conflict do update set sends = sends + excluded.sends;
  -- No zone is a day away from UTC. A domain of nobody any more may say who they were.
  delete from domain_day
  where day between ifnull(old.concluded_at, old.planned_at) / 86400000 - 1 and ifnull(old.concluded_at, old.planned_at) / 86400000 + 1
    and domain = lower(substr(old.address, instr(old.address, '@') + 1)) and state = old.state and store_id = old.store_id and sends = 0;
end;
