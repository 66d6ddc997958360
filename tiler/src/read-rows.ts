/**
 * Reads the rows of a tile from the database, already packed: each column comes as one JSON array and all geometries
 * as one value. Row by row, 25,000 buildings take three times as long to arrive, most of it spent on objects that are
 * not needed. The texts are opened in the thread that makes the tile, which costs the thread that serves nothing.
 */
import type { PoolClient } from 'pg';
import type { TileRows } from './tile-rows.ts';

export type RowsQuery = {
  /** Selects gid, id, wkb and the properties. */
  readonly text: string;
  readonly values: readonly unknown[];
  /** Columns of `text` that are properties. */
  readonly properties: readonly string[];
};

/** JSON arrays with one entry for each row, and the geometries, one after the other, in base64. */
export type RowsAsText = {
  readonly gids: string;
  readonly ids: string;
  /** Bytes of each geometry. */
  readonly sizes: string;
  readonly wkb: string;
  /** An array of arrays, in the order of `properties`; null for a column without rows. */
  readonly columns: string;
  readonly properties: readonly string[];
};

export async function readRows(
  client: PoolClient,
  { text, values, properties }: RowsQuery,
): Promise<RowsAsText> {
  const columns = properties.map((name) => `json_agg("${name}")`);
  const { rows } = await client.query<Omit<RowsAsText, 'properties'>>(
    `select coalesce(json_agg(gid)::text, '[]') as gids, coalesce(json_agg(id)::text, '[]') as ids,
            coalesce(json_agg(octet_length(wkb))::text, '[]') as sizes,
            coalesce(encode(string_agg(wkb, ''), 'base64'), '') as wkb,
            json_build_array(${columns.join(', ')})::text as columns
     from (${text}) chosen`,
    [...values],
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate gave no row');
  return { ...row, properties };
}

export function openRows({ gids, ids, sizes, wkb, columns, properties }: RowsAsText): TileRows {
  const lengths: number[] = JSON.parse(sizes);
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((size, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + size;
  });
  const values: (unknown[] | null)[] = JSON.parse(columns);
  // Plain bytes: `slice` of a Buffer is no copy, and readers of shapes rely on one.
  const { buffer, byteOffset, length } = Buffer.from(wkb, 'base64');
  return {
    gids: Uint32Array.from(JSON.parse(gids) as number[]),
    ids: JSON.parse(ids) as string[],
    wkb: new Uint8Array(buffer, byteOffset, length),
    offsets,
    columns: Object.fromEntries(properties.map((name, index) => [name, values[index] ?? []])),
  };
}
