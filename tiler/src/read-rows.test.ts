import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@twin/gis-data/store/connect.ts';
import { freshDatabase } from '@twin/gis-data/store/fresh-database.ts';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { readRows, type RowsQuery } from './read-rows.ts';
import { RowsReader } from './rows-reader.ts';
import { unpackRows, valueAt, type TileRows } from './tile-rows.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const HOSTILE = `o'clock "$1" \\ \n 琼`;
const QUERY: RowsQuery = {
  text: `select * from (values
      (7, 'a', '\\x0102'::bytea, $1 + 0.25, true, $2),
      (3, '海口-2', '\\x030405'::bytea, null::float8, null::boolean, ''),
      (4, 'c', null::bytea, 'NaN'::float8, false, $2)) row (gid, id, wkb, height, lit, name)`,
  values: [1e9, HOSTILE],
  properties: [
    { name: 'height', type: 'number' },
    { name: 'lit', type: 'boolean' },
    { name: 'name', type: 'text' },
  ],
};

const piecesOf = async (pool: Pool, query: RowsQuery): Promise<Uint8Array[]> => {
  const pieces: Uint8Array[] = [];
  await readAs(pool, { grade: 'public' }, (client) => readRows(client, query, (piece) => pieces.push(piece)));
  return pieces;
};
const rowsOf = (pieces: readonly Uint8Array[]): TileRows => {
  const reader = new RowsReader(QUERY.properties);
  for (const piece of pieces) reader.take(piece);
  return reader.rows();
};

describe.each(SERVER ? ['embedded', 'postgresql'] : ['embedded'])('rows read from %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-read-rows-'));
  let database: Database;
  let copied: Uint8Array[];
  beforeAll(async () => {
    database = await openDatabase({
      databaseUrl: kind === 'postgresql' && SERVER ? await freshDatabase(SERVER) : undefined,
      dataDir: folder,
    });
    await database.pool.query(`
      do $$ begin create role twin_public; exception when duplicate_object then null; end $$`);
    copied = await piecesOf(database.pool, QUERY);
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come with their numbers, texts and gaps, and with values that no text of a query could hold', () => {
    expect(unpackRows(rowsOf(copied))).toEqual([
      {
        gid: 7,
        id: 'a',
        wkb: Uint8Array.of(1, 2),
        properties: { height: 1e9 + 0.25, lit: true, name: HOSTILE },
      },
      {
        gid: 3,
        id: '海口-2',
        wkb: Uint8Array.of(3, 4, 5),
        properties: { height: null, lit: null, name: '' },
      },
      {
        gid: 4,
        id: 'c',
        wkb: new Uint8Array(),
        properties: { height: Number.NaN, lit: false, name: HOSTILE },
      },
    ]);
  });

  it('are the same in whatever pieces they came', () => {
    const bytes = Buffer.concat(copied);
    expect(rowsOf(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual(rowsOf(copied));
  });

  it('have bytes that can be cut out as a copy, as the readers of shapes do', () => {
    const rows = rowsOf(copied);
    const copy = valueAt(rows, rows.wkb, 1).slice(1);
    expect(new Uint8Array(copy.buffer)).toEqual(Uint8Array.of(4, 5));
  });

  it('are refused when their bytes end early', () => {
    const bytes = Buffer.concat(copied);
    expect(() => rowsOf([bytes.subarray(0, -5)])).toThrow(RangeError);
  });

  it('are none where the query finds none', async () => {
    const none = await piecesOf(database.pool, { ...QUERY, text: `${QUERY.text} where gid > 100` });
    expect(unpackRows(rowsOf(none))).toEqual([]);
  });

  it('leave the connection as it was when the database refuses the query', async () => {
    const refused = piecesOf(database.pool, { ...QUERY, text: 'select 1 / 0, $1, $2' });
    await expect(refused).rejects.toThrow('division by zero');
    expect(unpackRows(rowsOf(await piecesOf(database.pool, QUERY)))).toHaveLength(3);
  });
});
