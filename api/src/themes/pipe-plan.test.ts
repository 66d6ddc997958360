import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '@twin/gis-data/import/import-files.ts';
import { serveOperations, type ServedOperations } from '../serve-operations-for-tests.ts';
import { pipeOperations } from './underground-pipes.ts';

/** A street on 20° N, its ground at 10 m, with a gas main of 200 mm along it, whose axis lies at 8.9 m. */
const ITEMS = `
  insert into source (id, key, title, licence, crs) values (1000, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490');
  insert into pipe_point (id, point_no, class, ground_elevation_metres, source_id, source_key, geom)
    select id, id, class, 10, 1000, id, ST_SetSRID(ST_MakePoint(110.4 + x * 1e-5, 20 + y * 1e-5, 10), 4490)
    from (values ('g1', 'RQ', 0, 0), ('g2', 'RQ', 60, 0), ('g3', 'RQ', 120, 0), ('w1', 'JS', 60, 40)) as p(id, class, x, y);
  insert into pipe_line (id, class, sub_class, start_point, end_point, width_mm, wall_mm, length_metres, start_depth_metres,
      end_depth_metres, elevation_reference, laying, pressure_class, owner, source_id, source_key, geom)
    select f.id || '-' || t.id, 'RQ', 'TR', f.id, t.id, 200, 0, ST_Distance(f.geom::geography, t.geom::geography), 1.1, 1.1,
      'axis', 'ZM', 'MB', '燃气公司', 1000, f.id || '-' || t.id,
      ST_MakeLine(ST_Force3D(ST_Force2D(f.geom), 8.9), ST_Force3D(ST_Force2D(t.geom), 8.9))
    from (values ('g1', 'g2'), ('g2', 'g3')) as l(a, b) join pipe_point f on f.id = l.a join pipe_point t on t.id = l.b;
`;
const WATER = 'JS.JP_d300_t10_mQM_lZM_c1_w1_b0.1_g';
/** Across the street, 30e-5° east of its beginning. */
const ACROSS = `${WATER}_L110.4003*19.9998*110.4003*20.0002_n过街管`;
const SEWER =
  'PS.WS_d800x600_t100_mT_lZM_c1.5_f4_w2_b0.2_L110.4001*20.0004*110.4011*20.0004*110.4011*20.0008';

type Plan = {
  readonly violations: number;
  readonly findings: readonly {
    readonly rule: string;
    readonly pipe: string;
    readonly other?: string;
    readonly measured: number;
  }[];
  readonly totals: Readonly<Record<string, number | null>>;
  readonly pipes: readonly { readonly points: readonly { readonly joins: string | null }[] }[];
  readonly owners: unknown;
};

