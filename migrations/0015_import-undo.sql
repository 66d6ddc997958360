-- Up Migration

-- What an import changed, so that it can be undone: the rows as they were before. Rows that a source brought into an
-- empty collection are not listed, because all of them are its own.
create table import_previous (
  import_run_id integer not null references import_run on delete cascade,
  id text not null,
  change text not null check (change in ('added', 'updated', 'retired')),
  row jsonb,                                 -- without its geometry; null for an added one
  geom geometry,
  primary key (import_run_id, id)
);

alter table import_run
  add column applied_at timestamptz not null default now(),  -- the same for all collections of one import
  add column began_empty boolean not null default true,      -- the source had nothing in the collection before
  add column source_before jsonb,                            -- its row in source; null where there was none
  add column undone_at timestamptz;
create index import_run_source on import_run (source_id, applied_at);

-- Down Migration

drop index import_run_source;
alter table import_run drop column applied_at, drop column began_empty, drop column source_before, drop column undone_at;
drop table import_previous;
