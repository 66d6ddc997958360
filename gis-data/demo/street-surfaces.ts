/**
 * The paved surfaces of the streets, each a ring in the district's frame. They share their points along every edge:
 * no gap and no overlap, but for the markings, which lie on the carriageways.
 */
import type { StripKind } from './cross-section.ts';
import type { Point } from './frame.ts';
import { beside, must, parallel } from './line.ts';
import { network } from './network.ts';
import type { Ring } from './polygon.ts';
import {
  cornerBetween,
  legEdge,
  legPoint,
  withoutRepeats,
  type Corner,
  type Junction,
  type Leg,
  type Link,
} from './street-network.ts';

export type StreetSurface = {
  readonly id: string;
  readonly street: string;
  readonly surface: StripKind | 'marking' | 'marking-yellow' | 'zebra';
  /** Disjoint parts. */
  readonly rings: readonly Ring[];
};

/** Kerb radius by the narrower of the two streets. */
const KERB_RADIUS_METRES = { expressway: 18, arterial: 15, secondary: 12, branch: 9 } as const;
const RED_LINE_RADIUS_METRES = 9;
/** Straight piece between the end of a corner's arc and the first strip. */
const MOUTH_SLACK_METRES = 0.8;
const ZEBRA = { gapMetres: 1, depthMetres: 4, stripeMetres: 0.45, betweenMetres: 0.6 } as const;
/** A median begins behind the crossing. */
const MEDIAN_FROM_MOUTH_METRES = 6.4;
const STOP_LINE = { fromMouthMetres: 6.2, widthMetres: 0.35 } as const;
/** Lane lines of GB 5768: 6 m drawn, 9 m left out; near a junction they are solid. */
const DASH = { metres: 6, gapMetres: 9, solidMetres: 28, widthMetres: 0.15 } as const;
const EDGE_LINE = { fromKerbMetres: 0.3, widthMetres: 0.15 } as const;

let made: readonly StreetSurface[] | undefined;

export function streetSurfaces(): readonly StreetSurface[] {
  made ??= [
    ...network.links.flatMap(linkSurfaces),
    ...network.junctions.flatMap(junctionSurfaces),
    ...network.links.flatMap(markings),
  ];
  return made;
}

/** Stations between which a link's strips run: behind the corners at both ends. */
export function spanOf(link: Link): { readonly from: number; readonly to: number } {
  return { from: link.from + mouthOf(link, link.start), to: link.to - mouthOf(link, link.end) };
}

/** The junction's carriageway ends this far from its middle on the leg of the link. */
export function mouthOf(link: Link, junction: Junction): number {
  const shape = shapeOf(junction);
  return must(shape.mouths[junction.legs.findIndex((leg) => leg.link === link)]);
}

/** Whether two neighbouring legs are one street that goes straight on. */
function isStraight(corner: Corner): boolean {
  return corner.arc.length === 0;
}

type JunctionShape = {
  readonly mouths: readonly number[];
  /** Between leg i and the next anticlockwise: at the kerb and at the red line. */
  readonly kerbs: readonly Corner[];
  readonly redLines: readonly Corner[];
};
const shapes = new Map<Junction, JunctionShape>();

function shapeOf(junction: Junction): JunctionShape {
  const known = shapes.get(junction);
  if (known) return known;
  const { legs } = junction;
  const corners = (half: (leg: Leg) => number, radius: (a: Leg, b: Leg) => number): Corner[] =>
    legs.length < 2
      ? []
      : legs.map((leg, index) => {
          const next = must(legs[(index + 1) % legs.length]);
          return cornerBetween(leg, next, half(leg), half(next), radius(leg, next));
        });
  const kerbs = corners(
    (leg) => leg.street.carriagewayMetres / 2,
    (a, b) => Math.min(KERB_RADIUS_METRES[a.street.class], KERB_RADIUS_METRES[b.street.class]),
  );
  const redLines = corners(
    (leg) => leg.street.redLineMetres / 2,
    () => RED_LINE_RADIUS_METRES,
  );
  const mouths = legs.map((_, index) => {
    const before = (index + legs.length - 1) % legs.length;
    if (kerbs.length === 0) return 0;
    return (
      Math.max(
        must(kerbs[index]).a,
        must(redLines[index]).a,
        must(kerbs[before]).b,
        must(redLines[before]).b,
      ) + MOUTH_SLACK_METRES
    );
  });
  const shape = { mouths, kerbs, redLines };
  shapes.set(junction, shape);
  return shape;
}

