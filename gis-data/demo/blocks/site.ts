/**
 * A block while it is being laid out. Coordinates are the site's own: metres from its middle, x along its southern
 * side, y into it. What is put down keeps clear of what is there already, so a layout may simply try.
 */
import type { Point } from '../frame.ts';
import { distance, must, segmentsCross } from '../line.ts';
import { contains, distanceToRing, boundsOf, centroid, type Ring } from '../polygon.ts';
import type { Block } from '../plan.ts';
import type { Random } from '../random.ts';
import { faceRing, legEdge, startLeg, type Side } from '../street-network.ts';
import { box, roundedBox, shifted } from './footprints.ts';

export type BuildingUse =
  | 'residential'
  | 'office'
  | 'government'
  | 'commercial'
  | 'hotel'
  | 'education'
  | 'medical'
  | 'culture'
  | 'sport'
  | 'industrial'
  | 'transport'
  | 'village'
  | 'utility'
  | 'other';
export type Facade = 'dwelling' | 'curtain' | 'ribbon' | 'shop' | 'school' | 'blank' | 'village';
export type Surface =
  | 'drive'
  | 'parking'
  | 'plaza'
  | 'path'
  | 'lawn'
  | 'garden'
  | 'running-track'
  | 'pitch'
  | 'marking'
  | 'footway';
export type TreeKind = 'shade' | 'palm' | 'small' | 'shrub';

export type BuildingPlan = {
  readonly use: BuildingUse;
  readonly facade: Facade;
  readonly floors: number;
  readonly storeyMetres: number;
  /** Floors below ground. */
  readonly cellars?: number;
  /** Where a part on top of another begins, metres above the ground. */
  readonly footMetres?: number;
  /** Added above the last floor: parapet, crown, the rise of a hall's roof. */
  readonly topMetres?: number;
  readonly name?: string;
  readonly nameEn?: string;
  readonly structure?: string;
  readonly builtYear?: number;
  readonly floorAreaM2?: number;
};
/** `part`: stands on or against another one, as a tower on its podium. */
export type Building = BuildingPlan & { readonly ring: Ring; readonly hole?: Ring; readonly part?: true };
export type Paving = { readonly surface: Surface; readonly ring: Ring; readonly hole?: Ring };
export type Pond = { readonly ring: Ring; readonly name?: string; readonly nameEn?: string };
export type TreeSpot = { readonly at: Point; readonly kind: TreeKind };
/** All in the district's frame. */
export type Layout = {
  readonly block: Block;
  readonly buildings: readonly Building[];
  readonly pavings: readonly Paving[];
  readonly ponds: readonly Pond[];
  readonly trees: readonly TreeSpot[];
};

type Bounds = ReturnType<typeof boundsOf>;
type Shape = { readonly ring: Ring; readonly hole?: Ring; readonly bounds: Bounds };
type Taken = Shape & { readonly kind: 'building' | 'hard' | 'water' | 'kept' };

const TREE_FROM_WALL_METRES = 2.6;
const TREE_FROM_KERB_METRES = 0.7;
const TREE_APART_METRES = 3;
const CORNER_RADIUS_METRES = 6;

export class Site {
  readonly block: Block;
  readonly random: Random;
  readonly #origin: Point;
  readonly #east: Point;
  readonly #insets = new Map<number, Ring | undefined>();
  readonly #taken: Taken[] = [];
  readonly #buildings: Building[] = [];
  readonly #pavings: Paving[] = [];
  readonly #ponds: Pond[] = [];
  readonly #trees: TreeSpot[] = [];

  constructor(block: Block, random: Random) {
    this.block = block;
    this.random = random;
    this.#origin = centroid(block.ring);
    this.#east = eastOf(block.sides);
  }

