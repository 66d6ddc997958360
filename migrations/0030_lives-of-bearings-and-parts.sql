-- Up Migration

-- What happened to a bearing, each with its day, its place and its papers. Who is a firm or an office, never a person.
create table bearing_event (
  id text primary key,
  bearing text not null references isolation_bearing on delete cascade deferrable initially deferred,
  kind text not null check (kind in ('designed', 'type-test', 'manufactured', 'factory-test', 'delivered',
    'witnessed-retest', 'installed', 'accepted', 'completed', 'routine', 'periodic', 'emergency', 'maintained', 'replaced')),
  happened_on date not null,
  actor text,
  location text,
  result text not null check (result in ('done', 'passed', 'observe', 'failed')),
  finding text,
  document text,
  displacement_mm real,                      -- as found, from the state at completion
  compression_mm real,
  level_permille real,                       -- out of level, as installed
  horizontal_stiffness_kn_mm real,           -- as tested
  vertical_stiffness_kn_mm real,
  yield_force_kn real
);
select make_feature_table('bearing_event', 'Point');      -- where it happened
create index bearing_event_bearing on bearing_event (bearing, happened_on);

-- A state that a part has reached.
create table part_event (
  id text primary key,
  part text not null references prefab_part on delete cascade deferrable initially deferred,
  state text not null check (state in ('designed', 'scheduled', 'cast', 'cured', 'inspected', 'stocked', 'shipped',
    'in-transit', 'received', 'installed', 'joined', 'accepted', 'rework', 'scrapped')),
  happened_on date not null,
  actor text,
  location text,
  finding text,
  document text
);
select make_feature_table('part_event', 'Point');
create index part_event_part on part_event (part, happened_on);
create index prefab_part_batch on prefab_part (batch);

-- What a part's code tells whoever holds it in hand: nothing of its place, its firm's register or its neighbours.
create function verify_part(code text)
returns table (piece_mark text, kind text, state text, factory text, batch text, serial text, concrete_grade text,
  length_mm integer, width_mm integer, height_mm integer, produced_on date, erected_on date, reached jsonb, simulated boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.piece_mark, p.kind, p.state, p.factory, p.batch, p.serial, p.concrete_grade,
    p.length_mm, p.width_mm, p.height_mm, p.produced_on, p.erected_on,
    (select jsonb_object_agg(e.state, e.on_day) from
       (select state, max(happened_on) as on_day from part_event where part = p.id group by state) e),
    s.simulated
  from prefab_part p join source s on s.id = p.source_id where p.qr_id = code
$$;
revoke all on function verify_part(text) from public;
grant execute on function verify_part(text) to twin_public, twin_operator, twin_government, twin_restricted;

-- Down Migration

drop function verify_part(text);
drop index prefab_part_batch;
drop table part_event, bearing_event;
