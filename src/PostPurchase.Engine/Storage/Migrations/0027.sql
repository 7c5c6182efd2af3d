-- share: by which somebody was put in this arm's experiment last; moved: 1 once it was another one before. From then on arms differ in how long their customers have
-- had, and only those whose window is over are compared.
alter table experiment_arm add column share real;
alter table experiment_arm add column moved integer not null default 0;

update experiment_arm
set moved = 1
where chosen is not null and experiment_id in (select id from experiment where winner is null);

-- The share that a holdout holds out, from an instant on: who changes sides while their window is open is in neither.
create table holdout_rate (
  experiment_id integer not null,
  since integer not null,
  rate real not null,
  primary key (experiment_id, since)
) strict, without rowid;

insert into holdout_rate (experiment_id, since, rate)
select e.id, 0, a.weight
from experiment as e
join experiment_arm as a on a.experiment_id = e.id
where e.kind in (3, 4) and a.name = 'held-out';

-- When a customer's figures are to be looked at again although nothing happened: a window of theirs is over then.
alter table customer_tally add column again_at integer;

create index customer_tally_again on customer_tally (again_at) where again_at is not null;
