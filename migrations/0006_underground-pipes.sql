-- Up Migration

-- The CJJ 61-2017 record (管点, 管线). Codes are the standard's; heights are 1985 national heights in metres.
create table pipe_point (
  id text primary key,
  point_no text not null,                    -- 物探点号
  class text not null check (class in ('JS', 'PS', 'RQ', 'RL', 'DL', 'TX', 'GY', 'QT')),
  sub_class text,
  feature_code text check (feature_code ~ '^5[0-9]{7}$'),
  feature text,                              -- 特征: elbow, tee, cross … ; exactly one of the two is usual
  appurtenance text,                         -- 附属物: valve, manhole, hydrant …
  ground_elevation_metres real,
  depth_metres real,                         -- to the well's bottom, or to the pipe
  well_shape text check (well_shape in ('round', 'square')),
  well_size_mm integer check (well_size_mm > 0),
  cover_material text,
  cover_size_mm integer check (cover_size_mm > 0),
  rotation_degrees real,
  valve_state text check (valve_state in ('open', 'closed', 'faulty')),
  elevation_metres real,
  road_name text,
  owner text,
  survey_unit text,
  surveyed_on date,
  status smallint not null default 0 check (status between 0 and 3)
);
select make_feature_table('pipe_point', 'PointZ');   -- z: the ground (cover) level

create table pipe_line (
  id text primary key,
  start_point text references pipe_point deferrable initially deferred,
  end_point text references pipe_point deferrable initially deferred,
  class text not null check (class in ('JS', 'PS', 'RQ', 'RL', 'DL', 'TX', 'GY', 'QT')),
  sub_class text,
  feature_code text check (feature_code ~ '^5[0-9]{7}$'),
  material text,
  laying text,                               -- 埋设方式
  section text not null default 'round' check (section in ('round', 'rectangular')),
  width_mm integer check (width_mm > 0),     -- inner: DN, or the width of a channel or duct block
  height_mm integer check (height_mm > 0),   -- of a rectangular section; null when round
  wall_mm real check (wall_mm >= 0),
  start_depth_metres real,
  end_depth_metres real,
  start_elevation_metres real,
  end_elevation_metres real,
  elevation_reference text not null default 'top' check (elevation_reference in ('top', 'invert', 'axis')),
  flow_direction smallint check (flow_direction in (-1, 0, 1)),   -- 1 start to end
  pressure_class text,
  pressure_mpa real,
  voltage_kv real,
  cable_count smallint,
  hole_count smallint,
  holes_used smallint,
  joint text,
  road_name text,
  laid_year smallint check (laid_year between 1800 and 2200),
  owner text,
  maintainer text,
  survey_unit text,
  surveyed_on date,
  status smallint not null default 0 check (status between 0 and 3),
  length_metres real not null check (length_metres >= 0),
  check (start_point is distinct from end_point or start_point is null)
);
select make_feature_table('pipe_line', 'LineStringZ'); -- z: the axis of the pipe
create index pipe_line_start on pipe_line (start_point);
create index pipe_line_end on pipe_line (end_point);

-- Down Migration

drop table pipe_line, pipe_point;