describe('planned pipes', () => {
  let served: ServedOperations;
  let base: string;

  beforeAll(async () => {
    served = await serveOperations({
      server: process.env['TEST_DATABASE_URL'],
      fill: ({ pool }) => pool.query(ITEMS),
      operations: pipeOperations,
    });
    base = served.base;
  }, 180_000);
  afterAll(() => served.close());

  const fetchPlan = (pipes: readonly string[], more = '', grade = 'government') =>
    fetch(`${base}/pipes/plan?${pipes.map((pipe) => `pipe=${encodeURIComponent(pipe)}`).join('&')}${more}`, {
      headers: { 'x-grade': grade },
    });
  const plan = async (...pipes: string[]): Promise<Plan> => (await (await fetchPlan(pipes)).json()) as Plan;

  it('are in conflict with what they cross, and tell whose it is', async () => {
    const { violations, findings, totals, owners } = await plan(ACROSS);
    // Axes at 8.84 and 8.9 m, halves of 320 and 200 mm.
    expect(findings[0]).toMatchObject({ rule: 'collision', pipe: 'P1', other: 'g1-g2', measured: -0.2 });
    expect(violations).toBe(1);
    expect(owners).toEqual([{ owner: '燃气公司', pipes: 1 }]);
    // 4e-4° along the meridian of 20° N are 44.28 m, a trench of 1 m by 1.42 m.
    expect(totals['laid_metres']).toBeCloseTo(44.28, 1);
    expect(totals['excavation_m3']).toBeCloseTo(44.28 * 1.42, 1);
  });

  it('lie deep enough below it by another cover: the least distance of table 4.1.14 holds', async () => {
    // Gas above water: 0.15 m between 8.8 m and the crown.
    const rules = async (cover: number): Promise<string[]> =>
      (await plan(ACROSS.replace('_c1_', `_c${cover}_`))).findings.map(({ rule }) => rule);
    expect(await rules(1.3)).toEqual(['vertical']);
    expect(await rules(1.36)).toEqual([]);
  });

  it('join a point of their class', async () => {
    const { pipes } = await plan(`${WATER}_L110.4006*20.0004*110.4006*20.0006`);
    expect(pipes[0]?.points.map(({ joins }) => joins)).toEqual(['w1', null]);
  });

  it('come back from the tables of the survey as they were planned', async () => {
    const answer = await fetchPlan([ACROSS, SEWER], '&f=survey');
    expect(answer.headers.get('content-disposition')).toContain('planned-pipes-EPSG-4546.zip');
    const file = join(served.folder, 'planned.zip');
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const reports = importFiles(
      served.database.pool,
      {
        files: [file],
        target: {},
        source: 'planned',
        wishes: { map: [], set: new Map<string, string>() },
        crs: { crs: 'EPSG:4546' },
        columns: {},
        workFolder: join(served.folder, 'imports'),
        rasterFolder: join(served.folder, 'rasters'),
        dryRun: false,
        sure: true,
      },
      { confirm: async () => true, progress: () => {} },
    );
    for await (const report of reports) {
      if ('failed' in report) throw report.failed;
      expect(report.rejections).toEqual([]);
    }
    const { rows } = await served.database.pool.query<Readonly<Record<string, unknown>>>(
      `select source_key as key, class, sub_class, width_mm, height_mm, wall_mm::float8 as wall_mm, section, material, laying,
         elevation_reference, flow_direction, start_depth_metres::float8 as depth, ST_AsGeoJSON(geom, 9)::json->'coordinates' as path
       from pipe_line where source_id <> 1000 order by source_key`,
    );
    const planned = (await plan(ACROSS, SEWER)) as unknown as {
      pipes: {
        id: string;
        points: { id: string; place: number[]; ground_metres: number; level_metres: number }[];
      }[];
    };
    const expected = planned.pipes.flatMap(({ id, points }) =>
      points.slice(1).map((end, at) => ({ id, start: points[at], end })),
    );
    expect(rows.map(({ key }) => key)).toEqual(expected.map(({ start, end }) => `${start?.id}-${end.id}`));
    for (const [at, row] of rows.entries()) {
      const { id, start, end } = expected[at] ?? {};
      expect(row).toMatchObject(
        id === 'P1'
          ? {
              class: 'JS',
              sub_class: 'JP',
              width_mm: 300,
              height_mm: null,
              wall_mm: 10,
              section: 'round',
              material: 'QM',
              laying: 'ZM',
              elevation_reference: 'top',
              flow_direction: null,
            }
          : {
              class: 'PS',
              sub_class: 'WS',
              width_mm: 800,
              height_mm: 600,
              wall_mm: 100,
              section: 'rectangular',
              material: 'T',
              elevation_reference: 'invert',
              flow_direction: 1,
            },
      );
      expect(row['depth']).toBeCloseTo((start?.ground_metres ?? 0) - (start?.level_metres ?? 0), 2);
      // To the millimetre: 1e-8° is 1.1 mm.
      const path = row['path'] as number[][];
      for (const [index, place] of [start?.place, end?.place].entries())
        for (const axis of [0, 1, 2])
          expect(path[index]?.[axis], `${String(row['key'])} ${axis}`).toBeCloseTo(
            place?.[axis] ?? Number.NaN,
            axis === 2 ? 2 : 7,
          );
    }
    await served.database.pool.query(
      'delete from pipe_line where source_id <> 1000; delete from pipe_point where source_id <> 1000',
    );
  });

  it('leave as GeoJSON, DXF in metres of the grid and a bill of quantities', async () => {
    const map = (await (await fetchPlan([ACROSS], '&f=geojson')).json()) as {
      features: { geometry: { type: string; coordinates: unknown }; properties: Record<string, unknown> }[];
    };
    expect(map.features[0]).toMatchObject({
      geometry: { type: 'LineString' },
      properties: { name: '过街管', class: 'JS', width_mm: 300 },
    });
    const dxf = await (await fetchPlan([ACROSS], '&f=dxf')).text();
    expect(dxf).toContain('PIPE_JS');
    // 0.6° west of 111°E at 20° N: 62.8 km, and so near to 437,240 m east.
    const [, east] = /\r\nVERTEX\r\n8\r\nPIPE_JS\r\n10\r\n(\d+)/.exec(dxf) ?? [];
    expect(Number(east)).toBeGreaterThan(437_200);
    expect(Number(east)).toBeLessThan(437_300);
    const bill = await (await fetchPlan([ACROSS, SEWER], '&f=csv&language=en')).text();
    expect(bill.split('\r\n').slice(0, 3)).toEqual([
      'Item,Specification,Unit,Quantity',
      expect.stringMatching(/^Pipe laid,Distribution DN300 Ductile iron,m,44\.2\d$/),
      expect.stringMatching(/^Pipe laid,Sewer 800×600 Concrete,m,148\.\d+$/),
    ]);
  });

  it('are refused by name where they can be none', async () => {
    for (const [pipes, code] of [
      [[WATER], 'parameter-invalid'],
      [[], 'parameter-invalid'],
      [Array.from({ length: 13 }, () => ACROSS), 'parameter-invalid'],
      [[ACROSS.replace('d300', 'd0')], 'parameter-invalid'],
      [[ACROSS.replace('_c1_', '_c-1_')], 'parameter-invalid'],
      [[`${WATER}_L110.4*20*110.4*20`], 'parameter-invalid'],
      [[`${WATER}_L110.4*20*110.4003*20*110.4003*20.0002*110.4001*19.9999`], 'parameter-invalid'],
      [[`${WATER}_L110.4*20*111.4*20`], 'parameter-invalid'],
      [[`${WATER}_L100*10*100.001*10`], 'parameter-invalid'],
    ] as const) {
      const answer = await fetchPlan(pipes);
      expect([answer.status, ((await answer.json()) as { code: string }).code], pipes[0]).toEqual([
        400,
        code,
      ]);
    }
    expect((await fetchPlan([ACROSS], '', 'public')).status).toBe(403);
  });
});
