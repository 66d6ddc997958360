-- Up Migration

-- Whoever may read may not therefore write: the grade says what is seen, this says who may change it.
alter table account add column editor boolean not null default false;

-- A signed-in browser. The token itself is known to the browser alone.
create table session (
  token_hash bytea primary key check (length(token_hash) = 32),  -- SHA-256
  account_id integer not null references account on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_account on session (account_id);
alter table session enable row level security;

-- Attempts to sign in, counted for all copies of the service together.
create table sign_in_attempt (
  key text primary key,
  attempts integer not null,
  ends_at timestamptz not null               -- of the count
);
alter table sign_in_attempt enable row level security;

-- What an entry's hash is made of: everything that it says, and the hash of the one before.
create function audit_hash(entry audit_entry) returns text language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(
    entry.previous_hash, extract(epoch from entry.at), entry.account_id, entry.action, entry.subject,
    entry.before, entry.after, entry.purpose)::text, 'UTF8')), 'hex')
$$;

-- Appends an entry to the chain. The lock lets writers in one after the other, until each one's transaction ends.
create function append_audit(account integer, action text, subject text, before jsonb, after jsonb) returns void
language plpgsql as $$
declare entry audit_entry;
begin
  lock table audit_entry in exclusive mode;
  entry.at := clock_timestamp();
  entry.account_id := account;
  entry.action := action;
  entry.subject := subject;
  entry.before := before;
  entry.after := after;
  entry.previous_hash := (select hash from audit_entry order by id desc limit 1);
  entry.hash := audit_hash(entry);
  insert into audit_entry (at, account_id, action, subject, before, after, purpose, hash, previous_hash)
  values (entry.at, entry.account_id, entry.action, entry.subject, entry.before, entry.after, entry.purpose,
          entry.hash, entry.previous_hash);
end $$;

-- Entries that were changed, or before which one was taken out, past the trigger that forbids it.
create function broken_audit_entries() returns setof bigint language sql stable as $$
  select id from (select e.*, lag(e.hash) over (order by e.id) as expected, audit_hash(e) as computed from audit_entry e) chain
  where hash is distinct from computed or previous_hash is distinct from expected
  order by id
$$;

-- Down Migration

drop function broken_audit_entries();
drop function append_audit(integer, text, text, jsonb, jsonb);
drop function audit_hash(audit_entry);
drop table sign_in_attempt, session;
alter table account drop column editor;
