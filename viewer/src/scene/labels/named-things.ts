/** Names and where they may stand, read from the vector tiles that the ground is painted from. */
import { TILE_PIXELS, type TileAddress } from '../ground/tile-grid.ts';
import type { DataTile, TileFeature, VectorTileStore } from '../ground/vector-tile-store.ts';
import { isHidden } from '../../state/layer-state.ts';
import type { LabelSource, WallSource } from './label-sources.ts';

export type NamedThing = {
  readonly kind: LabelSource['kind'];
  readonly collection: string;
  /** What its name is made of. */
  readonly properties: TileFeature['properties'];
  /** Longitude, latitude: one point of an area or building, the points of a stretch of street or pipe. */
  readonly points: readonly (readonly [number, number])[];
  /** Above the ground, metres: names of buildings stand on their roofs, those of pipes lie on them. */
  readonly heightMetres: number;
  /** How large the thing is to the eye, metres: a name is shown while this spans enough of the screen. */
  readonly sizeMetres: number;
};

/** A building that can stand before a name: flat longitudes and latitudes, and its top above the ground. */
export type Wall = { readonly ring: readonly number[]; readonly topMetres: number };

export type NamesQuestion = {
  readonly sources: readonly LabelSource[];
  readonly walls: readonly WallSource[];
  readonly around: TileAddress;
  /** The tile whose pipes are near enough to be named. */
  readonly near: TileAddress | undefined;
};
export type NamesAnswer = { readonly things: readonly NamedThing[]; readonly walls: readonly Wall[] };

/** A lane counts as much as this length of street when streets compete for room. */
const LENGTHS_PER_WIDTH = 6;
const LONGEST_STREET_METRES = 400;
/** Lower buildings are known by their street, not by a name over the roofs. */
const LEAST_NAMED_HEIGHT_METRES = 50;
/** From farther than this zoom stands for, the city is looked at from above and hides no name. */
const WALLS_FROM_ZOOM = 13;
const LEAST_WALL_METRES = 5;

/** What has a name in a tile and its neighbours, and what can hide it. */
export async function readNames(question: NamesQuestion, store: VectorTileStore): Promise<NamesAnswer> {
  const [things, walls] = await Promise.all([namedThings(question, store), wallsOf(question, store)]);
  return { things, walls };
}

async function wallsOf({ walls, around }: NamesQuestion, store: VectorTileStore): Promise<Wall[]> {
  if (around.z < WALLS_FROM_ZOOM) return [];
  const found = await Promise.all(
    walls.map(async ({ collection, height }) => {
      const tiles = await store.around(collection, around, TILE_PIXELS);
      return tiles.flatMap((data) =>
        data.features.flatMap((feature): Wall[] => {
          const top = feature.properties[height];
          if (feature.type !== 'polygon' || typeof top !== 'number' || top < LEAST_WALL_METRES) return [];
          return feature.parts.map((part) => ({ ring: degreesOf(part, data), topMetres: top }));
        }),
      );
    }),
  );
  return found.flat();
}

function degreesOf(part: Float32Array, data: DataTile): number[] {
  const degrees: number[] = [];
  for (let i = 0; i < part.length; i += 2)
    degrees.push(...lonLat(data, part[i] as number, part[i + 1] as number));
  return degrees;
}

/** Things with a name in a tile and its neighbours; each area and building once. */
async function namedThings(
  { sources, around, near }: NamesQuestion,
  store: VectorTileStore,
): Promise<NamedThing[]> {
  const found = await Promise.all(
    sources.map(async (source) => {
      const asked = source.kind === 'pipe' ? near : around;
      const tiles = asked ? await store.around(source.collection, asked, TILE_PIXELS) : [];
      const things = new Map<string, NamedThing>();
      for (const data of tiles) {
        for (const feature of data.features) {
          const thing = thingOf(feature, data, source);
          if (!thing) continue;
          // A stretch of street or pipe for each tile, but an area that the tiles cut is one thing: its largest piece.
          const key =
            source.kind === 'line' || source.kind === 'pipe'
              ? `${feature.gid}/${data.address.x}/${data.address.y}`
              : String(feature.gid);
          const known = things.get(key);
          if (!known || known.sizeMetres < thing.sizeMetres) things.set(key, thing);
        }
      }
      return [...things.values()];
    }),
  );
  return found.flat();
}

