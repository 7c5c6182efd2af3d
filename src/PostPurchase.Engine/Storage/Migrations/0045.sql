-- What journeys did to a customer's tags and attributes, and what the store says of those: null where no journey did anything. A column, since it is asked for whenever a customer is read.
alter table customer add column journey_changes text;
