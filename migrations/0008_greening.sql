-- Up Migration

create table green_space (
  id text primary key,
  name text,
  name_en text,
  class text not null,                       -- CJJ/T 85-2017: G1 … EG
  sub_class text,
  area_m2 real not null check (area_m2 >= 0),
  owner text,
  built_year smallint
);
select make_feature_table('green_space', 'MultiPolygon');

create table tree (
  id text primary key,
  green_space text references green_space deferrable initially deferred,
  species text,
  species_latin text,
  form text not null default 'broadleaf' check (form in ('broadleaf', 'palm', 'conifer', 'shrub')),
  height_metres real check (height_metres > 0),
  crown_metres real check (crown_metres > 0),
  trunk_cm real check (trunk_cm > 0),
  planted_year smallint,
  vigour text check (vigour in ('normal', 'weak', 'endangered', 'dead')),
  ancient_grade smallint check (ancient_grade between 1 and 3),
  ground_elevation_metres real
);
select make_feature_table('tree', 'PointZ');  -- z: the foot

-- Down Migration

drop table tree, green_space;
