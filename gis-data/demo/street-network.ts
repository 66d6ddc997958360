/**
 * Streets drawn as lines become a network: junctions where they cross, links between junctions, and the blocks that
 * they enclose. Everything that lies between two kerbs or two red lines follows from here by `cornerBetween`, so
 * neighbouring surfaces share their points exactly.
 */
import { crossSection, type CrossSection, type StreetClass } from './cross-section.ts';
import type { Point } from './frame.ts';
import {
  beside,
  crossings,
  distance,
  lengthOf,
  line,
  must,
  parallel,
  pointAt,
  segmentsCross,
  type Line,
} from './line.ts';

export type StreetDraft = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly class: StreetClass;
  readonly builtYear: number;
  readonly axis: readonly Point[];
};
export type Street = Omit<StreetDraft, 'axis'> &
  CrossSection & {
    readonly axis: readonly Point[];
    /** The axis with its stations. */
    readonly line: Line;
    readonly lengthMetres: number;
  };
/** One street between two neighbouring junctions. */
export type Link = {
  readonly id: string;
  readonly street: Street;
  /** Stations of the street. */
  readonly from: number;
  readonly to: number;
  readonly start: Junction;
  readonly end: Junction;
};
/** A link as seen from a junction, outwards: `sign` is −1 where that is against the street's direction. */
export type Leg = {
  readonly link: Link;
  readonly street: Street;
  readonly station: number;
  readonly sign: 1 | -1;
};
export type Junction = {
  readonly id: string;
  readonly at: Point;
  /** Anticlockwise; a single leg is the end of a street. */
  readonly legs: readonly Leg[];
};
/** A step around a block, with the block at the left. */
export type Side = { readonly link: Link; readonly forward: boolean };
export type Network = {
  readonly streets: readonly Street[];
  readonly junctions: readonly Junction[];
  readonly links: readonly Link[];
  /** Each a closed walk with the enclosed land at its left. */
  readonly faces: readonly (readonly Side[])[];
};

/** An end that sticks out less than this over the last crossing was drawn long on purpose, and is cut. */
const OVERHANG_METRES = 60;
const SAME_JUNCTION_METRES = 3;
/** How far from a junction its corners may lie. */
const CORNER_REACH_METRES = 110;
const CORNER_STEP_METRES = 5;
/** A bend of less than this (cosine) is no corner: the street goes on. */
const STRAIGHT_ON = Math.cos((14 * Math.PI) / 180);

export function streetNetwork(drafts: readonly StreetDraft[]): Network {
  const streets = drafts.map((draft) => trimmed(draft, drafts));
  const nodes: { at: Point; on: { street: Street; station: number }[] }[] = [];
  const nodeAt = (at: Point): (typeof nodes)[number] => {
    const found = nodes.find((node) => distance(node.at, at) < SAME_JUNCTION_METRES);
    if (found) return found;
    const made = { at, on: [] };
    nodes.push(made);
    return made;
  };
  const put = (at: Point, street: Street, station: number): void => {
    const node = nodeAt(at);
    if (!node.on.some((other) => other.street === street)) node.on.push({ street, station });
  };
  streets.forEach((one, index) => {
    for (const two of streets.slice(index + 1)) {
      for (const { at, on, other } of crossings(extended(one.line), extended(two.line))) {
        put(at, one, Math.min(Math.max(on - 1, 0), one.lengthMetres));
        put(at, two, Math.min(Math.max(other - 1, 0), two.lengthMetres));
      }
    }
    put(pointAt(one.line, 0), one, 0);
    put(pointAt(one.line, one.lengthMetres), one, one.lengthMetres);
  });
  const junctions = nodes.map((node, index): Junction & { legs: Leg[] } => ({
    id: `J${String(index + 1).padStart(3, '0')}`,
    at: node.at,
    legs: [],
  }));
  const links: Link[] = [];
  for (const street of streets) {
    const stops = nodes
      .flatMap((node, index) =>
        node.on
          .filter((on) => on.street === street)
          .map((on) => ({ station: on.station, junction: must(junctions[index]) })),
      )
      .toSorted((a, b) => a.station - b.station);
    for (let index = 0; index + 1 < stops.length; index++) {
      const [from, to] = [must(stops[index]), must(stops[index + 1])];
      const link: Link = {
        id: `${street.id}-${index + 1}`,
        street,
        from: from.station,
        to: to.station,
        start: from.junction,
        end: to.junction,
      };
      links.push(link);
      (from.junction as { legs: Leg[] }).legs.push({ link, street, station: from.station, sign: 1 });
      (to.junction as { legs: Leg[] }).legs.push({ link, street, station: to.station, sign: -1 });
    }
  }
  for (const junction of junctions) junction.legs.sort((a, b) => angleOf(a) - angleOf(b));
  return { streets, junctions, links, faces: facesOf(links) };
}

