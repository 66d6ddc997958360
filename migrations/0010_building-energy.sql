-- Up Migration

-- A metered public building: its class and area decide the limit that its index is compared with.
create table metered_building (
  id text primary key,
  building text references building deferrable initially deferred,
  name text not null,
  name_en text,
  building_class text not null check (building_class in ('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H')),
  energy_use text not null,                  -- key of the limit table, e.g. office-government
  air_conditioning text check (air_conditioning in ('A', 'B')),  -- GB/T 51161 class A or B
  floor_area_m2 real not null check (floor_area_m2 > 0),
  height_metres real not null check (height_metres > 0),
  ground_elevation_metres real,
  floors_above smallint,
  index_kwh_m2a real,                        -- of the last full calendar year
  index_year smallint,
  constraint_kwh_m2a real,
  guide_kwh_m2a real,
  energy_class text not null check (energy_class in ('guide', 'limit', 'over', 'far', 'none'))
);
select make_feature_table('metered_building', 'MultiPolygon');

create table energy_meter (
  id text primary key,
  metered_building text not null references metered_building deferrable initially deferred,
  energy_kind text not null check (energy_kind in ('electricity', 'water', 'gas', 'cooling')),
  sub_item text check (sub_item in ('lighting-sockets', 'air-conditioning', 'power', 'special')),
  meter_no text not null,
  installed_on date,
  check ((energy_kind = 'electricity') = (sub_item is not null))
);
select make_feature_table('energy_meter', 'PointZ');

-- Down Migration

drop table energy_meter, metered_building;