  /** Ring of the block in its own coordinates, `metres` inside the red lines; undefined where there is no room. */
  inset(metres: number): Ring | undefined {
    if (!this.#insets.has(metres)) this.#insets.set(metres, this.#insetRing(metres));
    return this.#insets.get(metres);
  }

  /** West and east end of a strip around the latitude `y`, within an inset of the block. */
  across(y: number, metres: number, height = 0): readonly [west: number, east: number] | undefined {
    return this.#span(metres, y, height, 1);
  }

  /** South and north end of a strip around the longitude `x`. */
  up(x: number, metres: number, width = 0): readonly [south: number, north: number] | undefined {
    return this.#span(metres, x, width, 0);
  }

  bounds(metres: number): { minX: number; minY: number; maxX: number; maxY: number } {
    return boundsOf(this.inset(metres) ?? []);
  }

  /** Puts a building there unless something is in the way; says whether it stands. */
  erect(
    ring: Ring,
    plan: BuildingPlan,
    options: { clear?: number; inset?: number; hole?: Ring } = {},
  ): boolean {
    const { clear = 4, inset = 3, hole } = options;
    if (!this.#within(ring, inset) || !this.#isFree(ring, clear)) return false;
    this.#take('building', ring, hole);
    this.#buildings.push({ ...plan, ring, ...(hole ? { hole } : {}) });
    return true;
  }

  /** The first of the places where the building can stand. */
  erectAt(
    ring: Ring,
    places: readonly Point[],
    plan: BuildingPlan,
    options: { clear?: number; inset?: number } = {},
  ): Point | undefined {
    return places.find((place) => this.erect(shifted(ring, place), plan, options));
  }

  /** Beds of lawn and planting wherever there is room left, so that no yard is bare. */
  fillGreen(tries: number, clear = 2.4): void {
    const { minX, minY, maxX, maxY } = this.bounds(4);
    for (let index = 0; index < tries; index++) {
      const [width, depth] =
        index < tries / 3
          ? [this.random.between(22, 46), this.random.between(12, 24)]
          : [this.random.between(8, 24), this.random.between(5, 12)];
      const at: Point = [this.random.between(minX, maxX), this.random.between(minY, maxY)];
      const turned = this.random.next() < 0.35;
      const bed = shifted(roundedBox(turned ? depth : width, turned ? width : depth, 2.5), at);
      if (this.#within(grown(bed, 1), 3) && this.#isFree(bed, clear)) {
        this.#pavings.push({ surface: this.random.next() < 0.6 ? 'lawn' : 'garden', ring: bed });
        this.#take('kept', bed);
      }
    }
  }

  /** A part that stands on the building put up before. */
  crown(ring: Ring, plan: BuildingPlan): void {
    this.#buildings.push({ ...plan, ring, part: true });
  }

  /** Hard ground unless something is in the way. */
  pave(surface: Surface, ring: Ring, options: { inset?: number; hole?: Ring; clear?: number } = {}): boolean {
    const { inset = 0, hole, clear = 0 } = options;
    if (!this.#within(ring, inset) || !this.#isFree(ring, clear, hole)) return false;
    this.#lay(surface, ring, hole);
    return true;
  }

  /** Soft ground: does not keep trees away. */
  sow(surface: 'lawn' | 'garden', ring: Ring): boolean {
    if (!this.#within(ring, 0) || !this.#isFree(ring, 0)) return false;
    this.#pavings.push({ surface, ring });
    this.#take('kept', ring);
    return true;
  }

  /** Ground within ground that was laid before: a pitch in its running track, a marking on a court. */
  inlay(surface: Surface, ring: Ring, hole?: Ring): void {
    this.#pavings.push({ surface, ring, ...(hole ? { hole } : {}) });
  }

  /** The way between two insets all around the block. */
  ringRoad(surface: Surface, outer: number, inner: number): boolean {
    const [ring, hole] = [this.inset(outer), this.inset(inner)];
    if (!ring || !hole) return false;
    this.#lay(surface, ring, hole);
    return true;
  }

  pond(ring: Ring, named: { name?: string; nameEn?: string } = {}): boolean {
    if (!this.#within(ring, 4) || !this.#isFree(ring, 1.5)) return false;
    this.#take('water', ring);
    this.#ponds.push({ ring, ...named });
    return true;
  }

  /** Water that is there already: the river through a block. */
  avoid(ring: Ring): void {
    this.#take('water', ring);
  }

  /** Room that nothing else may take; gardens and courts that are laid out later ask `release`. */
  keep(ring: Ring): () => void {
    const taken = this.#take('kept', ring);
    return () => {
      this.#taken.splice(this.#taken.indexOf(taken), 1);
    };
  }

  plant(at: Point, kind: TreeKind, apart = TREE_APART_METRES): boolean {
    const edge = this.inset(1.2);
    if (!edge || !contains(edge, at)) return false;
    for (const taken of this.#taken) {
      if (taken.kind === 'kept' || !isNear(taken.bounds, at)) continue;
      const clear = taken.kind === 'building' ? TREE_FROM_WALL_METRES : TREE_FROM_KERB_METRES;
      if (
        covers(taken, at) ||
        distanceToRing(taken.ring, at) < clear ||
        (taken.hole && distanceToRing(taken.hole, at) < clear)
      )
        return false;
    }
    if (this.#trees.some((tree) => distance(tree.at, at) < apart)) return false;
    this.#trees.push({ at, kind });
    return true;
  }

  /** Trees in a row along an inset of the block. */
  plantAround(metres: number, spacing: number, kind: TreeKind): void {
    const ring = this.inset(metres);
    if (!ring) return;
    let next = spacing / 2;
    let gone = 0;
    ring.forEach((point, index) => {
      const to = must(ring[(index + 1) % ring.length]);
      const length = distance(point, to);
      for (; next < gone + length; next += spacing) {
        const share = (next - gone) / length;
        this.plant([point[0] + (to[0] - point[0]) * share, point[1] + (to[1] - point[1]) * share], kind);
      }
      gone += length;
    });
  }

  /** Up to `count` trees anywhere in the block, in loose clumps. */
  scatter(count: number, pick: () => TreeKind, within: Ring | undefined = this.inset(2)): void {
    if (!within) return;
    const { minX, minY, maxX, maxY } = boundsOf(within);
    for (let planted = 0, tries = 0; planted < count && tries < count * 8; tries++) {
      const middle: Point = [this.random.between(minX, maxX), this.random.between(minY, maxY)];
      if (!contains(within, middle)) continue;
      for (let index = this.random.integer(1, 4); index > 0 && planted < count; index--) {
        const at: Point = [middle[0] + this.random.between(-7, 7), middle[1] + this.random.between(-7, 7)];
        if (contains(within, at) && this.plant(at, pick())) planted++;
      }
    }
  }

  /** Shops and the like in a row along a side of the block, each box turned to the street. */
  lineSide(
    side: Side,
    options: { inset: number; depth: number; length: readonly [number, number]; gap: number; ends: number },
    put: (ring: Ring) => void,
  ): void {
    const leg = startLeg(side);
    const total = side.link.to - side.link.from;
    const width = leg.street.redLineMetres / 2 + options.inset + options.depth / 2;
    for (let from = options.ends; from < total - options.ends;) {
      const length = this.random.between(...options.length);
      if (from + length > total - options.ends) break;
      const [a, b] = [
        must(legEdge(leg, from, from + 1, width, 1)[0]),
        must(legEdge(leg, from + length, from + length + 1, width, 1)[0]),
      ].map((point) => this.local(point)) as [Point, Point];
      const degrees = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
      put(shifted(box(distance(a, b), options.depth), [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], degrees));
      from += length + options.gap;
    }
  }

  local([x, y]: Point): Point {
    const [dx, dy] = [x - this.#origin[0], y - this.#origin[1]];
    return [dx * this.#east[0] + dy * this.#east[1], -dx * this.#east[1] + dy * this.#east[0]];
  }

  world([x, y]: Point): Point {
    return [
      this.#origin[0] + x * this.#east[0] - y * this.#east[1],
      this.#origin[1] + x * this.#east[1] + y * this.#east[0],
    ];
  }

  layout(): Layout {
    const world = (ring: Ring): Ring => ring.map((point) => this.world(point));
    const turned = <T extends { ring: Ring; hole?: Ring }>(one: T): T => ({
      ...one,
      ring: world(one.ring),
      ...(one.hole ? { hole: world(one.hole) } : {}),
    });
    return {
      block: this.block,
      buildings: this.#buildings.map(turned),
      pavings: this.#pavings.map(turned),
      ponds: this.#ponds.map(turned),
      trees: this.#trees.map((tree) => ({ ...tree, at: this.world(tree.at) })),
    };
  }

  #lay(surface: Surface, ring: Ring, hole?: Ring): void {
    this.#pavings.push({ surface, ring, ...(hole ? { hole } : {}) });
    this.#take('hard', ring, hole);
  }

  #take(kind: Taken['kind'], ring: Ring, hole?: Ring): Taken {
    const taken: Taken = { kind, ring, bounds: boundsOf(ring), ...(hole ? { hole } : {}) };
    this.#taken.push(taken);
    return taken;
  }

  #insetRing(metres: number): Ring | undefined {
    // Land that no street encloses has one ring only; `#within` measures from it.
    if (this.block.sides.length === 0) return this.block.ring.map((point) => this.local(point));
    try {
      return faceRing(this.block.sides, metres, CORNER_RADIUS_METRES).map((point) => this.local(point));
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #within(ring: Ring, inset: number): boolean {
    const edge = this.inset(inset);
    if (!edge) return false;
    if (
      this.block.sides.length === 0 &&
      inset > 0 &&
      ring.some((point) => distanceToRing(edge, point) < inset)
    )
      return false;
    return ring.every((point, index) => {
      const [nextX, nextY] = must(ring[(index + 1) % ring.length]);
      return contains(edge, point) && contains(edge, [(point[0] + nextX) / 2, (point[1] + nextY) / 2]);
    });
  }

  #isFree(ring: Ring, clear: number, hole?: Ring): boolean {
    const wide = clear > 0 ? grown(ring, clear) : ring;
    const shape: Shape = { ring: wide, bounds: boundsOf(wide), ...(hole ? { hole } : {}) };
    return this.#taken.every((taken) => !conflict(taken, shape));
  }

  #span(
    metres: number,
    middle: number,
    thickness: number,
    axis: 0 | 1,
  ): readonly [number, number] | undefined {
    const ring = this.inset(metres);
    if (!ring) return undefined;
    const levels = thickness > 0 ? [middle - thickness / 2, middle, middle + thickness / 2] : [middle];
    let [low, high] = [-Infinity, Infinity];
    for (const level of levels) {
      const hits: number[] = [];
      ring.forEach((a, index) => {
        const b = must(ring[(index + 1) % ring.length]);
        if (a[axis] > level !== b[axis] > level) {
          const share = (level - a[axis]) / (b[axis] - a[axis]);
          hits.push(a[(1 - axis) as 0 | 1] + share * (b[(1 - axis) as 0 | 1] - a[(1 - axis) as 0 | 1]));
        }
      });
      if (hits.length < 2) return undefined;
      low = Math.max(low, Math.min(...hits));
      high = Math.min(high, Math.max(...hits));
    }
    return low < high ? [low, high] : undefined;
  }
}

/** The ring of a rectangle between any two opposite corners. */
export function rectangle(xa: number, ya: number, xb: number, yb: number): Ring {
  const [x0, x1, y0, y1] = [Math.min(xa, xb), Math.max(xa, xb), Math.min(ya, yb), Math.max(ya, yb)];
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** Moves every side of an anticlockwise ring outwards. */
export function grown(ring: Ring, metres: number): Ring {
  return ring.map(([x, y], index): Point => {
    const [ax, ay] = must(ring[(index + ring.length - 1) % ring.length]);
    const [bx, by] = must(ring[(index + 1) % ring.length]);
    const before = normal(x - ax, y - ay);
    const after = normal(bx - x, by - y);
    const [nx, ny] = [before[0] + after[0], before[1] + after[1]];
    // Mitre: 2·metres / |n|², which a sharp point would send far away.
    const scale = metres * Math.min(2, 2 / (nx * nx + ny * ny || 1));
    return [x + nx * scale, y + ny * scale];
  });
}

/** To the right of a direction. */
function normal(dx: number, dy: number): Point {
  const length = Math.hypot(dx, dy) || 1;
  return [dy / length, -dx / length];
}

function covers({ ring, hole }: Shape, at: Point): boolean {
  return contains(ring, at) && !(hole && contains(hole, at));
}

function isNear({ minX, minY, maxX, maxY }: Bounds, [x, y]: Point): boolean {
  const reach = TREE_FROM_WALL_METRES;
  return x > minX - reach && x < maxX + reach && y > minY - reach && y < maxY + reach;
}

function conflict(one: Shape, two: Shape): boolean {
  if (apart(one.bounds, two.bounds)) return false;
  for (const a of [one.ring, one.hole]) {
    for (const b of [two.ring, two.hole]) if (a && b && linesCross(a, b, one.bounds, two.bounds)) return true;
  }
  return covers(one, must(two.ring[0])) || covers(two, must(one.ring[0]));
}

function apart(a: Bounds, b: Bounds): boolean {
  return a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY;
}

/** Only sides within the common part of both bounds can cross. */
function linesCross(one: Ring, two: Ring, a: Bounds, b: Bounds): boolean {
  const common = {
    minX: Math.max(a.minX, b.minX),
    maxX: Math.min(a.maxX, b.maxX),
    minY: Math.max(a.minY, b.minY),
    maxY: Math.min(a.maxY, b.maxY),
  };
  const near = (ring: Ring): (readonly [Point, Point])[] => {
    const sides: (readonly [Point, Point])[] = [];
    for (let index = 0; index < ring.length; index++) {
      const [p, q] = [must(ring[index]), must(ring[(index + 1) % ring.length])];
      if (
        Math.max(p[0], q[0]) >= common.minX &&
        Math.min(p[0], q[0]) <= common.maxX &&
        Math.max(p[1], q[1]) >= common.minY &&
        Math.min(p[1], q[1]) <= common.maxY
      )
        sides.push([p, q]);
    }
    return sides;
  };
  const others = near(two);
  return (
    others.length > 0 &&
    near(one).some(([p, q]) => others.some(([r, t]) => segmentsCross(p, q, r, t) !== undefined))
  );
}

/** Unit vector along the side that runs most nearly east. */
function eastOf(sides: readonly Side[]): Point {
  let best: { length: number; vector: Point } | undefined;
  for (const side of sides) {
    const leg = startLeg(side);
    const edge = legEdge(leg, 0, side.link.to - side.link.from, 0, 1);
    const [[x0, y0], [x1, y1]] = [must(edge[0]), must(edge.at(-1))];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = Math.hypot(dx, dy);
    if (dx / length > 0.8 && (!best || length > best.length))
      best = { length, vector: [dx / length, dy / length] };
  }
  return best?.vector ?? [1, 0];
}
