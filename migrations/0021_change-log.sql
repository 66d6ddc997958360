-- Up Migration

-- Where collections have changed, so that an edit makes anew only the tiles that it touches: the version of a tile is
-- the last revision that changed something within it. One row for each revision that still matters. A null in place of
-- the boxes is a change anywhere; a null among them is a row without a place.
create table collection_change (
  collection text not null references collection on delete cascade,
  revision bigint not null,
  boxes box2d[],
  primary key (collection, revision)
);

-- Told by whoever raises the revision, taken into the log in the same moment, and empty again.
alter table collection add column changed_boxes box2d[];

-- The one way into the log. When it is long, its older half becomes one row: what lies there is made anew once more.
create function log_change() returns trigger language plpgsql as $$
declare
  most constant integer := 128;
  middle bigint;
begin
  insert into collection_change (collection, revision, boxes) values (new.id, new.revision, new.changed_boxes);
  new.changed_boxes := null;
  if (select count(*) from collection_change where collection = new.id) > most then
    select revision into middle from collection_change where collection = new.id
      order by revision desc offset most / 2 limit 1;
    -- Deleted and inserted as one statement, the row of `middle` would still be in its own way.
    update collection_change set boxes = (
        select case when bool_or(o.boxes is null) then null else array[(
          select ST_Extent(box::geometry)::box2d from collection_change i, unnest(i.boxes) box
          where i.collection = new.id and i.revision <= middle)] end
        from collection_change o where o.collection = new.id and o.revision <= middle)
      where collection = new.id and revision = middle;
    delete from collection_change where collection = new.id and revision < middle;
  end if;
  return new;
end $$;
create trigger log_change before update on collection for each row
  when (new.revision <> old.revision) execute function log_change();

-- Raises the revision of the collections whose rows a statement has changed, and says where: features that stand near
-- each other share a box, and what is scattered has one around all of it. A statement without rows changes nothing.
create function raise_revision_where() returns trigger language plpgsql as $$
declare
  grid_degrees constant text := '0.01';
  most_boxes constant text := '16';
  is_generic constant boolean := tg_table_name = 'feature';
  key constant text := case when is_generic then 'collection' else quote_literal(tg_table_name) end;
begin
  execute format($q$
    update collection c set revision = c.revision + 1, changed_boxes = t.boxes
    from (
      select key, case when count(*) > %s then array[ST_Extent(box::geometry)::box2d] else array_agg(box) end as boxes
      from (
        select %s as key, ST_Extent(geom)::box2d as box from %s rows
        group by 1, floor(ST_XMin(geom) / %s), floor(ST_YMin(geom) / %s)
      ) near
      group by key
    ) t
    where %s = t.key $q$,
    most_boxes, key,
    -- What has moved leaves a place behind.
    case tg_op when 'UPDATE' then format('(select %1$s as collection, geom from before union all select %1$s, geom from changed)', key) else 'changed' end,
    grid_degrees, grid_degrees,
    case when is_generic then 'c.id' else 'c.table_name' end);
  return null;
end $$;

create function follow_changes(table_name text) returns void language plpgsql as $$
begin
  execute format('drop trigger if exists raise_revision on %I', table_name);
  execute format('create trigger raise_revision_on_insert after insert on %I referencing new table as changed
                  for each statement execute function raise_revision_where()', table_name);
  execute format('create trigger raise_revision_on_update after update on %I referencing old table as before new table as changed
                  for each statement execute function raise_revision_where()', table_name);
  execute format('create trigger raise_revision_on_delete after delete on %I referencing old table as changed
                  for each statement execute function raise_revision_where()', table_name);
  execute format('create trigger raise_revision_on_truncate after truncate on %I
                  for each statement execute function raise_revision()', table_name);
end $$;

-- As before, and followed.
alter function make_feature_table(text, text) rename to make_unfollowed_table;
create function make_feature_table(table_name text, geometry_type text) returns void language plpgsql as $$
begin
  perform make_unfollowed_table(table_name, geometry_type);
  if geometry_type is not null then perform follow_changes(table_name); end if;
end $$;

-- The tables that are there already.
select follow_changes(c.relname) from pg_trigger t join pg_class c on c.oid = t.tgrelid
where t.tgname = 'raise_revision'
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'geom' and not a.attisdropped);
drop trigger raise_revision_on_insert on feature;
drop trigger raise_revision_on_update on feature;
drop trigger raise_revision_on_delete on feature;
create trigger raise_revision_on_insert after insert on feature referencing new table as changed
  for each statement execute function raise_revision_where();
create trigger raise_revision_on_update after update on feature referencing old table as before new table as changed
  for each statement execute function raise_revision_where();
create trigger raise_revision_on_delete after delete on feature referencing old table as changed
  for each statement execute function raise_revision_where();

-- Down Migration

do $$
declare followed text;
begin
  for followed in select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                  where t.tgname = 'raise_revision_on_truncate' loop
    execute format('drop trigger raise_revision_on_insert on %I', followed);
    execute format('drop trigger raise_revision_on_update on %I', followed);
    execute format('drop trigger raise_revision_on_delete on %I', followed);
    execute format('drop trigger raise_revision_on_truncate on %I', followed);
    execute format('create trigger raise_revision after insert or update or delete or truncate on %I
                    for each statement execute function raise_revision()', followed);
  end loop;
end $$;
drop trigger raise_revision_on_insert on feature;
drop trigger raise_revision_on_update on feature;
drop trigger raise_revision_on_delete on feature;
create trigger raise_revision_on_insert after insert on feature referencing new table as changed
  for each statement execute function raise_feature_revision();
create trigger raise_revision_on_update after update on feature referencing new table as changed
  for each statement execute function raise_feature_revision();
create trigger raise_revision_on_delete after delete on feature referencing old table as changed
  for each statement execute function raise_feature_revision();
drop function make_feature_table(text, text);
alter function make_unfollowed_table(text, text) rename to make_feature_table;
drop function follow_changes(text);
drop function raise_revision_where();
drop trigger log_change on collection;
drop function log_change();
alter table collection drop column changed_boxes;
drop table collection_change;
