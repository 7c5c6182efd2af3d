-- What kind of message a delivery is, where only its headers said so: needed to read its body again.
alter table inbox add column topic text;

-- Mails that were on their way when their customer was erased: they lose their address when their fate is known.
create table erased_send (
  send_id integer not null,
  owner integer not null,
  primary key (send_id, owner)
) strict, without rowid;
