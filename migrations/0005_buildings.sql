-- Up Migration

create table building (
  id text primary key,
  name text,
  name_en text,
  use text not null check (use in ('residential', 'office', 'government', 'commercial', 'hotel', 'education',
    'medical', 'culture', 'sport', 'industrial', 'transport', 'village', 'utility', 'other')),
  facade text check (facade in ('dwelling', 'curtain', 'ribbon', 'shop', 'school', 'blank', 'village')),
  height_metres real not null check (height_metres > 0 and height_metres < 1000),
  ground_elevation_metres real,              -- 1985 height at the foot; null: the terrain's
  floors_above smallint check (floors_above > 0),
  floors_below smallint check (floors_below >= 0),
  floor_area_m2 real check (floor_area_m2 >= 0),
  built_year smallint check (built_year between 1000 and 2200),
  structure text,
  owner text,
  address text,
  min_height_metres real not null default 0  -- foot of a part that stands on another (podium and tower)
);
select make_feature_table('building', 'MultiPolygon');

-- Down Migration

drop table building;
