-- Up Migration

create table lamp_cabinet (
  id text primary key,
  name text not null,
  rated_kva real check (rated_kva > 0),
  road_name text,
  installed_on date
);
select make_feature_table('lamp_cabinet', 'PointZ');

create table lamp_circuit (
  id text primary key,
  cabinet text not null references lamp_cabinet deferrable initially deferred,
  name text not null,
  phase text check (phase in ('A', 'B', 'C', 'ABC')),
  rated_ampere real check (rated_ampere > 0)
);
select make_feature_table('lamp_circuit', 'MultiLineStringZ');

create table lamp (
  id text primary key,
  circuit text references lamp_circuit deferrable initially deferred,
  pole_no text,
  road_name text,
  road_class text,
  location_category text,                    -- FIWARE locationCategory
  lamp_type text,
  rated_watt real check (rated_watt >= 0),
  lantern_height_metres real check (lantern_height_metres > 0),
  arm_count smallint check (arm_count between 1 and 8),
  bearing_degrees real,                      -- where the arm points, clockwise from north
  control text check (control in ('individual', 'group', 'none')),
  power_state text not null default 'on' check (power_state in ('on', 'off', 'low', 'bootingUp')),
  lamp_status text not null default 'ok' check (lamp_status in ('ok', 'defectiveLamp', 'columnIssue', 'brokenLantern', 'lost', 'dayBurner')),
  dimming_percent smallint check (dimming_percent between 0 and 100),
  ground_elevation_metres real,
  installed_on date,
  owner text
);
select make_feature_table('lamp', 'PointZ');  -- z: the foot of the pole
create index lamp_by_circuit on lamp (circuit);

-- Down Migration

drop table lamp, lamp_circuit, lamp_cabinet;
