-- When somebody was put in an arm of an experiment by other shares than those before, the first time: who was put in before that is compared at once, who comes from
-- then on when their window is over. Of what moved before this was kept nobody is compared earlier.
alter table experiment add column moved_at integer;

update experiment
set moved_at = 0
where id in (select experiment_id from experiment_arm where moved = 1);

alter table experiment_arm drop column moved;
