-- What a shop says of its looks by form, on top of the settings. revision: one more with each save.
create table brand (
  store text not null primary key,
  document text not null,
  revision integer not null,
  edited_by text not null,
  edited_at integer not null
) strict, without rowid;
