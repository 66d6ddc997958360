import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import { unpackShapes } from '@twin/gis-data/themes/building-models/shape-pack.ts';
import { serveOperations, type ServedOperations } from '../serve-operations-for-tests.ts';
import { modelOperations } from './building-models.ts';
import { partOperations } from './prefab-traceability.ts';
import { createPartPages } from './prefab-traceability/part-page.ts';
import { bearingOperations } from './seismic-isolation.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const guid = (name: string): string => name.padEnd(22, '0');
/** One triangle. */
const MESH = encodeElementMesh({
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]),
  normals: new Int8Array([0, 0, 127, 0, 0, 0, 127, 0, 0, 0, 127, 0]),
  colours: new Uint8Array(12).fill(255),
  indices: new Uint32Array([0, 1, 2]),
});
/**
 * A model at 110° E, 20° N whose y axis points east: a bearing at its origin, a precast wall 10 m along its y axis with a
 * set, a door without storey or shape. The register of the model's own firm; another firm has a bearing elsewhere.
 */
const ITEMS = `
  insert into source (id, key, title, licence, crs, simulated, observed_at)
    values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490', true, '2026-01-12T00:00:00Z');
  insert into bim_model (id, title, file_name, schema_name, crs, bearing_degrees, element_count, without_geometry_count,
      source_id, source_key, division, operator, geom)
    values ('M', 'Model', 'm.ifc', 'IFC4', 'EPSG:4546', 90, 3, 0, 1, 'M', '460100', 'ours', ST_SetSRID(ST_MakePoint(110, 20, 5), 4490));
  insert into bim_shape (id, model, place, mesh) overriding system value values (9, 'M', 0, decode('${Buffer.from(MESH).toString('hex')}', 'hex'));
  insert into bim_element (id, model, ifc_guid, ifc_class, part, name, type_name, storey, materials, length_metres, width_metres,
      height_metres, bearing_degrees, ground_elevation_metres, shape, record_collection, record_id, extra, source_id, source_key, division, operator, geom)
    select 'M.' || name, 'M', guid, class, part, name, type, storey, null, 1, 1, 1, 90, 5, shape, collection, record, extra::jsonb, 1, name, '460100', 'ours',
      ST_SetSRID(ST_MakePoint(110 + east / 104647.0, 20, 5 + up), 4490)
    from (values
      ('b', '${guid('b')}', 'IfcBearing', 'isolation', 'LRB900', 'B1', 9, 'isolation-bearings', 'B-1', '{}', 0, -2),
      ('w', '${guid('w')}', 'IfcWall', 'precast', 'WQ-300', '1F', 9, 'prefab-parts', 'P-1', '{"sets": {"Pset_WallCommon": {"FireRating": "2 h 耐火"}}}', 10, 0),
      ('d', '${guid('d')}', 'IfcDoor', 'interior', null, null, null, null, null, '{}', 0, 0)
    ) as e(name, guid, class, part, type, storey, shape, collection, record, extra, east, up);
  insert into isolation_bearing (id, ifc_guid, axis, kind, model, diameter_mm, height_mm, lifecycle, condition, installed_on,
      displacement_mm, compression_mm, source_id, source_key, division, operator, geom)
    select id, guid, id, 'LRB', 'LRB900', 900, 400, 'in-service', 'ok', '2021-05-01'::date, moved, 1, 1, id, division, operator,
      ST_SetSRID(ST_MakePoint(110, 20, 3), 4490)
    from (values ('B-1', '${guid('b')}', 12, '460100', 'ours'), ('B-2', null, 12, '460200', 'theirs')) as b(id, guid, moved, division, operator);
  insert into bearing_event (id, bearing, kind, happened_on, result, displacement_mm, source_id, source_key, division, operator, geom)
    select id, bearing, kind, day::date, result, moved, 1, id, division, operator, ST_SetSRID(ST_MakePoint(110, 20), 4490)
    from (values
      ('e1', 'B-1', 'completed', '2022-09-20', 'done', 0::real, '460100', 'ours'),
      ('e2', 'B-1', 'periodic', '2025-09-22', 'passed', 57.4, '460100', 'ours'),
      ('e3', 'B-2', 'completed', '2022-09-20', 'done', null, '460200', 'theirs'),
      ('e4', 'B-2', 'routine', '2023-09-18', 'passed', null, '460200', 'theirs')
    ) as e(id, bearing, kind, day, result, moved, division, operator);
  insert into earthquake (id, title, happened_at, magnitude, depth_km, source_id, source_key, division, operator, geom)
    select id, id, at::timestamptz, 5.6, 12, 1, id, '460100', operator, ST_SetSRID(ST_MakePoint(110.7, 20.2), 4490)
    from (values ('q1', '2024-06-11T21:37:08+08:00', 'ours'), ('q0', '2023-01-01T00:00:00Z', 'ours'), ('q2', '2024-06-11T21:37:08+08:00', 'theirs')) as q(id, at, operator);
  insert into motion_record (id, bearing, earthquake, started_at, step_seconds, x_bearing_degrees, peak_mm, source_id, source_key, division, operator, geom)
    select id, bearing, quake, '2024-06-11T21:37:08+08:00'::timestamptz, 0.05, 90, peak, 1, id, division, operator, ST_SetSRID(ST_MakePoint(110, 20), 4490)
    from (values ('r1', 'B-1', 'q1', 30, '460100', 'ours'), ('r2', 'B-2', 'q2', 40, '460200', 'theirs')) as r(id, bearing, quake, peak, division, operator);
  insert into bearing_curve (motion_record, bearing_event, x, y) values
    ('r1', null, array[0, 10, 0]::real[], array[0, 0, -30]::real[]), ('r2', null, array[0, 40]::real[], array[0, 0]::real[]),
    (null, 'e2', array[100, -99.9999, -100, 99.9999]::real[], array[50, 50, -50, -50]::real[]);
  insert into datastream (id, source_id, collection, feature_id, property, title, unit, interval_seconds, aggregate) overriding system value
    values (1, 1, 'isolation-bearings', 'B-1', 'displacement_x', '{}', 'mm', 3600, 'mean');
  insert into observation_day (datastream_id, day, hours, count, sum, min, max) values
    (1, '2025-12-30', array_fill(2::real, array[24]), 24, 48, 2, 2),
    (1, '2025-12-31', array[1, 3]::real[] || array_fill(null::real, array[22]), 2, 4, 1, 3),
    (1, '2024-01-01', array_fill(9::real, array[24]), 24, 216, 9, 9);
  insert into prefab_part (id, ifc_guid, kind, piece_mark, storey, batch, qr_id, location_no, state, source_id, source_key, division, operator, geom)
    select id, guid, 'wall', id, '1F', '2503-W', 'opaque-' || id, 'room 301', state, 1, id, division, operator, ST_SetSRID(ST_MakePoint(110, 20, 5), 4490)
    from (values ('P-1', '${guid('w')}', 'installed', '460100', 'ours'), ('P-2', null, 'cast', '460200', 'theirs')) as p(id, guid, state, division, operator);
  insert into part_event (id, part, state, happened_on, actor, location, document, source_id, source_key, division, operator, geom)
    select id, part, state, day::date, 'firm', 'yard', 'YB-1', 1, id, division, operator, ST_SetSRID(ST_MakePoint(110, 20), 4490)
    from (values ('p1', 'P-1', 'cast', '2025-03-01', '460100', 'ours'), ('p2', 'P-1', 'installed', '2025-04-02', '460100', 'ours'),
      ('p3', 'P-2', 'cast', '2025-03-01', '460200', 'theirs')) as e(id, part, state, day, division, operator);
`;

