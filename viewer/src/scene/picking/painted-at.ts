/** Which painted features lie at a point: the worker that painted them looks at the same tiles. */
import { isSwitchedOff, type PaintPlan, type PaintedLayer } from '../ground/paint-plan.ts';
import { TILE_PIXELS, type TileAddress } from '../ground/tile-grid.ts';
import type { DataTile, TileFeature, VectorTileStore } from '../ground/vector-tile-store.ts';
import type { FeatureRef } from '../../state/city-state.ts';

export type PaintedQuestion = {
  readonly longitude: number;
  readonly latitude: number;
  /** Ground metres that one pixel of the screen spans there; lines and marks are hit within some pixels. */
  readonly metresPerPixel: number;
};

const HIT_PIXELS = 6;
/** Zoom at which one pixel of a 512 px tile spans about 15 cm here: as exact as the tiles are. */
const FINEST_ZOOM = 19;

/** Marks first, then lines, then areas, the smallest area first. */
export async function paintedAt(
  question: PaintedQuestion,
  plan: PaintPlan,
  store: VectorTileStore,
): Promise<FeatureRef[]> {
  const point = mercator(question);
  const zoom = Math.max(
    0,
    Math.min(
      FINEST_ZOOM,
      Math.round(
        Math.log2((78_271.5 * Math.cos((question.latitude * Math.PI) / 180)) / question.metresPerPixel),
      ),
    ),
  );
  const address: TileAddress = {
    z: zoom,
    x: Math.floor(point.x * 2 ** zoom),
    y: Math.floor(point.y * 2 ** zoom),
  };
  const hits = await Promise.all(
    plan.layers
      .filter((layer) => !layer.base && question.metresPerPixel > (layer.fromMetresPerPixel ?? 0))
      .map(async (layer) => {
        const tiles = await store.around(layer.collection, address, HIT_PIXELS);
        return tiles.flatMap((data) => hitsIn(data, layer, point, address));
      }),
  );
  const order = { point: 0, line: 1, polygon: 2 } as const;
  const seen = new Set<string>();
  return hits
    .flat()
    .toSorted((a, b) => order[a.type] - order[b.type] || a.size - b.size)
    .filter(({ ref }) => !seen.has(`${ref.collection}/${ref.id}`) && seen.add(`${ref.collection}/${ref.id}`))
    .map(({ ref }) => ref);
}

type Hit = { readonly ref: FeatureRef; readonly type: TileFeature['type']; readonly size: number };

function hitsIn(
  data: DataTile,
  layer: PaintedLayer,
  at: { x: number; y: number },
  painted: TileAddress,
): Hit[] {
  const count = 2 ** data.address.z;
  const x = (at.x * count - data.address.x) * data.units;
  const y = (at.y * count - data.address.y) * data.units;
  const reach = (HIT_PIXELS * data.units * count) / (TILE_PIXELS * 2 ** painted.z);
  return data.features.flatMap((feature): Hit[] => {
    const [west, north, east, south] = feature.box;
    if (x < west - reach || x > east + reach || y < north - reach || y > south + reach) return [];
    if (isSwitchedOff(layer, feature.properties)) return [];
    const id = feature.properties['id'];
    if (id === undefined || !isHit(feature, x, y, reach)) return [];
    return [
      {
        ref: { collection: layer.collection, id: String(id) },
        type: feature.type,
        size: (east - west) * (south - north),
      },
    ];
  });
}

/** Whether a point, in the tile's units, lies in a polygon or within `reach` of a line or point. */
export function isHit(
  feature: Pick<TileFeature, 'type' | 'parts'>,
  x: number,
  y: number,
  reach: number,
): boolean {
  if (feature.type === 'polygon') {
    return feature.parts.reduce((inside, ring) => inside !== contains(ring, x, y), false);
  }
  return feature.parts.some((part) => distanceTo(part, x, y, feature.type === 'line') <= reach);
}

function contains(ring: Float32Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [ring[i], ring[i + 1], ring[j], ring[j + 1]] as [number, number, number, number];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function distanceTo(part: Float32Array, x: number, y: number, connected: boolean): number {
  let nearest = Infinity;
  for (let i = 0; i < part.length; i += 2) {
    const [bx, by] = [part[i] as number, part[i + 1] as number];
    const [ax, ay] = connected && i > 0 ? [part[i - 2] as number, part[i - 1] as number] : [bx, by];
    const [dx, dy] = [bx - ax, by - ay];
    const t =
      dx === 0 && dy === 0
        ? 0
        : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return nearest;
}

function mercator({ longitude, latitude }: PaintedQuestion): { x: number; y: number } {
  return {
    x: longitude / 360 + 0.5,
    y: 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI),
  };
}
