-- Up Migration

create table prefab_part (
  id text primary key,
  building text references building deferrable initially deferred,
  ifc_guid text check (length(ifc_guid) = 22),
  kind text not null check (kind in ('wall', 'slab', 'stair', 'balcony', 'column', 'beam', 'bathroom-pod', 'facade')),
  piece_mark text not null,
  storey text,
  location_no text,
  batch text,
  serial text,
  qr_id text unique,
  factory text,
  length_mm integer check (length_mm > 0),
  width_mm integer check (width_mm > 0),
  height_mm integer check (height_mm > 0),
  weight_kg real check (weight_kg > 0),
  bearing_degrees real,                      -- of the part's length axis, clockwise from north
  concrete_grade text,
  state text not null check (state in ('designed', 'scheduled', 'cast', 'cured', 'inspected', 'stocked', 'shipped',
    'in-transit', 'received', 'installed', 'joined', 'accepted', 'rework', 'scrapped')),
  produced_on date,
  erected_on date
);
select make_feature_table('prefab_part', 'PointZ');       -- the centre of the underside, 1985 height

-- Down Migration

drop table prefab_part;