/** A cube of one metre, its faces turned outwards. */
const CUBE = encodeElementMesh({
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1]),
  normals: new Int8Array(32),
  colours: new Uint8Array(32).fill(255),
  indices: new Uint32Array([
    0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4,
    7,
  ]),
});
/** Of cubes: a bearing wall made in a factory and a column cast in place, three slabs of four from the factory, a wall before
 * the structure and a partition, neither of masonry, and a wall that does not say what it is. */
const RATED = `
  insert into bim_model (id, title, file_name, schema_name, crs, bearing_degrees, element_count, without_geometry_count,
      source_id, source_key, division, operator, geom)
    values ('R', 'Rated', 'r.ifc', 'IFC4', 'EPSG:4546', 0, 9, 0, 1, 'R', '460100', 'ours', ST_SetSRID(ST_MakePoint(110, 20, 5), 4490));
  insert into bim_shape (id, model, place, mesh) overriding system value values (8, 'R', 0, decode('${Buffer.from(CUBE).toString('hex')}', 'hex'));
  insert into bim_element (id, model, ifc_guid, ifc_class, part, materials, length_metres, width_metres,
      height_metres, bearing_degrees, ground_elevation_metres, shape, extra, source_id, source_key, division, operator, geom)
    select 'R.' || n, 'R', rpad(n, 22, '0'), class, part, material, 1, 1, 1, 0, 5, 8,
      case when bears is null then '{}' else jsonb_build_object('sets', jsonb_build_object('Pset_WallCommon',
        jsonb_build_object('LoadBearing', bears, 'IsExternal', outside))) end,
      1, 'R.' || n, '460100', 'ours', ST_SetSRID(ST_MakePoint(110, 20, 5), 4490)
    from (values
      ('w1', 'IfcWall', 'precast', '预制混凝土', true, true), ('c1', 'IfcColumn', 'structure', '现浇混凝土', null::boolean, null::boolean),
      ('s1', 'IfcSlab', 'precast', '预制混凝土', null, null), ('s2', 'IfcSlab', 'precast', '预制混凝土', null, null),
      ('s3', 'IfcSlab', 'precast', '预制混凝土', null, null), ('s4', 'IfcSlab', 'structure', '现浇混凝土', null, null),
      ('f1', 'IfcWall', 'precast', '预制混凝土', false, true), ('p1', 'IfcWall', 'interior', '轻质隔墙', false, false),
      ('u1', 'IfcWall', 'structure', '加气混凝土砌块', null, null)
    ) as e(n, class, part, material, bears, outside);
`;