function linkSurfaces(link: Link): StreetSurface[] {
  const { street } = link;
  const { from, to } = spanOf(link);
  const surface = (kind: StripKind, serial: string, rings: readonly Ring[]): StreetSurface => ({
    id: `${link.id}-${kind}${serial}`,
    street: street.name,
    surface: kind,
    rings,
  });
  const median = street.strips.find((strip) => strip.kind === 'median');
  const medianFrom = link.start.legs.length > 1 ? from + MEDIAN_FROM_MOUTH_METRES : from;
  const medianTo = link.end.legs.length > 1 ? to - MEDIAN_FROM_MOUTH_METRES : to;
  const found = street.strips.flatMap(({ kind, fromMetres, toMetres }, index) => {
    const [start, end] =
      median && (kind === 'carriageway' || kind === 'median') ? [medianFrom, medianTo] : [from, to];
    return [surface(kind, `-${index}`, [band(link, start, end, fromMetres, toMetres)])];
  });
  if (!median) return found;
  const half = street.carriagewayMetres / 2;
  // Where the median has ended the carriageway is one piece from kerb to kerb.
  const ends = [
    [from, medianFrom],
    [medianTo, to],
  ].filter(([a, b]) => must(b) - must(a) > 0.01);
  return [
    ...found,
    ...ends.map(([a, b], index) =>
      surface('carriageway', `-end${index}`, [
        throughPoints(link, must(a), must(b), -half, half, [must(median).fromMetres, must(median).toMetres]),
      ]),
    ),
  ];
}

/** The strip of a link between two offsets. */
function band({ street }: Link, from: number, to: number, right: number, left: number): Ring {
  return [...parallel(street.line, from, to, right), ...parallel(street.line, to, from, left)];
}

/** As `band`, with extra points on both ends where three neighbours meet it. */
function throughPoints(
  link: Link,
  from: number,
  to: number,
  right: number,
  left: number,
  at: readonly number[],
): Ring {
  const axis = link.street.line;
  return [
    ...parallel(axis, from, to, right),
    ...at.map((offset) => beside(axis, to, offset)),
    ...parallel(axis, to, from, left),
    ...at.toReversed().map((offset) => beside(axis, from, offset)),
  ];
}

function junctionSurfaces(junction: Junction): StreetSurface[] {
  const { legs } = junction;
  if (legs.length < 2) return [];
  const { mouths, kerbs, redLines } = shapeOf(junction);
  const street = must(legs[0]).street.name;
  const kerbPath = (index: number): Point[] =>
    cornerPath(junction, index, kerbs, (leg) => leg.street.carriagewayMetres / 2, mouths);
  const redPath = (index: number): Point[] =>
    cornerPath(junction, index, redLines, (leg) => leg.street.redLineMetres / 2, mouths);
  const carriageway = legs.flatMap((leg, index) => {
    const half = leg.street.carriagewayMetres / 2;
    return [legPoint(leg, must(mouths[index]), half, -1), ...kerbPath(index)];
  });
  const pieces: StreetSurface[] = [
    {
      id: `${junction.id}-carriageway`,
      street,
      surface: 'carriageway',
      rings: [withoutRepeats(carriageway)],
    },
  ];
  legs.forEach((leg, index) => {
    const next = must(legs[(index + 1) % legs.length]);
    if (!isStraight(must(kerbs[index]))) {
      pieces.push({
        id: `${junction.id}-corner${index}`,
        street,
        surface: 'footway',
        rings: [withoutRepeats([...kerbPath(index).toReversed(), ...redPath(index)])],
      });
      return;
    }
    // Nothing joins on this side: the street's own strips go on.
    for (const strip of leg.street.strips) {
      const [inner, outer] =
        leg.sign === 1 ? [strip.fromMetres, strip.toMetres] : [-strip.toMetres, -strip.fromMetres];
      if (outer <= leg.street.carriagewayMetres / 2) continue;
      const [a, b] = [must(mouths[index]), must(mouths[(index + 1) % legs.length])];
      const edge = (width: number): Point[] => [
        ...legEdge(leg, a, 0, width, 1),
        ...legEdge(next, 0, b, width, -1),
      ];
      pieces.push({
        id: `${junction.id}-${strip.kind}${index}`,
        street: leg.street.name,
        surface: strip.kind,
        rings: [withoutRepeats([...edge(inner).toReversed(), ...edge(outer)])],
      });
    }
  });
  return pieces;
}

/** From the mouth of leg `index` around the corner to the mouth of the next leg. */
function cornerPath(
  junction: Junction,
  index: number,
  corners: readonly Corner[],
  half: (leg: Leg) => number,
  mouths: readonly number[],
): Point[] {
  const { legs } = junction;
  const [a, b] = [must(legs[index]), must(legs[(index + 1) % legs.length])];
  const corner = must(corners[index]);
  return [
    ...legEdge(a, must(mouths[index]), corner.a, half(a), 1),
    ...corner.arc,
    ...legEdge(b, corner.b, must(mouths[(index + 1) % legs.length]), half(b), -1),
  ];
}

