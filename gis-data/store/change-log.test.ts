import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tileVersion } from '../tile-version.ts';
import { createChangeLog, type ChangeLog } from './change-log.ts';
import type { Database } from './connect.ts';
import { openFreshCity } from './open-fresh-city.ts';

const SERVER = process.env['TEST_DATABASE_URL'];

describe.each(SERVER ? ['embedded', 'PostgreSQL'] : ['embedded'])('the log of changes, %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-changes-'));
  let database: Database;
  let log: ChangeLog;
  beforeAll(async () => {
    database = await openFreshCity(kind === 'PostgreSQL' ? SERVER : undefined, folder);
    log = createChangeLog(database.pool);
    await database.pool.query(
      `insert into source (id, key, title, licence, crs) values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490')`,
    );
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Four trees in a row, half a degree apart, and what they change. */
  const query = (text: string) => database.pool.query(text);
  const last = async (id: string) => (await log.of(id)).changes.at(-1);
  const around = (x: number, y: number): [number, number, number, number] => [
    x - 0.001,
    y - 0.001,
    x + 0.001,
    y + 0.001,
  ];

  it('has nothing to say of a collection that nobody has changed', async () => {
    expect(await log.of('trees')).toEqual({ revision: 1, changes: [] });
    expect(await log.of('no-such-collection')).toEqual({ revision: 0, changes: [] });
  });

  it('knows where features came, changed, moved away and went', async () => {
    await query(`insert into tree (id, source_id, source_key, geom)
      select 't' || n, 1, 't' || n, ST_SetSRID(ST_MakePoint(110 + n * 0.5, 20, 5), 4490) from generate_series(0, 3) n`);
    const { revision, changes } = await log.of('trees');
    expect(revision).toBe(2);
    expect(changes[0]?.boxes).toHaveLength(4);
    expect(tileVersion(changes, around(110.5, 20))).toBe(2);
    expect(tileVersion(changes, around(110.7, 20))).toBe(0);

    await query(`update tree set geom = ST_Translate(geom, 0, 1) where id = 't1'`);
    const moved = (await log.of('trees')).changes;
    expect([
      tileVersion(moved, around(110.5, 20)),
      tileVersion(moved, around(110.5, 21)),
      tileVersion(moved, around(110, 20)),
    ]).toEqual([3, 3, 2]);

    await query(`delete from tree where id = 't3'`);
    const gone = (await log.of('trees')).changes;
    expect([tileVersion(gone, around(111.5, 20)), tileVersion(gone, around(111, 20))]).toEqual([4, 2]);
  });

  it('takes no notice of a statement that changed nothing', async () => {
    const before = (await log.of('trees')).revision;
    await query(`update tree set species = 'x' where id = 'nowhere'`);
    expect((await log.of('trees')).revision).toBe(before);
  });

  it('keeps the collections of the one generic table apart', async () => {
    await query(`insert into feature (collection, id, source_id, source_key, geom)
      values ('waste-points', 'w', 1, 'w', ST_SetSRID(ST_MakePoint(110, 20), 4490))`);
    expect((await last('waste-points'))?.boxes).toHaveLength(1);
    expect((await log.of('waste-points')).revision).toBe(2);
  });

  it('has one box around what is scattered, and none around what has no place', async () => {
    await query(`insert into tree (id, source_id, source_key, geom)
      select 's' || n, 1, 's' || n, ST_SetSRID(ST_MakePoint(100 + n, 10, 5), 4490) from generate_series(0, 30) n`);
    const [box, ...more] = (await last('trees'))?.boxes ?? [];
    expect(more).toEqual([]);
    expect(box?.map(Math.round)).toEqual([100, 10, 130, 10]);
    await query(`insert into tree (id, source_id, source_key, geom)
      values ('empty', 1, 'empty', ST_GeomFromText('POINT Z EMPTY', 4490))`);
    expect((await last('trees'))?.boxes).toEqual([]);
  });

  it('takes a change that nobody can place as one anywhere', async () => {
    await query('truncate tree cascade');
    expect((await last('trees'))?.boxes).toBeNull();
    const { revision, changes } = await log.of('trees');
    expect(tileVersion(changes, around(-70, 40))).toBe(revision);
  });

  it('stays short: of a thousand edits the older lie together, and no tile seems older than it is', async () => {
    for (let n = 0; n < 20; n++)
      await query(`do $$ begin for n in 1..50 loop
        insert into tree (id, source_id, source_key, geom)
        values ('e${n}-' || n, 1, 'e${n}-' || n, ST_SetSRID(ST_MakePoint(110 + n * 0.01, 20 + ${n} * 0.01, 5), 4490)); end loop; end $$`);
    const { rows } = await database.pool.query<{ rows: number }>(
      `select count(*)::int as rows from collection_change where collection = 'trees'`,
    );
    expect(rows[0]?.rows).toBeLessThanOrEqual(128);
    const fresh = await createChangeLog(database.pool).of('trees');
    const { revision, changes } = await log.of('trees');
    expect(fresh.revision).toBe(revision);
    expect(tileVersion(fresh.changes, around(110.5, 20.19))).toBe(revision);
    expect(tileVersion(changes, around(110.5, 20.19))).toBe(revision);
    // A tile of the older half is as old as the youngest change in that half at most.
    expect(tileVersion(fresh.changes, around(110.01, 20))).toBeGreaterThanOrEqual(
      tileVersion(changes, around(110.01, 20)),
    );
    expect(tileVersion(fresh.changes, around(110.01, 20))).toBeLessThan(revision);
  });

  it('answers many at once with what was true when the last of them asked', async () => {
    const early = Array.from({ length: 50 }, () => log.of('trees'));
    await query(`insert into tree (id, source_id, source_key, geom)
      values ('last', 1, 'last', ST_SetSRID(ST_MakePoint(110, 20, 5), 4490))`);
    const [late] = await Promise.all([log.of('trees'), ...early]);
    const { rows } = await database.pool.query<{ revision: string }>(
      `select revision from collection where id = 'trees'`,
    );
    expect(late?.revision).toBe(Number(rows[0]?.revision));
  });
});