describe('on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('on PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

type Answer = { readonly http: number } & Readonly<Record<string, unknown>>;
type Who = { readonly grade?: string; readonly division?: string; readonly operator?: string };

function behaviour(server: string | undefined): void {
  let served: ServedOperations;
  let base: string;

  beforeAll(async () => {
    served = await serveOperations({
      server: server,
      fill: ({ pool }) => pool.query(ITEMS),
      operations: (pool) => [...modelOperations(pool), ...bearingOperations(pool), ...partOperations(pool)],
      more: (app, pool) => app.use('/p', createPartPages(pool)),
    });
    base = served.base;
  }, 180_000);
  afterAll(() => served.close());

  const headers = (who: Who): Record<string, string> =>
    Object.fromEntries(Object.entries(who).map(([name, value]) => [`x-${name}`, value]));
  const ask = async (path: string, who: Who = {}): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, { headers: headers(who) });
    return { ...((await response.json()) as object), http: response.status };
  };

  it('lists models, and the storeys of one from below with their classes', async () => {
    expect(await ask('/models')).toMatchObject({ models: [{ id: 'M', element_count: 3, simulated: true }] });
    const { storeys } = await ask('/models/tree?model=M');
    expect(storeys).toMatchObject([
      { storey: 'B1', elements: 1, lowest_metres: -2, classes: [{ ifc_class: 'IfcBearing', elements: 1 }] },
      { storey: '1F', elements: 1 },
      { storey: null, elements: 1 },
    ]);
  });

  it('gives all elements in the axes of the model, and their shapes as they were stored', async () => {
    const elements = await ask('/models/elements?model=M');
    expect(elements).toMatchObject({
      count: 3,
      id: ['M.b', 'M.w', 'M.d'],
      class: { words: ['IfcBearing', 'IfcWall', 'IfcDoor'], of: [0, 1, 2] },
      storey: { words: ['B1', '1F'], of: [0, 1, -1] },
      shape: [9, 9, null],
    });
    // Ten metres east of the origin are ten metres along a y axis that points east.
    const [, foot] = elements['foot'] as [unknown, [number, number, number]];
    expect(foot[0]).toBeCloseTo(0, 2);
    expect(foot[1]).toBeCloseTo(10, 2);
    expect(foot[2]).toBe(0);
    const response = await fetch(`${base}/models/shapes?model=M`);
    const shapes = unpackShapes(await response.arrayBuffer());
    expect([...shapes.keys()]).toEqual([9]);
    expect([...(shapes.get(9)?.indices ?? [])]).toEqual([0, 1, 2]);
  });

  it('tells all of an element, its sets only to whom they are for', async () => {
    const sets = { Pset_WallCommon: { FireRating: '2 h 耐火' } };
    expect(await ask('/models/element?element=M.w')).toMatchObject({
      element: { name: 'w', ifc_class: 'IfcWall' },
      record: { collection: 'prefab-parts', id: 'P-1' },
      sets,
    });
    const own = await ask('/models/element?element=M.w', { grade: 'operator', operator: 'ours' });
    expect(own).toMatchObject({ element: { name: 'w' }, sets_need: 'government' });
    expect(own).not.toHaveProperty('sets');
  });

  it('finds elements by name, class and the value of a property, without wildcards', async () => {
    const found = async (q: string, who: Who = {}) =>
      (
        (await ask(`/models/search?model=M&q=${encodeURIComponent(q)}`, who))['elements'] as { id: string }[]
      ).map(({ id }) => id);
    expect(await found('ifcBEARING')).toEqual(['M.b']);
    expect(await found('耐火')).toEqual(['M.w']);
    expect(await found('耐火', { grade: 'operator', operator: 'ours' })).toEqual([]);
    expect(await found('%')).toEqual([]);
    expect(await ask('/models/search?model=M&q=2 h')).toMatchObject({
      elements: [{ property: { set: 'Pset_WallCommon', name: 'FireRating', value: '2 h 耐火' } }],
    });
  });

  it('says how bearings stand: abnormal beyond the limit of service with its clause, overdue by the calendar', async () => {
    const register = await ask('/bearings');
    expect(register).toMatchObject({ as_of: '2026-01-12', counts: { ok: 0, due: 0, over: 1, bad: 1 } });
    expect(register['bearings']).toMatchObject([
      { id: 'B-2', status: { state: 'over', due: { next: '2024-09-20', kind: 'routine', year: 2 } } },
      { id: 'B-1', status: { state: 'bad', due: { next: '2026-09-20', kind: 'routine' } } },
    ]);
    expect(await ask('/bearings?model=M')).toMatchObject({ bearings: [{ id: 'B-1' }] });
    const life = await ask('/bearings/life?bearing=B-1');
    expect(life).toMatchObject({
      status: {
        countedFrom: { on: '2022-09-20', by: 'completed' },
        findings: [
          {
            what: 'displacement',
            limit: 50,
            clause: 'GB 50982-2014 8.1',
            confidence: 'V',
            severity: 'violation',
          },
        ],
      },
      events: [{ kind: 'completed' }, { kind: 'periodic', happened_on: '2025-09-22' }],
      limits: { rare_earthquake: [{ severity: 'advisory' }, { severity: 'advisory' }] },
    });
    expect(life['status']).toHaveProperty('findings.0.value', expect.closeTo(57.4, 4) as number);
    // Before that inspection there was nothing to find.
    expect(await ask('/bearings/life?bearing=B-1&as_of=2023-09-01')).toMatchObject({
      status: { state: 'due', due: { next: '2023-09-20' } },
    });
  });

  it('gives the loop of a test with the stiffness and the damping that follow from it', async () => {
    const events = (await ask('/bearings/life?bearing=B-1'))['events'] as unknown[];
    expect(events[0]).toMatchObject({ id: 'e1', loop: null });
    // ±50 kN at ±100 mm, rigid-plastic: 0.5 kN/mm, 2/π of the critical damping.
    expect(events[1]).toMatchObject({
      id: 'e2',
      loop: { force_kn: [50, 50, -50, -50], stiffness_kn_mm: 0.5, damping_ratio: 0.637 },
    });
  });

  it('tells what the sensors at a bearing said in their last year, and how it moved in an earthquake', async () => {
    expect(await ask('/bearings/motion?bearing=B-1')).toEqual({
      http: 200,
      sensors: [
        {
          property: 'displacement_x',
          unit: 'mm',
          latest: { at: '2025-12-31T01:00:00+08:00', value: 3 },
          days: ['2025-12-30', '2025-12-31'],
          mean: [2, 2],
        },
      ],
      records: [
        {
          id: 'r1',
          earthquake: 'q1',
          title: 'q1',
          magnitude: expect.closeTo(5.6, 4) as number,
          started_at: '2024-06-11T13:37:08.000Z',
          step_seconds: expect.closeTo(0.05, 6) as number,
          peak_mm: 30,
          x_mm: [0, 10, 0],
          y_mm: [0, 0, -30],
        },
      ],
      limits: {
        service: expect.objectContaining({ value: 50, severity: 'violation', confidence: 'V' }) as object,
        // 0.55 · 900 mm; its rubber is not known. The gap: 1.2 times as much.
        rare_earthquake: expect.objectContaining({ value: 495, severity: 'advisory' }) as object,
        gap: expect.objectContaining({ value: 594, severity: 'advisory' }) as object,
        compression: expect.objectContaining({ value: 5 }) as object,
      },
    });
    expect(await ask('/bearings/motion?bearing=B-2')).toMatchObject({
      sensors: [],
      records: [{ id: 'r2' }],
    });
  });

  it('turns what was recorded at a model’s bearings into the axes of the model', async () => {
    // The sensor's x points east and its y north; the model's y points east and its x south.
    expect(await ask('/bearings/shaking?model=M')).toMatchObject({
      earthquakes: [
        {
          id: 'q1',
          depth_km: 12,
          records: [{ bearing: 'B-1', axis: 'B-1', x_mm: [0, 0, 30], y_mm: [0, 10, 0] }],
        },
      ],
    });
    const ours = { grade: 'operator', operator: 'ours' };
    expect(await ask('/bearings/motion?bearing=B-2', ours)).toMatchObject({
      http: 404,
      code: 'item-unknown',
    });
    expect(await ask('/bearings/shaking?model=M', { grade: 'government', division: '4602' })).toMatchObject({
      http: 404,
      code: 'item-unknown',
    });
    const { rows } = await served.database.pool.query(
      `select count(*)::integer as all, count(motion_record)::integer as moved from bearing_curve`,
    );
    expect(rows).toEqual([{ all: 3, moved: 2 }]);
  });

  it('tells the life of a part by its twelve states and the two beside them, and every part of its batch', async () => {
    const { states } = await ask('/parts/life?part=P-1');
    expect((states as { events: unknown[] }[]).map(({ events }) => events.length)).toEqual([
      0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
    ]);
    expect(states).toMatchObject({
      2: {
        state: 'cast',
        events: [{ happened_on: '2025-03-01', actor: 'firm', location: 'yard', document: 'YB-1' }],
      },
    });
    expect(await ask('/parts?model=M')).toMatchObject({
      counts: { installed: 1 },
      parts: [{ id: 'P-1', state: 'installed' }],
    });
    expect(await ask('/parts/batch?batch=2503-W')).toMatchObject({
      count: 2,
      states: { cast: 1, installed: 1 },
      parts: [
        { id: 'P-1', element: 'M.w' },
        { id: 'P-2', element: null },
      ],
    });
  });

  it('obeys the grades: nothing for the public, to a firm its own, to an official his division', async () => {
    for (const path of [
      '/models',
      '/models/shapes?model=M',
      '/models/element?element=M.w',
      '/bearings',
      '/bearings/motion?bearing=B-1',
      '/bearings/shaking?model=M',
      '/parts?model=M',
      '/parts/batch?batch=2503-W',
    ])
      expect(await ask(path, { grade: 'public' }), path).toMatchObject({
        http: 403,
        code: 'layer-forbidden',
      });
    const ours = { grade: 'operator', operator: 'ours' };
    expect(await ask('/bearings', ours)).toMatchObject({ bearings: [{ id: 'B-1' }] });
    expect(await ask('/bearings/life?bearing=B-2', ours)).toMatchObject({
      http: 404,
      code: 'item-unknown',
    });
    expect(await ask('/parts/batch?batch=2503-W', ours)).toMatchObject({ count: 1 });
    const other = { grade: 'government', division: '4602' };
    expect(await ask('/models', other)).toMatchObject({ models: [] });
    expect(await ask('/models/elements?model=M', other)).toMatchObject({ http: 404 });
    expect(await ask('/models/shapes?model=M', other)).toMatchObject({ http: 404 });
    expect(await ask('/bearings', other)).toMatchObject({ bearings: [{ id: 'B-2' }] });
    expect(await ask('/parts/life?part=P-1', other)).toMatchObject({ http: 404 });
  });

  it('computes the assembly rate of the worked example from a model’s elements and what the project declares', async () => {
    await served.database.pool.query(RATED);
    const declared =
      'outer-walls-integrated:0.6,partitions-integrated:0.6,full-fit-out:1,dry-floors:0.7,kitchens:0.8,bathrooms:0.8,separate-pipes:0.6';
    const rate = await ask(`/parts/assembly-rate?model=R&declared=${declared}&item=horizontal`);
    expect(rate).toMatchObject({
      rules: { id: 'GB-51129-2017', clause: 'GB/T 51129-2017 4.0.1', confidence: 'M', severity: 'advisory' },
      ratePercent: 80.3,
      grade: 'AA',
      isComplete: true,
      groups: [{ points: 38.3 }, { points: 16 }, { points: 26 }],
      walls_without_bearing: 1,
      elements: { assembled: ['R.s1', 'R.s2', 'R.s3'], other: ['R.s4'] },
    });
    expect(rate['items']).toMatchObject([
      { id: 'vertical', by: 'model', share: 0.5, points: 23.3, assembled: 1, whole: 2, unit: 'm³' },
      { id: 'horizontal', by: 'model', share: 0.75, points: 15, assembled: 3, whole: 4, unit: 'm²' },
      { id: 'outer-walls', by: 'model', share: 1, points: 5 },
      { by: 'declared', points: 3 },
      { id: 'partitions', by: 'model', share: 1, points: 5 },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
    expect(await ask('/parts/assembly-rate?model=R')).toMatchObject({
      isComplete: false,
      isPrefab: false,
      grade: null,
    });
    for (const wrong of ['vertical:1', 'kitchens:2', 'kitchens', 'roof:1', 'kitchens:0.5:1'])
      expect(await ask(`/parts/assembly-rate?model=R&declared=${wrong}`), wrong).toMatchObject({ http: 400 });
    expect(await ask('/parts/assembly-rate?model=R&item=roof')).toMatchObject({ http: 400 });
    expect(await ask('/parts/assembly-rate?model=X')).toMatchObject({ http: 404 });
    expect(await ask('/parts/assembly-rate?model=R', { grade: 'operator', operator: 'ours' })).toMatchObject({
      http: 403,
    });
  });

  it('shows a part to whoever has its code: its state and days, and nothing of its place, its building or its papers', async () => {
    const page = async (path: string) => {
      const response = await fetch(`${base.replace('/api', '/p')}/${path}`);
      return { http: response.status, text: await response.text() };
    };
    const { http, text } = await page('opaque-P-1');
    expect(http).toBe(200);
    expect(text).toMatch(/<h1>P-1<\/h1>[^]*已登记的部品[^]*安装[^]*2503-W/);
    expect(text).toContain('<time datetime="2025-04-02">2025-04-02</time>安装');
    expect(text).toContain('演示数据');
    const told = text.slice(text.indexOf('<main>'), text.indexOf('<svg'));
    for (const secret of ['room 301', '1F', 'YB-1', 'yard', 'firm', 'ours', '460100', guid('w')])
      expect(told, secret).not.toContain(secret);
    expect((await page('opaque-P-1?lang=en')).text).toMatch(
      /<html lang="en">[^]*A registered part[^]*Installed/,
    );
    for (const id of [
      'opaque-P-9',
      'P-1',
      "opaque-P-1'--",
      '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      'x'.repeat(200),
      '%00opaque-P-1',
    ]) {
      const unknown = await page(id);
      expect(unknown.http, id).toBe(404);
      expect(unknown.text, id).toContain('没有登记此编号的部品');
      expect(unknown.text, id).not.toContain('<script');
    }
  });

  it('answers hostile parameters with a sentence', async () => {
    const bad = [
      "'; drop table bim_model; --",
      '../../etc/passwd',
      '%00',
      '%F0%9F%8F%97',
      'x'.repeat(400),
      '',
    ];
    for (const id of bad) {
      const value = id.startsWith('%') ? id : encodeURIComponent(id);
      for (const path of [
        `/models/tree?model=${value}`,
        `/models/elements?model=${value}`,
        `/models/shapes?model=${value}`,
        `/models/element?element=${value}`,
        `/models/search?model=${value}&q=x`,
        `/bearings/life?bearing=${value}`,
        `/bearings/motion?bearing=${value}`,
        `/bearings/shaking?model=${value}`,
        `/parts/life?part=${value}`,
        `/parts/batch?batch=${value}`,
      ]) {
        const { http, detail } = await ask(path);
        expect([400, 404], path).toContain(http);
        expect(detail, path).toMatch(/\.$/);
      }
    }
    expect(await ask('/bearings?as_of=2026-02-30')).toMatchObject({ http: 400 });
    expect(await ask('/bearings?state=fine')).toMatchObject({ http: 400 });
    expect(await ask('/models?all=1')).toMatchObject({ http: 400, code: 'parameter-unknown' });
  });
}
