-- Up Migration

-- Who imported: null where it was done by the command line.
alter table import_run add column account_id integer references account;
alter table bim_version add column account_id integer references account;

-- Imports by upload. The files lie below DATA_DIR/imports/uploads, in a folder named after the job.
create table import_job (
  id uuid primary key,
  account_id integer not null references account,
  state text not null check (state in (
    'open', 'plan-waiting', 'planning', 'planned', 'import-waiting', 'importing', 'done', 'failed', 'cancelled',
    'interrupted')),
  -- As text, since what a file's columns are called and how they follow each other is shown again.
  options json not null default '{}',
  plan json not null default '[]',          -- one member for each file or layer: what would be done with it
  results json not null default '[]',       -- one member for each: its report, or why it was not imported
  host text not null,                        -- machine and process that have the files and do the work
  pid integer not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index import_job_account on import_job (account_id, created_at);
alter table import_job enable row level security;

-- Down Migration

drop table import_job;
alter table bim_version drop column account_id;
alter table import_run drop column account_id;
