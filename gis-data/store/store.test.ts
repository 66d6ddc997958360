import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDistrict } from '../demo/make-district.ts';
import { themes } from '../index.ts';
import type { Theme } from '../theme.ts';
import { openDatabase, type Database } from './connect.ts';
import { freshDatabase } from './fresh-database.ts';
import { inTransaction } from './in-transaction.ts';
import { loadDistrict, removeDistrict } from './load-district.ts';
import { migrate } from './migrate.ts';
import { publishCatalogue } from './publish-catalogue.ts';
import { readAs, type Visitor } from './read-as.ts';
import { servesSpatialIndex } from './serves-spatial-index.ts';

const SERVER = process.env['TEST_DATABASE_URL'];

describe('the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

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
    const { rows } = await database.pool.query(
      `select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`,
    );
    expect(rows).toEqual([]);
    expect(await migrate(database)).toHaveLength(down.length);
  });

  it('hides from the public what a theme keeps from it, in rows and in columns', async () => {
    await publishCatalogue(database.pool, themes);
    await loadDistrict(database.pool, await makeDistrict());
    const count = (grade: 'public' | 'government', table: string) =>
      readAs(
        database.pool,
        { grade },
        async (client) =>
          (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n,
      );
    expect(await count('public', 'building')).toBeGreaterThanOrEqual(1500);
    expect(await count('government', 'pipe_line')).toBeGreaterThan(1000);
    await expect(count('public', 'pipe_line')).rejects.toThrow('permission denied');
    await expect(
      readAs(database.pool, { grade: 'government' }, (client) =>
        client.query('select owner from building limit 1'),
      ),
    ).rejects.toThrow('permission denied');
    expect(
      (
        await readAs(database.pool, { grade: 'restricted' }, (client) =>
          client.query('select owner from building limit 1'),
        )
      ).rowCount,
    ).toBe(1);
  });

  it('shows an official the rows of the own division, and an operator the own assets', async () => {
    const count = (visitor: Visitor, from: string) =>
      readAs(
        database.pool,
        visitor,
        async (client) =>
          (await client.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]?.n,
      );
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
    expect(await count({ grade: 'operator', operator: 'north' }, 'building')).toBe(
      await count({ grade: 'public' }, 'building'),
    );
    expect(await count({ grade: 'public' }, `feature where collection = 'waste-points'`)).toBeGreaterThan(0);
  });

  it('answers a spatial question by its index, whoever asks', async () => {
    expect(await servesSpatialIndex(database.pool)).toBe(true);
    await database.pool.query('analyze tree; analyze feature');
    for (const from of ['tree where', `feature where collection = 'waste-points' and`]) {
      const plan = await readAs(database.pool, { grade: 'government', division: '4601' }, async (client) => {
        await client.query('set local enable_seqscan = off');
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain select gid from ${from} geom && ST_MakeEnvelope(110.44, 20.02, 110.4405, 20.0205, 4490)`,
        );
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      expect(plan).toMatch(/Index Cond: \(geom && /);
    }
  });

  it('keeps a day of hourly readings in a row, from which the hours, the readings and the index come back', async () => {
    const {
      rows: [kept],
    } = await database.pool.query<{ days: number; readings: number }>(
      `select (select count(*)::int from observation_day) as days, (select count(*)::int from reading) as readings`,
    );
    // 241 streams of meters of 731 days, less three gaps of nine, three and one with no reading; 25 of a year at bearings.
    const days = 241 * 731 - 13 + 25 * 365;
    expect(kept).toEqual({ days, readings: days * 24 });
    const { rows: wrong } = await database.pool.query(
      `select from observation_day o where abs(o.sum - (select sum(h.value::float8) from observation_hour h where h.datastream_id = o.datastream_id and h.day = o.day)) > 0.01 limit 1`,
    );
    expect(wrong).toEqual([]);
    const { rows: indices } = await database.pool.query<{ metered: number; declared: number }>(
      `select sum(o.sum) / b.floor_area_m2 as metered, b.index_kwh_m2a as declared
       from metered_building b join energy_meter m on m.metered_building = b.id
       join datastream d on d.collection = 'energy-meters' and d.feature_id = m.id
       join observation_day o on o.datastream_id = d.id and o.day between '2025-01-01' and '2025-12-31' group by b.id`,
    );
    expect(indices).toHaveLength(60);
    for (const { metered, declared } of indices) expect(metered).toBeCloseTo(declared, 0);
    const {
      rows: [hour],
    } = await database.pool.query<{ hour: Date }>('select min(hour) as hour from observation_hour');
    expect(hour?.hour.toISOString()).toBe('2023-12-31T16:00:00.000Z');
  }, 60_000);

  it('shows readings to whom the meter is shown: the air to everybody, meters and bearings from the operator on', async () => {
    const streams = (grade: 'public' | 'operator') =>
      readAs(database.pool, { grade }, async (client) =>
        (
          await client.query<{ collection: string }>(
            'select distinct d.collection from observation_day o join datastream d on d.id = o.datastream_id order by 1',
          )
        ).rows.map((row) => row.collection),
      );
    expect(await streams('public')).toEqual(['administrative-areas']);
    expect(await streams('operator')).toEqual([
      'administrative-areas',
      'energy-meters',
      'isolation-bearings',
    ]);
  }, 60_000);

  it('gives up what nobody waits for, also where every connection is held by it, and works on', async () => {
    const abandon = new AbortController();
    const slowly = () =>
      readAs(
        database.pool,
        { grade: 'public' },
        async (client) => (await client.query('select pg_sleep(1)')).rowCount,
        abandon.signal,
      );
    const all = Array.from({ length: database.pool.options.max }, slowly);
    const settled = Promise.allSettled(all);
    await expect.poll(() => database.pool.waitingCount + database.pool.idleCount).toBe(0);
    abandon.abort();
    await settled;
    const { rows } = await database.pool.query('select 1 as works');
    expect(rows).toEqual([{ works: 1 }]);
  }, 30_000);

  it('outlives a connection that breaks in the midst of a transaction, and tells who works on it', async () => {
    const work = inTransaction(database.pool, async (client) => {
      (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream.destroy();
      await new Promise((resolve) => client.once('end', resolve));
      await client.query('select 1');
    });
    await expect(work).rejects.toThrow(/not queryable|connection error|terminated/i);
    const { rows } = await database.pool.query('select 1 as works');
    expect(rows).toEqual([{ works: 1 }]);
  });

  it('cannot be written to by a reader', async () => {
    await expect(
      readAs(database.pool, { grade: 'restricted' }, (client) => client.query('delete from building')),
    ).rejects.toThrow();
  });

  it('raises the revision of a collection with every change of its rows', async () => {
    const revision = async () =>
      Number(
        (
          await database.pool.query<{ revision: string }>(
            `select revision from collection where id = 'buildings'`,
          )
        ).rows[0]?.revision,
      );
    const before = await revision();
    await database.pool.query(`update building set name = 'x' where gid = 1`);
    expect(await revision()).toBe(before + 1);
  });

  it('raises the revision of a collection whose declaration has changed, and of no other', async () => {
    const revisions = async () =>
      Object.fromEntries(
        (
          await database.pool.query<{ id: string; revision: string }>('select id, revision from collection')
        ).rows.map((row) => [row.id, Number(row.revision)]),
      );
    const before = await revisions();
    const changed = themes.map((theme): Theme =>
      theme.id !== 'waste-sorting'
        ? theme
        : {
            ...theme,
            collections: theme.collections.map((collection) => ({
              ...collection,
              minZoom: collection.minZoom - 1,
            })),
          },
    );
    await publishCatalogue(database.pool, themes);
    expect(await revisions()).toEqual(before);
    await publishCatalogue(database.pool, changed);
    expect(await revisions()).toEqual({ ...before, 'waste-points': (before['waste-points'] ?? 0) + 1 });
    await publishCatalogue(database.pool, themes);
  });

  it('takes the district out again without a rest', async () => {
    await removeDistrict(database.pool);
    expect(
      (
        await database.pool.query(
          'select from tree union all select from pipe_point union all select from feature union all select from observation_day union all select from datastream union all select from source',
        )
      ).rowCount,
    ).toBe(0);
  });

  it('holds nothing of a district whose loading failed at its last reading', async () => {
    const {
      tables: { road = [] },
      series: [air],
    } = await makeDistrict();
    if (!air) throw new Error('the district has no readings');
    const broken = {
      tables: { road },
      features: {},
      curves: [],
      series: [air, { ...air, collection: 'nowhere' }],
    };
    await expect(loadDistrict(database.pool, broken)).rejects.toThrow('datastream');
    expect(
      (
        await database.pool.query(
          'select from road union all select from observation_day union all select from source',
        )
      ).rowCount,
    ).toBe(0);
  }, 60_000);
}
