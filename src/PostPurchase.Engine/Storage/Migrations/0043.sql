-- The newest order is the one that was made last: files come in any order, and often newest first.
create index purchase_ordered on purchase (ordered_at, id);
