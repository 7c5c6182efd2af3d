-- When a customer was erased: the row stays, without anything that says who it was, so that sums stay right.
alter table customer add column erased_at integer;
