/** One feature on its way into a tile. */
export type TileRow = {
  readonly gid: number;
  readonly id: string;
  /** ISO WKB or EWKB, EPSG:4490. */
  readonly wkb: Uint8Array;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** The text of a property; empty when it has none. */
export function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

/** The number of a field; undefined where the symbol names no field or the row has no finite number in it. */
export function numberOf(row: TileRow, field: string | undefined): number | undefined {
  const value = field === undefined ? undefined : row.properties[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A vector tile address in WebMercatorQuad, or a cell of the geographic quadtree of 3D content. */
export type TileAddress = { readonly z: number; readonly x: number; readonly y: number };
