-- Whether an erased customer could be tracked says which customers a click rate is of: an erasure took it away, and with it them from the rates. It is what they had said
-- last, as it stands in the evidence; by a trigger they are counted again.
update customer
set consent_tracking = (
  select c.tracking
  from consent as c
  where c.owner = customer.owner and c.tracking is not null
  order by c.said_at desc, c.id desc
  limit 1)
where erased_at is not null;

-- How many customers a verdict was of by which a winner was opened again: a rule promotes again once enough more are counted.
alter table experiment add column reopened_count integer;
