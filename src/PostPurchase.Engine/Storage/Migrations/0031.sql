-- The texts of the templates that mails left with: a mail can be shown again with them after its template has changed. A text is kept once, a version for each mail that was made of it.
create table template_text (
  hash text not null primary key,
  body text not null
) strict;

create table template_version (
  template text not null,
  hash text not null,
  files text not null,
  primary key (template, hash)
) strict;
