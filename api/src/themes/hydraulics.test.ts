import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '@twin/gis-data/import/import-files.ts';
import { undoImport } from '@twin/gis-data/import/undo-import.ts';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { serveOperations, type ServedOperations } from '../serve-operations-for-tests.ts';
import { pipeOperations } from './underground-pipes.ts';

/** A source of 50 m, a pipe to A, a valve to B, a pipe to C; 10 and 5 l/s are drawn at A and C. */
const NETWORK = `[JUNCTIONS]
 A 0 10
 B 0 0
 C 0 5
[RESERVOIRS]
 S 50
[PIPES]
 1 S A 1000 200 100 0 Open
 2 B C 500 150 100 0 Open
[VALVES]
 1V A B 150 TCV 0 0
[OPTIONS]
 Units LPS
 Headloss H-W
[TIMES]
 Duration 3:00
[COORDINATES]
 S 0 0
 A 1000 0
 B 1010 0
 C 1510 0
[END]
`;
type Answer = {
  readonly status: number;
  readonly detail?: string;
  readonly points: readonly {
    readonly id: string;
    readonly name: string;
    readonly pressure_metres: readonly number[];
  }[];
  readonly links: readonly {
    readonly id: string;
    readonly name: string;
    readonly flow_litres_per_second: readonly number[];
  }[];
};

describe('the hydraulics of an imported network', () => {
  let served: ServedOperations;
  let base: string;
  let pipe: string;

  const load = async (pool: Database['pool'], folder: string, text: string): Promise<void> => {
    const file = join(folder, 'town.inp');
    writeFileSync(file, text);
    const request = {
      files: [file],
      target: {},
      wishes: { map: [], set: new Map<string, string>() },
      crs: { at: { longitude: 110, latitude: 20, heightMetres: 0, headingDegrees: 0 } },
      columns: {},
      workFolder: join(folder, 'work'),
      rasterFolder: join(folder, 'rasters'),
      dryRun: false,
      sure: true,
    };
    const dialogue = { confirm: async () => true, progress: () => {} };
    for await (const report of importFiles(pool, request, dialogue))
      if ('failed' in report) throw report.failed;
  };
  beforeAll(async () => {
    served = await serveOperations({
      server: process.env['TEST_DATABASE_URL'],
      fill: ({ pool }, folder) => load(pool, folder, NETWORK),
      operations: pipeOperations,
    });
    base = `${served.base}/pipes/hydraulics`;
    const { rows } = await served.database.pool.query<{ id: string }>(
      `select id from pipe_line where source_key = '2'`,
    );
    pipe = encodeURIComponent(rows[0]?.id ?? '');
  }, 180_000);
  afterAll(() => served.close());
  const ask = async (query: string, grade = 'government'): Promise<Answer> => {
    const response = await fetch(`${base}?${query}`, { headers: { 'x-grade': grade } });
    return { status: response.status, ...((await response.json()) as object) } as Answer;
  };
  const flowsIn = ({ links }: Answer, name: string): readonly number[] =>
    links.find((link) => link.name === name)?.flow_litres_per_second ?? [];

  it('name the items of the city and have a value for each hour', async () => {
    const answer = await ask(`pipe=${pipe}`);
    expect(answer).toMatchObject({
      status: 200,
      network: { kind: 'epanet', title: 'town.inp' },
      times_seconds: [0, 3600, 7200, 10_800],
      warnings: [],
    });
    expect(answer.points.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'S']);
    const { rows } = await served.database.pool.query<{ id: string }>(
      'select id from pipe_point union select id from pipe_line',
    );
    const known = new Set(rows.map(({ id }) => id));
    for (const { id } of [...answer.points, ...answer.links]) expect(known.has(id), id).toBe(true);
    // 10.667 L Q^1.852 / (C^1.852 d^4.871), by hand: 2.09 m to A, 0.83 m more to C and nothing in the valve.
    expect(answer.points[0]?.pressure_metres[0]).toBeCloseTo(47.71, 1);
    expect(flowsIn(answer, '1')[0]).toBeCloseTo(15, 2);
  });

  it('change with a valve that is shut, a leak and a factor of the demand', async () => {
    const { links } = await ask(`pipe=${pipe}`);
    const valve = encodeURIComponent(links.find(({ name }) => name === '1V')?.id ?? '');
    const shut = await ask(`pipe=${pipe}&close=${valve}`);
    for (const flow of flowsIn(shut, '1')) expect(flow).toBeCloseTo(10, 2);
    const leaking = await ask(`pipe=${pipe}&leak=${pipe}&leak_litres_per_second=4&hours=1`);
    expect(flowsIn(leaking, '1')).toEqual([expect.closeTo(19, 2), expect.closeTo(19, 2)]);
    expect(flowsIn(await ask(`pipe=${pipe}&demand_factor=2&hours=0`), '1')).toEqual([expect.closeTo(30, 2)]);
  });

  it('give the network back as it came, and that of the file before after an undo', async () => {
    const model = async (): Promise<string> => (await fetch(`${base}/model?pipe=${pipe}`)).text();
    expect(await model()).toBe(NETWORK);
    const other = NETWORK.replace(' C 0 5', ' C 0 7');
    await load(served.database.pool, served.folder, other);
    expect(await model()).toBe(other);
    const { rows } = await served.database.pool.query<{ key: string }>('select key from source');
    await undoImport(served.database.pool, rows[0]?.key ?? '');
    expect(await model()).toBe(NETWORK);
  });

  it('say what cannot be asked', async () => {
    expect(await ask(`pipe=nowhere`)).toMatchObject({ status: 404, code: 'item-unknown' });
    expect(await ask(`pipe=${pipe}&close=nowhere`)).toMatchObject({ status: 404, code: 'item-unknown' });
    expect(await ask(`pipe=${pipe}&hours=1e9`)).toMatchObject({ status: 400, code: 'parameter-invalid' });
    expect(await ask(`pipe=${pipe}`, 'public')).toMatchObject({ status: 403, code: 'layer-forbidden' });
  });
});
