-- What a partner sold is no purchase of the shop's: the counts and sums of customers who have such a sale are taken again without it.
update customer
set (purchase_count, refunded_count, total_spent, first_purchase_at, last_purchase_at) = (
  select
    count(*) filter (where p.state = 0),
    count(*) filter (where p.state in (1, 3)),
    ifnull(sum(ifnull(p.value, 0) - ifnull(p.refunded_value, 0)) filter (where p.state = 0), 0),
    min(p.ordered_at) filter (where p.state = 0),
    max(p.ordered_at) filter (where p.state = 0)
  from purchase as p
  where p.owner in (select same.owner from customer as same where same.owner = customer.owner or same.merged_into = customer.owner)
    and p.paid = 1 and p.kind in (0, 1, 4, 5, 6) and not (p.kind = 5 and ifnull(json_extract(p.document, '$.channel'), '') = 'affiliate'))
where merged_into is null and owner in (
  select ifnull(buyer.merged_into, buyer.owner)
  from purchase as sold
  join customer as buyer on buyer.owner = sold.owner
  where sold.kind = 5 and json_extract(sold.document, '$.channel') = 'affiliate');
