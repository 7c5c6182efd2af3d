-- Codes of pools that give each mail its own. Codes are compared without case, as shops do; a free code has no send.
create table coupon_code (
  id integer primary key,
  pool_id integer not null,
  code text not null collate nocase,
  send_id integer,
  added_at integer not null,
  unique (pool_id, code)
) strict;

create index coupon_free on coupon_code (pool_id, id) where send_id is null;

create index coupon_taken on coupon_code (send_id) where send_id is not null;

-- The code that a mail carries, also one that everybody gets: one for each send, however often it is tried.
create table coupon_grant (
  owner integer not null,
  send_id integer not null,
  pool_id integer not null,
  code text not null collate nocase,
  granted_at integer not null,
  expires_at integer,
  redeemed_at integer,
  redeemed_by integer,
  primary key (owner, send_id)
) strict, without rowid;

create index coupon_grant_code on coupon_grant (code, owner);

create index coupon_grant_pool on coupon_grant (pool_id, redeemed_at);

-- Rejected, skipped, expired, parked: however a send ends that never left, its code goes back. One that may have left keeps it.
create trigger coupon_returned after update of state on send
when new.state in (6, 8, 9, 10) and new.uncertain_count = 0
begin
  update coupon_code
  set send_id = null
  where send_id = new.id;
  delete from coupon_grant
  where owner = new.owner and send_id = new.id;
end;
