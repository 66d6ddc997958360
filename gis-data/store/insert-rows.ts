/** Puts many rows into a table: a JSON batch for each statement, the same on both databases, values as parameters. */
import type { Geometry } from 'geojson';
import type pg from 'pg';
import { ewkbHex } from './ewkb.ts';

/** Rows of one statement: about 2 MB of JSON, well within one message of the protocol. */
const BATCH_ROWS = 2000;

export type InsertRow = { readonly geom?: Geometry } & { readonly [column: string]: unknown };

/**
 * @param table one of the schema's own; quoted, never a value from outside
 * @param columns that the rows carry; the others get their defaults
 * @param onConflict SQL of our own, after `on conflict`
 * @param progress called with the number of rows so far
 */
export async function insertRows(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<InsertRow>,
  onConflict = '',
  progress: (count: number) => void = () => {},
): Promise<number> {
  const target = client.escapeIdentifier(table);
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const text = `insert into ${target} (${list}) select ${list} from json_populate_recordset(null::${target}, $1) ${onConflict}`;
  let batch: Record<string, unknown>[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await client.query(text, [JSON.stringify(batch)]);
    count += batch.length;
    batch = [];
    progress(count);
  };
  for (const { geom, ...row } of rows) {
    batch.push(geom ? { ...row, geom: ewkbHex(geom) } : row);
    if (batch.length === BATCH_ROWS) await flush();
  }
  await flush();
  return count;
}
