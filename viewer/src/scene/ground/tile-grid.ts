/** The web mercator quadtree: which data tile serves a painted tile, and how its coordinates land on the canvas. */

export type TileAddress = { readonly z: number; readonly x: number; readonly y: number };
/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number];

/** Edge of a painted tile, pixels. */
export const TILE_PIXELS = 512;
const EQUATOR_METRES = 40_075_016.686;

export const tileKey = ({ z, x, y }: TileAddress): string => `${z}/${x}/${y}`;

export function extentOf({ z, x, y }: TileAddress): Extent {
  const count = 2 ** z;
  const longitude = (column: number): number => (column / count) * 360 - 180;
  const latitude = (row: number): number =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / count))) * 180) / Math.PI;
  return [longitude(x), latitude(y + 1), longitude(x + 1), latitude(y)];
}

/** Ground metres that one pixel of a painted tile spans, at the tile's middle. */
export function metresPerPixel(tile: TileAddress): number {
  const middle = Math.PI * (1 - (2 * (tile.y + 0.5)) / 2 ** tile.z);
  return EQUATOR_METRES / Math.cosh(middle) / 2 ** tile.z / TILE_PIXELS;
}

/** The tile of a lower zoom that contains a tile, or the tile itself. */
export function ancestorAt(tile: TileAddress, z: number): TileAddress {
  if (z >= tile.z) return tile;
  const shift = 2 ** (tile.z - z);
  return { z, x: Math.floor(tile.x / shift), y: Math.floor(tile.y / shift) };
}

/** All tiles of zoom `z` that touch a tile grown by `marginPixels` on every side. */
export function tilesAround(tile: TileAddress, z: number, marginPixels: number): TileAddress[] {
  const factor = 2 ** (z - tile.z);
  const margin = marginPixels / TILE_PIXELS;
  const count = 2 ** z;
  const range = (from: number, to: number): number[] => {
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(count - 1, Math.ceil(to) - 1);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  };
  const rows = range((tile.y - margin) * factor, (tile.y + 1 + margin) * factor);
  return range((tile.x - margin) * factor, (tile.x + 1 + margin) * factor).flatMap((x) =>
    rows.map((y) => ({ z, x, y })),
  );
}

/** Scale and offset that take a data tile's coordinates (0 to `units`) to pixels of a painted tile. */
export function placement(
  painted: TileAddress,
  data: TileAddress,
  units: number,
): { scale: number; x: number; y: number } {
  const factor = 2 ** (painted.z - data.z);
  return {
    scale: (TILE_PIXELS * factor) / units,
    x: (data.x * factor - painted.x) * TILE_PIXELS,
    y: (data.y * factor - painted.y) * TILE_PIXELS,
  };
}

export function overlaps(a: Extent, b: Extent): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