/** Point of a leg's parallel: `out` metres from the junction, `width` from the axis, on the left (1) or right (−1). */
export function legPoint(leg: Leg, out: number, width: number, side: 1 | -1): Point {
  return beside(leg.street.line, leg.station + leg.sign * out, side * leg.sign * width);
}

export function legEdge(leg: Leg, from: number, to: number, width: number, side: 1 | -1): Point[] {
  return parallel(
    leg.street.line,
    leg.station + leg.sign * from,
    leg.station + leg.sign * to,
    side * leg.sign * width,
  );
}

/** Where a corner's arc begins on leg a and ends on leg b, in metres from the junction, and the arc between. */
export type Corner = { readonly a: number; readonly b: number; readonly arc: readonly Point[] };

/**
 * The rounded corner between the left parallel of leg `a` and the right parallel of the next leg anticlockwise, `b`.
 * Two legs of a street that goes straight on have none.
 */
export function cornerBetween(a: Leg, b: Leg, widthA: number, widthB: number, radius: number): Corner {
  const headingA = headingOf(a);
  const headingB = headingOf(b);
  const turn = -(headingA[0] * headingB[0] + headingA[1] * headingB[1]);
  if (turn > STRAIGHT_ON) return { a: 0, b: 0, arc: [] };
  const sharp = sharpCorner(a, b, widthA, widthB);
  const angle = Math.acos(Math.max(-1, Math.min(1, turn)));
  const tangent = Math.min(radius * Math.tan(angle / 2), 34);
  const from = legPoint(a, sharp.a + tangent, widthA, 1);
  const to = legPoint(b, sharp.b + tangent, widthB, -1);
  // A cubic curve is a circle's arc to a thousandth when its handles have this length.
  const handle = (4 / 3) * Math.tan(angle / 4) * (tangent / Math.tan(angle / 2));
  const inwardA = legPoint(a, sharp.a + tangent - handle, widthA, 1);
  const inwardB = legPoint(b, sharp.b + tangent - handle, widthB, -1);
  const steps = Math.max(3, Math.ceil((angle * radius) / 2.2));
  const arc = Array.from({ length: steps - 1 }, (_, index) =>
    bezier(from, inwardA, inwardB, to, (index + 1) / steps),
  );
  return { a: sharp.a + tangent, b: sharp.b + tangent, arc };
}

/** Ring of a block, `inset` metres inside the red lines around it, its corners rounded. */
export function faceRing(face: readonly Side[], inset: number, radius: number): Point[] {
  const corners = face.map((side, index) => {
    const next = must(face[(index + 1) % face.length]);
    const [a, b] = [startLeg(next), endLeg(side)];
    return cornerBetween(
      a,
      b,
      a.street.redLineMetres / 2 + inset,
      b.street.redLineMetres / 2 + inset,
      radius,
    );
  });
  const ring: Point[] = [];
  face.forEach((side, index) => {
    const before = must(corners[(index + face.length - 1) % face.length]);
    const after = must(corners[index]);
    const leg = startLeg(side);
    const length = side.link.to - side.link.from;
    if (before.a > length - after.b)
      throw new RangeError(`block at ${side.link.id} has no room for an inset of ${inset} m`);
    ring.push(...legEdge(leg, before.a, length - after.b, leg.street.redLineMetres / 2 + inset, 1));
    ring.push(...after.arc.toReversed());
  });
  return withoutRepeats(ring);
}

/** The leg by which a step around a block leaves its first junction. */
export function startLeg({ link, forward }: Side): Leg {
  return forward
    ? { link, street: link.street, station: link.from, sign: 1 }
    : { link, street: link.street, station: link.to, sign: -1 };
}

function endLeg({ link, forward }: Side): Leg {
  return startLeg({ link, forward: !forward });
}

export function withoutRepeats(ring: readonly Point[]): Point[] {
  return ring.filter(
    (point, index) => distance(point, must(ring[(index + ring.length - 1) % ring.length])) > 0.005,
  );
}

