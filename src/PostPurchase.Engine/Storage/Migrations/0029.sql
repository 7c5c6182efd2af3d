-- Refusals that count against the mail: how long the next pause is goes by them. Until now it went by how often the mail was handed over, which is the most that it can be.
alter table send add column refusal_count integer not null default 0;
update send set refusal_count = attempt_count where state = 5;
