-- Up Migration

-- PostGIS gives the geometry type; its functions stay in the public schema, as every client expects.
create extension if not exists postgis;

-- From least to most: the order of the enum is the order of trust, so grades compare with < and >=.
create type access_grade as enum ('public', 'operator', 'government', 'restricted');

-- One plain role for each grade. A reader opens a transaction, says SET LOCAL ROLE twin_<grade>, and the
-- database itself decides which rows (policies) and which columns (grants) exist for it.
-- Roles belong to the cluster, so another database of it may have made them already.
do $$
declare grade text;
begin
  foreach grade in array array['public', 'operator', 'government', 'restricted'] loop
    if not exists (select from pg_roles where rolname = 'twin_' || grade) then
      execute format('create role %I nologin nosuperuser nobypassrls', 'twin_' || grade);
    end if;
    -- SET ROLE needs membership unless the owner is a superuser.
    execute format('grant %I to current_user', 'twin_' || grade);
    execute format('grant usage on schema public to %I', 'twin_' || grade);
  end loop;
end $$;

-- The grade of whoever asks. The owner of the schema (migrations, imports) sees everything.
create function current_grade() returns access_grade language sql stable as $$
  select case current_user
    when 'twin_public' then 'public'
    when 'twin_operator' then 'operator'
    when 'twin_government' then 'government'
    else 'restricted'
  end::access_grade
$$;

-- How much of a collection of this grade the current reader sees: 'all' of it, what lies in the own 'division'
-- (twin.division: code prefix, '46' the province, '4601' a city; empty: all), what belongs to the own 'operator', 'none'.
-- The same for every row: policies ask in a sub-select, which is computed once for a query and not once for each row.
create function visible_scope(access access_grade) returns text language sql stable as $$
  select case
    when access = 'public' then 'all'
    when current_grade() < access then 'none'
    when current_grade() = 'operator' then 'operator'
    when coalesce(current_setting('twin.division', true), '') = '' then 'all'
    else 'division'
  end
$$;

-- Under row-level security an index serves only conditions that cannot leak a hidden row, and PostGIS declares none of
-- its own so: without this every tile reads its whole table. Two boxes overlap or not; what could fail is a mixture of
-- reference systems, which the columns exclude. Only a superuser may say so; the start tells when nobody did.
do $$
begin
  alter function geometry_overlaps(geometry, geometry) leakproof;
exception when insufficient_privilege then
  raise notice 'geometry_overlaps is not leakproof';
end $$;

-- Down Migration

drop function visible_scope(access_grade);
drop function current_grade();
-- A role that another database of the cluster still uses stays: that is not this database's to decide.
do $$
declare grade text;
begin
  foreach grade in array array['public', 'operator', 'government', 'restricted'] loop
    execute format('drop owned by %I', 'twin_' || grade);
    begin
      execute format('drop role %I', 'twin_' || grade);
    exception when dependent_objects_still_exist then
      raise notice 'role twin_% is used by another database and stays', grade;
    end;
  end loop;
end $$;
drop type access_grade;
drop extension postgis;
