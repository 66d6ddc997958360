import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDistrict } from '../demo/make-district.ts';
import { themes } from '../index.ts';
import { openDatabase, type Database } from './connect.ts';
import { freshDatabase } from './fresh-database.ts';
import { loadDistrict, removeDistrict } from './load-district.ts';
import { migrate } from './migrate.ts';
import { publishCatalogue } from './publish-catalogue.ts';
import { readAs, type Visitor } from './read-as.ts';
import { servesSpatialIndex } from './serves-spatial-index.ts';

const SERVER = process.env['TEST_DATABASE_URL'];

describe('the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () => behaviour(SERVER));

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-store-'));
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase({ databaseUrl: server && (await freshDatabase(server)), dataDir: folder });
    await migrate(database);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes down to nothing and up again', async () => {
    const down = await migrate(database, 'down');
    const { rows } = await database.pool.query(`select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`);
    expect(rows).toEqual([]);
    expect(await migrate(database)).toHaveLength(down.length);
  });

  it('hides from the public what a theme keeps from it, in rows and in columns', async () => {
    await publishCatalogue(database.pool, themes);
    await loadDistrict(database.pool, await makeDistrict());
    const count = (grade: 'public' | 'government', table: string) => readAs(database.pool, { grade }, async (client) => (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n);
    expect(await count('public', 'building')).toBeGreaterThanOrEqual(1500);
    expect(await count('government', 'pipe_line')).toBeGreaterThan(1000);
    await expect(count('public', 'pipe_line')).rejects.toThrow('permission denied');
    await expect(readAs(database.pool, { grade: 'government' }, (client) => client.query('select owner from building limit 1'))).rejects.toThrow('permission denied');
    expect((await readAs(database.pool, { grade: 'restricted' }, (client) => client.query('select owner from building limit 1'))).rowCount).toBe(1);
  });

  it('shows an official the rows of the own division, and an operator the own assets', async () => {
    const count = (visitor: Visitor, from: string) => readAs(database.pool, visitor, async (client) =>
      (await client.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]?.n);
    const all = await count({ grade: 'government' }, 'lamp_circuit');
    expect(all).toBeGreaterThan(100);
    expect(await count({ grade: 'government', division: '46' }, 'lamp_circuit')).toBe(all);
    expect(await count({ grade: 'government', division: '4602' }, 'lamp_circuit')).toBe(0);
    expect(await count({ grade: 'operator', operator: 'north' }, 'lamp_circuit')).toBe(0);
    await database.pool.query(`update lamp_circuit set operator = 'north' where gid <= 10`);
    expect(await count({ grade: 'operator', operator: 'north' }, 'lamp_circuit')).toBe(10);
    expect(await count({ grade: 'operator', operator: 'south' }, 'lamp_circuit')).toBe(0);
    expect(await count({ grade: 'operator' }, 'lamp_circuit')).toBe(0);
    // Public collections are whole for everybody, in a table of their own and in the generic one.
    expect(await count({ grade: 'operator', operator: 'north' }, 'building')).toBe(await count({ grade: 'public' }, 'building'));
    expect(await count({ grade: 'public' }, `feature where collection = 'waste-points'`)).toBeGreaterThan(0);
  });

  it('answers a spatial question by its index, whoever asks', async () => {
    expect(await servesSpatialIndex(database.pool)).toBe(true);
    await database.pool.query('analyze tree; analyze feature');
    for (const from of ['tree where', `feature where collection = 'waste-points' and`]) {
      const plan = await readAs(database.pool, { grade: 'government', division: '4601' }, async (client) => {
        await client.query('set local enable_seqscan = off');
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain select gid from ${from} geom && ST_MakeEnvelope(110.44, 20.02, 110.4405, 20.0205, 4490)`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      expect(plan).toMatch(/Index Cond: \(geom && /);
    }
  });

  it('cannot be written to by a reader', async () => {
    await expect(readAs(database.pool, { grade: 'restricted' }, (client) => client.query('delete from building'))).rejects.toThrow();
  });

  it('raises the revision of a collection with every change of its rows', async () => {
    const revision = async () => Number((await database.pool.query<{ revision: string }>(`select revision from collection where id = 'buildings'`)).rows[0]?.revision);
    const before = await revision();
    await database.pool.query(`update building set name = 'x' where gid = 1`);
    expect(await revision()).toBe(before + 1);
  });

  it('takes the district out again without a rest', async () => {
    await removeDistrict(database.pool);
    expect((await database.pool.query('select from tree union all select from pipe_point union all select from feature')).rowCount).toBe(0);
  });
}
