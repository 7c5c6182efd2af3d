-- What an order cost as it was first reported, in the currency that it has now: kept with its first change. Null where nothing has changed yet, or the currency has.
alter table purchase add column first_total integer;
