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
