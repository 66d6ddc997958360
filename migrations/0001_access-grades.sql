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

-- May the current reader see a row of a collection of this grade?
-- Public rows: everybody. Above that an operator sees its own assets only, and an official the rows of the
-- own administrative division only (twin.division: code prefix, '46' the province, '4601' a city; empty: all).
create function row_is_visible(access access_grade, row_division text, row_operator text)
returns boolean language sql stable as $$
  select access = 'public'
      or (current_grade() >= access
          and case current_grade()
                when 'operator' then row_operator = current_setting('twin.operator', true)
                else row_division is null
                     or row_division like coalesce(current_setting('twin.division', true), '') || '%'
              end)
$$;

-- Down Migration

drop function row_is_visible(access_grade, text, text);
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
