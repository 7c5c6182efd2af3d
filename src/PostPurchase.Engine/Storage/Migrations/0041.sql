-- A customer's story tells what people of the shop changed about their mail.
create index audit_of_subject on audit (subject, id) where subject is not null;
