/** What a client of the terrain is told first: `layer.json`, with exactly the tiles that there are. */
import type { Extent } from './place.ts';
import { WORLD_LEVEL } from './producers/terrain.ts';
import { aroundOf, type Surveyed } from './raster/known-ground.ts';
import type { TileAddress } from './tile-row.ts';

type Range = {
  readonly startX: number;
  readonly startY: number;
  readonly endX: number;
  readonly endY: number;
};

export function terrainDocument(surveyed: readonly Surveyed[], revision: number): unknown {
  const deepest = Math.max(WORLD_LEVEL, ...surveyed.map(({ finestLevel }) => finestLevel));
  return {
    tilejson: '2.1.0',
    name: 'ground',
    version: '1.0.0',
    format: 'quantized-mesh-1.0',
    scheme: 'tms',
    // Named by its revision a tile may be kept.
    tiles: [`{z}/{x}/{y}.terrain?r=${revision}`],
    extensions: ['octvertexnormals'],
    projection: 'EPSG:4326',
    bounds: [-180, -90, 180, 90],
    minzoom: 0,
    maxzoom: deepest,
    attribution: 'EGM96',
    available: Array.from({ length: deepest + 1 }, (_, level) => rangesAt(level, surveyed)),
  };
}

export function hasTerrain({ z, x, y }: TileAddress, surveyed: readonly Surveyed[]): boolean {
  return rangesAt(z, surveyed).some(
    ({ startX, startY, endX, endY }) => x >= startX && x <= endX && y >= startY && y <= endY,
  );
}

/** The whole world to a level, below it what the models reach. */
function rangesAt(level: number, surveyed: readonly Surveyed[]): Range[] {
  const size = 180 / 2 ** level;
  const rangeOf = ([west, south, east, north]: Extent): Range => ({
    startX: Math.max(0, Math.floor((west + 180) / size)),
    startY: Math.max(0, Math.floor((south + 90) / size)),
    endX: Math.min(2 ** (level + 1) - 1, Math.floor((east + 180) / size)),
    endY: Math.min(2 ** level - 1, Math.floor((north + 90) / size)),
  });
  if (level <= WORLD_LEVEL) return [rangeOf([-180, -90, 180, 90])];
  return surveyed
    .filter(({ finestLevel }) => finestLevel >= level)
    .map(({ extent }) => rangeOf(aroundOf(extent)));
}
