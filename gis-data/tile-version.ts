/**
 * The version of a tile: the last revision of its collection that changed something within it. Pure, and the same in the
 * service, which names tiles by it, and in the browser, which asks for them by that name.
 */

/** West, south, east, north in degrees. */
type Box = readonly [number, number, number, number];

export type Change = {
  readonly revision: number;
  /** Where; null: anywhere. */
  readonly boxes: readonly Box[] | null;
};

/** A vector tile holds things a little beyond its edges, so that strokes have no seams: this share of its side. */
export const BUFFER_SHARE = 0.03;

/**
 * @param margin share of the tile's side around it
 * @returns the degrees that a vector tile of WebMercatorQuad covers with its buffer: west, south, east, north
 */
export function vectorTileBox(
  { z, x, y }: { readonly z: number; readonly x: number; readonly y: number },
  margin = BUFFER_SHARE,
): [number, number, number, number] {
  const longitude = (column: number): number => (column / 2 ** z) * 360 - 180;
  const latitude = (row: number): number =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [longitude(x - margin), latitude(y + 1 + margin), longitude(x + 1 + margin), latitude(y - margin)];
}

/**
 * @param box what the tile and its buffer cover
 * @returns 0 where nothing has changed since the collection was declared
 */
export function tileVersion(changes: readonly Change[], box: Box): number {
  return changes.reduce(
    (version, { revision, boxes }) =>
      revision > version && (boxes === null || boxes.some((changed) => meets(changed, box)))
        ? revision
        : version,
    0,
  );
}

function meets(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
