-- What was last read of the terms of each program: a file that is broken or gone neither allows nor forbids what it did not.
create table program_terms (
  program text not null primary key,
  document text not null
) strict, without rowid;
