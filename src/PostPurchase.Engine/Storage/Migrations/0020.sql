-- Findings of the compliance check that somebody answers for. finding: what was judged, as a hash; another word in the mail, and the answer is none.
create table compliance_override (
  id integer primary key,
  finding text not null,
  rule text not null,
  place text not null,
  message text not null,
  reason text not null check (length(reason) > 0),
  given_by text not null,
  given_at integer not null,
  taken_back_by text,
  taken_back_at integer,
  check ((taken_back_by is null) = (taken_back_at is null))
) strict;

create unique index compliance_override_in_force on compliance_override (finding) where taken_back_at is null;

-- When a product feed was read last, and what came of it. etag: what its server called that state, so that it need not send it again.
create table feed_fetch (
  store_id integer not null,
  program text not null,
  url text not null,
  fetched_at integer not null,
  taken integer not null,
  refused integer not null,
  problem text,
  etag text,
  primary key (store_id, program, url)
) strict, without rowid;

-- Offers whose page is gone are few, and each mail with offers asks for them.
create index link_health_gone on link_health (offer, failing_since) where problem = 'Gone' and failing_since is not null;
