-- What people work on and have not published; one a journey. A journey that is new has a draft and no file.
create table journey_draft (
  journey text primary key,
  document text not null,
  base_hash text,
  revision integer not null,
  edited_by text not null,
  edited_at integer not null
) strict, without rowid;

-- Who put which text of a journey in force from the app, and when. Versions that came by the folder are in journey_version only.
create table journey_publication (
  id integer primary key,
  journey text not null,
  hash text not null,
  document text not null,
  note text,
  published_by text not null,
  published_at integer not null
) strict;

create index journey_publication_by_journey on journey_publication (journey, id);
