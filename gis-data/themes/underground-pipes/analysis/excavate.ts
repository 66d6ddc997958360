/**
 * A pit with upright walls, as deep everywhere below the ground: how much is dug, which pipes are met and for how long,
 * and whose they are. What the record does not say is named in the doubts.
 */
import { Doubts, type Doubt } from './doubts.ts';
import { localFrame } from './local-frame.ts';
import { mix, pipeLevels, type SectionPipe } from './sections/pipe-levels.ts';

export type OwnedPipe = SectionPipe & { readonly owner: string | null };

export type MetPipe = {
  readonly id: string;
  readonly class: string;
  readonly owner: string | null;
  readonly widthMm: number | null;
  /** Of its axis in plan, within the pit. */
  readonly metres: number;
  /** From the ground to the top of its outer wall, least and most within the pit; null where it is not known. */
  readonly coverMetres: readonly [number, number] | null;
  /**
   * `exposed`: some of it lies above the floor; `below`: its top is less than half a metre under the floor;
   * `deep`: farther down; `unknown`: its depth is not recorded, so it may be met.
   */
  readonly place: 'exposed' | 'below' | 'deep' | 'unknown';
};
export type Excavation = {
  readonly areaM2: number;
  readonly perimeterMetres: number;
  readonly volumeM3: number;
  readonly pipes: readonly MetPipe[];
  /** Who is to be told: owners of pipes that are exposed, that lie close below, or whose depth nobody knows. */
  readonly owners: readonly {
    readonly owner: string | null;
    readonly pipes: number;
    readonly metres: number;
  }[];
  readonly doubts: readonly Doubt[];
};

type Place = readonly [longitude: number, latitude: number, ...unknown[]];
type Flat = readonly [x: number, y: number];

/** A pipe so close under the floor is to be watched. A choice of this project. */
const CLOSE_BELOW_METRES = 0.5;
/** Places along a stretch at which the depth is looked at, besides its ends. */
const SHORTEST_METRES = 0.001;

/**
 * @param ring three places or more, open, in degrees; it may turn inwards but does not cross itself
 */
export function excavate(
  ring: readonly Place[],
  depthMetres: number,
  pipes: readonly OwnedPipe[],
): Excavation {
  const [origin] = ring;
  if (!origin || ring.length < 3) throw new RangeError('a pit has three corners or more');
  const { perLongitude, perLatitude } = localFrame(origin[1]);
  const flat = ([x, y]: Place): Flat => [(x - origin[0]) * perLongitude, (y - origin[1]) * perLatitude];
  const corners = ring.map(flat);
  const doubts = new Doubts();
  const met = pipes.flatMap((pipe) => meet(pipe, corners, flat, depthMetres, doubts) ?? []);
  const areaM2 = areaOf(corners);
  return {
    areaM2,
    perimeterMetres: edgesOf(corners).reduce((sum, [a, b]) => sum + Math.hypot(b[0] - a[0], b[1] - a[1]), 0),
    volumeM3: areaM2 * depthMetres,
    pipes: met.toSorted(
      (a, b) => (a.coverMetres?.[0] ?? 0) - (b.coverMetres?.[0] ?? 0) || a.id.localeCompare(b.id),
    ),
    owners: ownersOf(met.filter(({ place }) => place !== 'deep')),
    doubts: doubts.list(),
  };
}

function meet(
  pipe: OwnedPipe,
  corners: readonly Flat[],
  flat: (place: Place) => Flat,
  depthMetres: number,
  doubts: Doubts,
): MetPipe | undefined {
  const path = pipe.path.map(flat);
  const lengths = path.slice(1).map((to, at) => distance(path[at] ?? to, to));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let [walked, metres] = [0, 0];
  const covers: number[] = [];
  let isUnknown = false;
  for (const [at, length] of lengths.entries()) {
    const [from, to] = [path[at], path[at + 1]];
    if (!from || !to) continue;
    for (const [start, end] of partsInside(from, to, corners)) {
      metres += (end - start) * length;
      for (const t of [start, end]) {
        const share = total > 0 ? (walked + t * length) / total : 0;
        const axis = mix(pipe.path[at]?.[2], pipe.path[at + 1]?.[2], t);
        const { coverMetres } = pipeLevels(pipe, share, axis, doubts);
        if (coverMetres === null) isUnknown = true;
        else covers.push(coverMetres);
      }
    }
    walked += length;
  }
  if (metres < SHORTEST_METRES) return undefined;
  if (isUnknown) doubts.add('depth-unknown', 'A pipe has no recorded depth; it may be met at any.', pipe.id);
  const least = Math.min(...covers);
  return {
    id: pipe.id,
    class: pipe.class,
    owner: pipe.owner,
    widthMm: pipe.widthMm,
    metres,
    coverMetres: covers.length > 0 ? [least, Math.max(...covers)] : null,
    place:
      covers.length === 0
        ? 'unknown'
        : least < depthMetres
          ? 'exposed'
          : least < depthMetres + CLOSE_BELOW_METRES
            ? 'below'
            : 'deep',
  };
}

/** Shares of a stretch between which it lies within the ring. */
function partsInside(from: Flat, to: Flat, corners: readonly Flat[]): (readonly [number, number])[] {
  const cuts = [0, 1];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  for (const [a, b] of edgesOf(corners)) {
    const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
    const cross = dx * ey - dy * ex;
    if (cross === 0) continue;
    const t = ((a[0] - from[0]) * ey - (a[1] - from[1]) * ex) / cross;
    const s = ((a[0] - from[0]) * dy - (a[1] - from[1]) * dx) / cross;
    if (t > 0 && t < 1 && s >= 0 && s <= 1) cuts.push(t);
  }
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, at) => {
    const start = cuts[at] ?? 0;
    const middle = (start + end) / 2;
    return end > start && isInside([from[0] + dx * middle, from[1] + dy * middle], corners)
      ? [[start, end] as const]
      : [];
  });
}

function isInside([x, y]: Flat, corners: readonly Flat[]): boolean {
  let inside = false;
  for (const [a, b] of edgesOf(corners))
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  return inside;
}

function edgesOf(corners: readonly Flat[]): (readonly [Flat, Flat])[] {
  return corners.map((corner, at) => [corner, corners[(at + 1) % corners.length] ?? corner] as const);
}

function areaOf(corners: readonly Flat[]): number {
  return Math.abs(edgesOf(corners).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0)) / 2;
}

function distance(a: Flat, b: Flat): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

function ownersOf(pipes: readonly MetPipe[]): Excavation['owners'] {
  return [...Map.groupBy(pipes, ({ owner }) => owner)]
    .map(([owner, own]) => ({
      owner,
      pipes: own.length,
      metres: own.reduce((sum, { metres }) => sum + metres, 0),
    }))
    .toSorted((a, b) => b.metres - a.metres);
}
