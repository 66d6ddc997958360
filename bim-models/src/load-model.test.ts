import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDistrict } from '@twin/gis-data/demo/make-district.ts';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { addDemoSource, loadDistrict, removeDistrict } from '@twin/gis-data/store/load-district.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { writeModels } from '../author/write-models.ts';
import { loadModel } from './load-model.ts';
import { readInProcess } from './read-in-process.ts';

const SERVER = process.env['TEST_DATABASE_URL'];

describe('the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-load-'));
  let database: Database;
  const load = async (key: string): Promise<number> => {
    const sourceId = await addDemoSource(database.pool, {
      key,
      title: key,
      file: `demo/${key}.ifc`,
      sha256: '0'.repeat(64),
    });
    const reading = await readInProcess(join(folder, `demo/${key}.ifc`));
    const loaded = await loadModel(database.pool, reading, {
      id: key,
      sourceId,
      division: '460100',
      fileName: `${key}.ifc`,
    });
    return loaded.elements;
  };
  const one = async (text: string): Promise<Record<string, unknown>> => {
    const { rows } = await database.pool.query<Record<string, unknown>>(text);
    return rows[0] ?? {};
  };

  beforeAll(async () => {
    database = await openFreshCity(server, folder);
    const district = await makeDistrict();
    await loadDistrict(database.pool, { ...district, features: {}, series: [] });
    await writeModels(district.tables, folder);
    await load('hospital');
    await load('office');
  }, 180_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows of every bearing of a model the record with its GlobalId, at the same place', async () => {
    expect(
      await one(`select count(*)::int as linked,
          max(ST_DistanceSphere(ST_Force2D(e.geom), ST_Force2D(b.geom))) < 0.01 as near,
          max(abs(ST_Z(e.geom) - ST_Z(b.geom))) < 0.005 as level
        from bim_element e join isolation_bearing b on b.id = e.record_id
        where e.record_collection = 'isolation-bearings' and e.ifc_guid = b.ifc_guid`),
    ).toEqual({ linked: 72, near: true, level: true });
  });

  it('finds the blocks in whose place a model stands: the hospital and its halls, the tower and its crown, no podium', async () => {
    const { rows } = await database.pool.query<{ model: string; blocks: string[] }>(
      `select model, array_agg(distinct building order by building) as blocks from bim_element group by model order by model`,
    );
    expect(rows).toEqual([
      { model: 'hospital', blocks: ['B37-001', 'B37-002', 'B37-003'] },
      { model: 'office', blocks: ['B63-002', 'B63-003'] },
    ]);
    expect(await one(`select building from bim_model where id = 'hospital'`)).toEqual({
      building: 'B37-001',
    });
  });

  it('turns the elements by the true bearing of the model’s north', async () => {
    // The plan's x axis points to 85.661° of the grid; the grid's north lies 0.189° west of the true one there.
    const { bearing } = await one(
      `select round(bearing_degrees::numeric, 2)::float8 as bearing from bim_element where model = 'hospital' limit 1`,
    );
    expect(bearing).toBeCloseTo(85.661 - 90 + 360 - 0.189, 1);
  });

  it('replaces a model that comes again, and makes its tiles anew', async () => {
    const before = await one(`select count(*)::int as elements from bim_element`);
    const revision = `select revision::int as revision from collection where id = 'bim-elements'`;
    const first = await one(revision);
    await load('office');
    expect(await one(`select count(*)::int as elements from bim_element`)).toEqual(before);
    expect(Number((await one(revision))['revision'])).toBeGreaterThan(Number(first['revision']));
  });

  it('is hidden from the public, shapes and all; an official reads it', async () => {
    const count = (grade: 'public' | 'government'): Promise<number> =>
      readAs(database.pool, { grade }, async (client) => {
        const { rows } = await client.query<{ n: number }>(
          'select count(s.mesh)::int as n from bim_element e join bim_shape s on s.id = e.shape',
        );
        return rows[0]?.n ?? 0;
      });
    await expect(count('public')).rejects.toThrow(/permission denied/);
    expect(await count('government')).toBeGreaterThan(2000);
  });

  it('goes with the district', async () => {
    await removeDistrict(database.pool);
    expect(
      await one(
        'select (select count(*) from bim_model)::int as models, (select count(*) from bim_shape)::int as shapes',
      ),
    ).toEqual({ models: 0, shapes: 0 });
  });
}
