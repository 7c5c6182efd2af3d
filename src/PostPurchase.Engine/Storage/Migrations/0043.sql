-- How many mails stand where is asked by every page: what ended is counted by day, so only what those counts leave out is looked up, each by an index of its few rows.
drop index send_held;
create index send_held on send (state, journey_id, channel, step_id, due_at) where state = 1;
create index send_parked on send (state, journey_id, channel) where state = 10;
create index send_apart on send (purpose, channel, state, journey_id, step_id, store_id, left_as, concluded_at) where purpose > 1;