/** Where two parallels meet, in metres along each leg from the junction; the meeting nearest to it. */
function sharpCorner(a: Leg, b: Leg, widthA: number, widthB: number): { a: number; b: number } {
  const outs = Array.from(
    { length: (2 * CORNER_REACH_METRES) / CORNER_STEP_METRES + 1 },
    (_, index) => index * CORNER_STEP_METRES - CORNER_REACH_METRES,
  );
  const alongA = outs.map((out) => legPoint(a, out, widthA, 1));
  const alongB = outs.map((out) => legPoint(b, out, widthB, -1));
  let best: { a: number; b: number } | undefined;
  for (let i = 0; i + 1 < outs.length; i++) {
    for (let j = 0; j + 1 < outs.length; j++) {
      const hit = segmentsCross(must(alongA[i]), must(alongA[i + 1]), must(alongB[j]), must(alongB[j + 1]));
      if (!hit) continue;
      const found = {
        a: must(outs[i]) + hit.s * CORNER_STEP_METRES,
        b: must(outs[j]) + hit.t * CORNER_STEP_METRES,
      };
      if (!best || Math.abs(found.a) + Math.abs(found.b) < Math.abs(best.a) + Math.abs(best.b)) best = found;
    }
  }
  if (!best) throw new RangeError(`streets ${a.street.id} and ${b.street.id} make no corner`);
  return best;
}

function headingOf(leg: Leg): Point {
  const near = legPoint(leg, 0, 0, 1);
  const far = legPoint(leg, 25, 0, 1);
  const length = distance(near, far);
  return [(far[0] - near[0]) / length, (far[1] - near[1]) / length];
}

function angleOf(leg: Leg): number {
  const [x, y] = headingOf(leg);
  return Math.atan2(y, x);
}

/** A draft without its overhanging ends. */
function trimmed(draft: StreetDraft, drafts: readonly StreetDraft[]): Street {
  const drawn = line(draft.axis);
  const stations = drafts
    .filter((other) => other !== draft)
    .flatMap((other) => crossings(drawn, line(other.axis)).map((crossing) => crossing.on));
  const [first, last] = [Math.min(...stations), Math.max(...stations)];
  const from = first < OVERHANG_METRES ? first : 0;
  const to = lengthOf(drawn) - last < OVERHANG_METRES ? last : lengthOf(drawn);
  const axis = line(parallel(drawn, from, to, 0));
  const { axis: _, ...named } = draft;
  return {
    ...named,
    ...crossSection(draft.class),
    axis: axis.points,
    line: axis,
    lengthMetres: lengthOf(axis),
  };
}

/** One metre longer at both ends, so that a street that ends on another is found to meet it. */
function extended(one: Line): Line {
  const length = lengthOf(one);
  return line([pointAt(one, -1), ...one.points, pointAt(one, length + 1)]);
}

function facesOf(links: readonly Link[]): (readonly Side[])[] {
  const done = new Set<string>();
  const faces: Side[][] = [];
  for (const first of links.flatMap((link): Side[] => [
    { link, forward: true },
    { link, forward: false },
  ])) {
    if (done.has(keyOf(first))) continue;
    const face: Side[] = [];
    for (let side = first; !done.has(keyOf(side)); side = nextSide(side)) {
      done.add(keyOf(side));
      face.push(side);
    }
    if (areaOfWalk(face) > 0) faces.push(face);
  }
  return faces;
}

/** Turns left as sharply as possible: clockwise next to the way back. */
function nextSide({ link, forward }: Side): Side {
  const { legs } = forward ? link.end : link.start;
  const back = legs.findIndex((leg) => leg.link === link && leg.sign === (forward ? -1 : 1));
  const next = must(legs[(back + legs.length - 1) % legs.length]);
  return { link: next.link, forward: next.sign === 1 };
}

function keyOf({ link, forward }: Side): string {
  return `${link.id}${forward ? '+' : '-'}`;
}

function areaOfWalk(face: readonly Side[]): number {
  const points = face.flatMap((side) => legEdge(startLeg(side), 0, side.link.to - side.link.from, 0, 1));
  return points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = must(points[(index + 1) % points.length]);
    return sum + x * nextY - nextX * y;
  }, 0);
}

function bezier(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const s = 1 - t;
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [a[0] * wa + b[0] * wb + c[0] * wc + d[0] * wd, a[1] * wa + b[1] * wb + c[1] * wc + d[1] * wd];
}
