-- Up Migration

create table isolation_bearing (
  id text primary key,
  building text references building deferrable initially deferred,
  ifc_guid text check (length(ifc_guid) = 22),
  axis text,                                 -- grid position, C-8
  kind text not null check (kind in ('LNR', 'LRB', 'HDR', 'ESB', 'FPS')),
  model text not null,                       -- LNR900
  diameter_mm integer not null check (diameter_mm > 0),
  height_mm integer not null check (height_mm > 0),
  rubber_thickness_mm real check (rubber_thickness_mm > 0),       -- total, T_r
  maker text,
  batch text,
  serial text,
  qr_id text unique,
  horizontal_stiffness_kn_mm real,
  vertical_stiffness_kn_mm real,
  yield_force_kn real,
  displacement_limit_mm real,
  displacement_mm real,                      -- as found at the last look, from the state at completion
  compression_mm real,
  lifecycle text not null check (lifecycle in ('designed', 'manufactured', 'factory-tested', 'delivered',
    'witnessed-retest', 'installed', 'accepted', 'in-service', 'flagged', 'replaced', 'retired')),
  condition text not null check (condition in ('ok', 'due', 'over', 'bad')),
  installed_on date,
  last_inspected_on date,
  next_inspection_on date
);
select make_feature_table('isolation_bearing', 'PointZ');  -- z: the underside, 1985 height

-- Down Migration

drop table isolation_bearing;
