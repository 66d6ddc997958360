/** Many features on their way into a tile, packed as they came from the database: no object is made for each. */
import type { TileRow } from './tile-row.ts';

/** Where the values of a column lie in the bytes: that of row i from `starts[i]` to `ends[i]`. */
export type Spans = { readonly starts: Uint32Array; readonly ends: Uint32Array };

export type TileRows = {
  readonly bytes: Uint8Array;
  readonly gids: Uint32Array;
  /** UTF-8. */
  readonly ids: Spans;
  readonly wkb: Spans;
  /** Values by field, one for each row; null where it has none. */
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
};

const UTF8 = new TextDecoder();

/** The bytes of one row's value: a view, no copy. */
export function valueAt({ bytes }: TileRows, { starts, ends }: Spans, row: number): Uint8Array {
  return bytes.subarray(starts[row], ends[row]);
}

export function unpackRows(rows: TileRows): TileRow[] {
  const named = Object.entries(rows.columns);
  return Array.from(rows.gids, (gid, row) => ({
    gid,
    id: UTF8.decode(valueAt(rows, rows.ids, row)),
    wkb: valueAt(rows, rows.wkb, row),
    properties: Object.fromEntries(named.map(([name, values]) => [name, values[row]])),
  }));
}
