/**
 * Reads the rows of a tile from the database, already packed: each column comes as one JSON array and all geometries
 * as one value. Row by row, 25,000 buildings take three times as long to arrive, most of it spent on objects that are
 * not needed.
 */
import type { PoolClient } from 'pg';
import type { TileRows } from './tile-rows.ts';

export type RowsQuery = {
  /** Selects gid, id, wkb and the properties, in the order of the tile. */
  readonly text: string;
  readonly values: readonly unknown[];
  /** Columns of `text` that are properties. */
  readonly properties: readonly string[];
};

type Packed = { gids: number[]; ids: string[]; sizes: number[]; wkb: Buffer; columns: unknown[][] };

export async function readRows(
  client: PoolClient,
  { text, values, properties }: RowsQuery,
): Promise<TileRows> {
  const columns = properties.map((name) => `json_agg("${name}")`);
  const { rows } = await client.query<Packed>(
    `select coalesce(json_agg(gid), '[]') as gids, coalesce(json_agg(id), '[]') as ids,
            coalesce(json_agg(octet_length(wkb)), '[]') as sizes, coalesce(string_agg(wkb, ''), '') as wkb,
            json_build_array(${columns.join(', ')}) as columns
     from (${text}) chosen`,
    [...values],
  );
  const packed = rows[0] ?? { gids: [], ids: [], sizes: [], wkb: Buffer.alloc(0), columns: [] };
  const offsets = new Uint32Array(packed.sizes.length + 1);
  packed.sizes.forEach((size, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + size;
  });
  return {
    gids: Uint32Array.from(packed.gids),
    ids: packed.ids,
    // A buffer of its own, which a thread may take over: small ones of Node share theirs.
    wkb: Uint8Array.from(packed.wkb),
    offsets,
    columns: Object.fromEntries(properties.map((name, index) => [name, packed.columns[index] ?? []])),
  };
}
