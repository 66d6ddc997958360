/** Many features on their way into a tile, packed: no object is made for each. */
import type { TileRow } from './tile-row.ts';

export type TileRows = {
  readonly gids: Uint32Array;
  readonly ids: readonly string[];
  /** Geometries one after the other: that of row i lies from `offsets[i]` to `offsets[i + 1]`. */
  readonly wkb: Uint8Array;
  readonly offsets: Uint32Array;
  /** Values by field, one for each row. */
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
};

export function packRows(rows: readonly TileRow[]): TileRows {
  const names = Object.keys(rows[0]?.properties ?? {});
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach(({ wkb }, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + wkb.length;
  });
  const wkb = new Uint8Array(offsets[rows.length] ?? 0);
  rows.forEach((row, index) => wkb.set(row.wkb, offsets[index]));
  return {
    gids: Uint32Array.from(rows, ({ gid }) => gid),
    ids: rows.map(({ id }) => id),
    wkb,
    offsets,
    columns: Object.fromEntries(names.map((name) => [name, rows.map(({ properties }) => properties[name])])),
  };
}

export function unpackRows({ gids, ids, wkb, offsets, columns }: TileRows): TileRow[] {
  const named = Object.entries(columns);
  return ids.map((id, index) => ({
    gid: gids[index] ?? 0,
    id,
    wkb: wkb.subarray(offsets[index], offsets[index + 1]),
    properties: Object.fromEntries(named.map(([name, values]) => [name, values[index]])),
  }));
}
