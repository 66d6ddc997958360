/** Rows of a test in the form in which the database's come. */
import type { TileRow } from './tile-row.ts';
import type { Spans, TileRows } from './tile-rows.ts';

export function packRows(rows: readonly TileRow[]): TileRows {
  const names = Object.keys(rows[0]?.properties ?? {});
  const parts: Uint8Array[] = [];
  let end = 0;
  const spansOf = (values: readonly Uint8Array[]): Spans => {
    const spans = { starts: new Uint32Array(values.length), ends: new Uint32Array(values.length) };
    values.forEach((value, row) => {
      parts.push(value);
      spans.starts[row] = end;
      end += value.length;
      spans.ends[row] = end;
    });
    return spans;
  };
  const ids = spansOf(rows.map(({ id }) => new TextEncoder().encode(id)));
  const wkb = spansOf(rows.map((row) => row.wkb));
  return {
    bytes: new Uint8Array(Buffer.concat(parts)),
    gids: Uint32Array.from(rows, ({ gid }) => gid),
    ids,
    wkb,
    columns: Object.fromEntries(names.map((name) => [name, rows.map(({ properties }) => properties[name])])),
  };
}
