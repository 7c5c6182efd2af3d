-- The first try that did not end in an answer for good: giving up counts from it, also where no server was reached. Until now the planned instant of what a
-- server had put off was moved there; what no server was reached for was not timed at all, and is from its next try on.
alter table send add column first_tried_at integer;
update send set first_tried_at = planned_at where state = 5 and attempt_count > 0;