function thingOf(feature: TileFeature, data: DataTile, source: LabelSource): NamedThing | undefined {
  const { name, division, hiddenCodes, fields } = source;
  const textOf = (field: string | undefined): string =>
    String((field !== undefined && feature.properties[field]) || '');
  if (textOf(name) === '' || isHidden(hiddenCodes, textOf(division.by), textOf(division.finer)))
    return undefined;
  const measured = source.measure === undefined ? undefined : feature.properties[source.measure];
  const measure = typeof measured === 'number' ? measured : 0;
  const base = {
    kind: source.kind,
    collection: source.collection,
    properties: Object.fromEntries(
      Object.entries(feature.properties).filter(([field]) => fields.includes(field)),
    ),
  };
  const place = (x: number, y: number): readonly [number, number] => lonLat(data, x, y);
  const metres = metresPerUnit(data);
  const longest = feature.parts.reduce<Float32Array | undefined>(
    (best, part) => (part.length > (best?.length ?? 0) ? part : best),
    undefined,
  );
  if (!longest || longest.length < 2) return undefined;
  if (source.kind === 'line' || source.kind === 'pipe') {
    if (feature.type !== 'line' || longest.length < 4) return undefined;
    const points = Array.from({ length: longest.length / 2 }, (_, i) =>
      place(longest[2 * i] as number, longest[2 * i + 1] as number),
    );
    if (source.kind === 'pipe')
      return { ...base, points, heightMetres: -measure, sizeMetres: lengthOf(longest) * metres };
    return {
      ...base,
      points,
      heightMetres: 0,
      sizeMetres:
        Math.min(LONGEST_STREET_METRES, lengthOf(longest) * metres) / 2 + LENGTHS_PER_WIDTH * measure,
    };
  }
  if (feature.type !== 'polygon') return undefined;
  const [x, y] = middleOf(longest);
  if (source.kind === 'building') {
    const begins = source.base === undefined ? undefined : feature.properties[source.base];
    if (typeof begins === 'number' && begins > 0) return undefined;
    return measure < LEAST_NAMED_HEIGHT_METRES
      ? undefined
      : { ...base, points: [place(x, y)], heightMetres: measure, sizeMetres: measure };
  }
  return {
    ...base,
    points: [place(x, y)],
    heightMetres: 0,
    sizeMetres: Math.sqrt(Math.abs(areaOf(longest))) * metres,
  };
}

/** A point inside: the middle of the widest stretch along the row through the centre of the ring's box. */
export function middleOf(ring: Float32Array): readonly [number, number] {
  const ys = ring.filter((_, i) => i % 2 === 1);
  const row = (Math.min(...ys) + Math.max(...ys)) / 2 + 0.01; // beside the vertices, which lie on whole units
  const crossings: number[] = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [ring[i], ring[i + 1], ring[j], ring[j + 1]] as [number, number, number, number];
    if (ay > row !== by > row) crossings.push(ax + ((row - ay) / (by - ay)) * (bx - ax));
  }
  crossings.sort((a, b) => a - b);
  let [from, to] = [ring[0] ?? 0, ring[0] ?? 0];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [a, b] = [crossings[i] ?? 0, crossings[i + 1] ?? 0];
    if (b - a > to - from) [from, to] = [a, b];
  }
  return [(from + to) / 2, row];
}

function lonLat({ address, units }: DataTile, x: number, y: number): readonly [number, number] {
  const count = 2 ** address.z;
  const [column, row] = [(address.x + x / units) / count, (address.y + y / units) / count];
  return [column * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * row))) * 180) / Math.PI];
}

function metresPerUnit({ address, units }: DataTile): number {
  const middle = Math.PI * (1 - (2 * (address.y + 0.5)) / 2 ** address.z);
  return 40_075_016.686 / Math.cosh(middle) / 2 ** address.z / units;
}

function lengthOf(line: Float32Array): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2)
    length += Math.hypot(
      (line[i] as number) - (line[i - 2] as number),
      (line[i + 1] as number) - (line[i - 1] as number),
    );
  return length;
}

function areaOf(ring: Float32Array): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += (ring[j] as number) * (ring[i + 1] as number) - (ring[i] as number) * (ring[j + 1] as number);
  }
  return twice / 2;
}
