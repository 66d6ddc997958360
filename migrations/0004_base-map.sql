-- Up Migration

create table administrative_area (
  id text primary key,                       -- 6-digit division code, 460100
  name text not null,
  name_en text not null,
  level text not null check (level in ('province', 'prefecture', 'county', 'district')),
  parent text references administrative_area
);
select make_feature_table('administrative_area', 'MultiPolygon');

create table road (
  id text primary key,
  name text,
  name_en text,
  class text not null check (class in ('expressway', 'arterial', 'secondary', 'branch', 'lane', 'path')),
  width_metres real not null check (width_metres > 0),            -- between the red lines (红线宽度)
  carriageway_metres real check (carriageway_metres > 0),         -- between the kerbs
  lanes smallint check (lanes > 0),
  surface text,
  one_way boolean not null default false,
  built_year smallint
);
select make_feature_table('road', 'LineString');

create table water (
  id text primary key,
  name text,
  name_en text,
  kind text not null check (kind in ('sea', 'river', 'lake', 'pond', 'canal')),
  level_metres real                          -- mean water level, 1985 height
);
select make_feature_table('water', 'MultiPolygon');

-- Down Migration

drop table water, road, administrative_area;
