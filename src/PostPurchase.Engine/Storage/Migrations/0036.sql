-- Rejected, skipped, expired, parked, or held while it was made: a send that has not left gives its code back, and takes one again when it goes on. One that may have left keeps it.
drop trigger coupon_returned;

create trigger coupon_returned after update of state on send
when (new.state in (6, 8, 9, 10) or (new.state = 1 and old.state = 2)) and new.uncertain_count = 0
begin
  update coupon_code
  set send_id = null
  where send_id = new.id;
  delete from coupon_grant
  where owner = new.owner and send_id = new.id;
end;

-- What was held with its code before, and was never handed over.
update coupon_code
set send_id = null
where send_id in (
  select id
  from send
  where state = 1 and uncertain_count = 0 and attempt_count = 0);

delete from coupon_grant
where exists (
  select 1
  from send as s
  where s.id = coupon_grant.send_id and s.owner = coupon_grant.owner and s.state = 1 and s.uncertain_count = 0 and s.attempt_count = 0);