function markings(link: Link): StreetSurface[] {
  const { street } = link;
  const { from, to } = spanOf(link);
  if (to - from < 24) return [];
  const white: Ring[] = [];
  const yellow: Ring[] = [];
  const zebra: Ring[] = [];
  const half = street.carriagewayMetres / 2;
  const middle = street.strips.find((strip) => strip.kind === 'median')?.toMetres ?? 0;
  const lanes = street.lanes / 2;
  const laneMetres = (half - middle) / lanes;
  const lineAt = (
    rings: Ring[],
    offset: number,
    start: number,
    end: number,
    width: number = DASH.widthMetres,
  ): void => {
    if (end > start) rings.push(band(link, start, end, offset - width / 2, offset + width / 2));
  };
  const crossed = [link.start, link.end].map((junction) => junction.legs.length > 2);
  const solidFrom = from + (crossed[0] ? STOP_LINE.fromMouthMetres : 0);
  const solidTo = to - (crossed[1] ? STOP_LINE.fromMouthMetres : 0);
  for (const side of [1, -1]) {
    for (let lane = 1; lane < lanes; lane++) {
      const offset = side * (middle + lane * laneMetres);
      const [start, end] = [
        solidFrom + (crossed[0] ? DASH.solidMetres : 0),
        solidTo - (crossed[1] ? DASH.solidMetres : 0),
      ];
      if (crossed[0]) lineAt(white, offset, solidFrom, Math.min(start, end));
      if (crossed[1] && end > start) lineAt(white, offset, end, solidTo);
      for (let at = start + DASH.gapMetres / 2; at + DASH.metres < end; at += DASH.metres + DASH.gapMetres)
        lineAt(white, offset, at, at + DASH.metres);
    }
    if (street.class !== 'branch')
      lineAt(white, side * (half - EDGE_LINE.fromKerbMetres), solidFrom, solidTo, EDGE_LINE.widthMetres);
  }
  if (middle === 0) {
    if (street.class === 'secondary')
      for (const offset of [-0.17, 0.17]) lineAt(yellow, offset, solidFrom, solidTo);
    else for (let at = solidFrom; at + 4 < solidTo; at += 10) lineAt(yellow, 0, at, at + 4);
  }
  for (const index of [0, 1]) {
    if (!crossed[index]) continue;
    const sign = index === 0 ? 1 : -1;
    const mouth = index === 0 ? from : to;
    const near = mouth + sign * ZEBRA.gapMetres;
    const far = near + sign * ZEBRA.depthMetres;
    const step = ZEBRA.stripeMetres + ZEBRA.betweenMetres;
    const count = Math.floor((2 * half - 1 + ZEBRA.betweenMetres) / step);
    for (let stripe = 0; stripe < count; stripe++) {
      const right = -((count * step - ZEBRA.betweenMetres) / 2) + stripe * step;
      zebra.push(band(link, Math.min(near, far), Math.max(near, far), right, right + ZEBRA.stripeMetres));
    }
    // Traffic keeps right: who comes to the junction is on the left of the way out of it.
    const stop = mouth + sign * (STOP_LINE.fromMouthMetres - STOP_LINE.widthMetres);
    const [stopFrom, stopTo] = [
      Math.min(stop, stop + sign * STOP_LINE.widthMetres),
      Math.max(stop, stop + sign * STOP_LINE.widthMetres),
    ];
    const [inner, outer] = [middle + 0.2, half - 0.25];
    white.push(
      sign === 1 ? band(link, stopFrom, stopTo, inner, outer) : band(link, stopFrom, stopTo, -outer, -inner),
    );
    if (street.class !== 'branch' && to - from > 70) {
      for (let lane = 0; lane < lanes; lane++) {
        const offset = sign * (middle + (lane + 0.5) * laneMetres);
        white.push(arrow(link, mouth + sign * 24, offset, -sign as 1 | -1));
      }
    }
  }
  return [
    { id: `${link.id}-marking`, street: street.name, surface: 'marking' as const, rings: white },
    { id: `${link.id}-yellow`, street: street.name, surface: 'marking-yellow' as const, rings: yellow },
    { id: `${link.id}-zebra`, street: street.name, surface: 'zebra' as const, rings: zebra },
  ].filter((one) => one.rings.length > 0);
}

/** An arrow six metres long that points along (1) or against (−1) the street. */
function arrow({ street }: Link, station: number, offset: number, sense: 1 | -1): Ring {
  const outline: readonly Point[] = [
    [-3, -0.1],
    [0.9, -0.1],
    [0.9, -0.38],
    [3, 0],
    [0.9, 0.38],
    [0.9, 0.1],
    [-3, 0.1],
  ];
  return outline.map(([ahead, aside]) =>
    beside(street.line, station + sense * ahead, offset + sense * aside),
  );
}
