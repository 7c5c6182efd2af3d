-- A version that is called otherwise keeps the text with which it was first in force, so that its history tells of the name before. What was published first stands for it until now.
alter table journey_version add column first_document text;
alter table journey_version add column renamed_at integer;

update journey_version
set first_document = (
  select p.document
  from journey_publication as p
  join name as n on n.text = p.journey
  where n.id = journey_version.journey_id and n.kind = 3 and p.hash = journey_version.hash
  order by p.id
  limit 1);
