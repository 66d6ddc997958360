/** Where land ends: beach, waterline and river, as functions of the grid and as rings of the district's frame. */
import { bend, unbend } from './bend.ts';
import type { Point } from './frame.ts';
import { must, smoothThrough } from './line.ts';
import { RIVER_KNOTS } from './streets.ts';

/** Beyond this the map goes on in one tone; the sea reaches past every horizon that a viewer of the district has. */
const FAR_METRES = 36_000;
const STEP_METRES = 14;
const RIVER_HALF_WIDTH_METRES = 36;
/** The mouth opens over the last stretch before the sea. */
const MOUTH_FROM_V = 2470;
const MOUTH_WIDENS_METRES = 54;
const WEST_U = -6000;
const EAST_U = 9000;
const SOUTH_V = -1400;

const riverAxis = smoothThrough([[2260, -1500], ...RIVER_KNOTS], 10);

/** Landward edge of the sand: where the park ends. */
export function beachV(u: number): number {
  return 2566 + 22 * Math.sin(u / 265 + 1) + 9 * Math.sin(u / 88 + 0.4);
}

/** Mean waterline. */
export function waterV(u: number): number {
  return beachV(u) + 44 + 13 * Math.sin(u / 340 + 2) + 6 * Math.sin(u / 61) + 3 * Math.sin(u / 23);
}

export function riverU(v: number): number {
  let index = riverAxis.findIndex((point) => point[1] > v);
  if (index < 1) index = index === 0 ? 1 : riverAxis.length - 1;
  const [u0, v0] = must(riverAxis[index - 1]);
  const [u1, v1] = must(riverAxis[index]);
  return u0 + ((u1 - u0) * (v - v0)) / (v1 - v0);
}

/** Half the width of the water at the latitude v of the grid. */
export function riverHalfWidth(v: number): number {
  const open = Math.max(0, Math.min(1, (v - MOUTH_FROM_V) / 160));
  return RIVER_HALF_WIDTH_METRES + 4 * Math.sin(v / 210) + MOUTH_WIDENS_METRES * open * open;
}

/** West or east bank from south to north, up to the sea. */
export function bank(side: 'west' | 'east', fromV: number, outMetres = 0): Point[] {
  const sign = side === 'west' ? -1 : 1;
  const points: Point[] = [];
  for (let v = fromV; ; v += STEP_METRES) {
    const u = riverU(v) + sign * (riverHalfWidth(v) + outMetres);
    if (v >= waterV(u)) break;
    points.push(bend([u, v]));
  }
  points.push(mouth(side, outMetres));
  return points;
}

/** Coast from `fromU` eastwards to `toU` along a line of the grid, ends included. */
export function along(edge: (u: number) => number, fromU: number, toU: number): Point[] {
  // The same stations whatever the ends, so that two stretches of one line share their points.
  const us = [fromU];
  for (let u = (Math.floor(fromU / STEP_METRES) + 1) * STEP_METRES; u < toU; u += STEP_METRES) us.push(u);
  us.push(toU);
  return us.map((u) => bend([u, edge(u)]));
}

export function mouthU(side: 'west' | 'east', outMetres = 0): number {
  const sign = side === 'west' ? -1 : 1;
  // The bank meets the waterline at a latitude that depends on where it is: three rounds settle it to centimetres.
  let u = riverU(2600) + sign * (riverHalfWidth(2600) + outMetres);
  for (let round = 0; round < 6; round++) {
    const v = waterV(u);
    u = riverU(v) + sign * (riverHalfWidth(v) + outMetres);
  }
  return u;
}

/** Rings anticlockwise, sharing their points where they touch. */
export function seaRing(): Point[] {
  const shore = [...along(waterV, WEST_U, mouthU('west')), ...along(waterV, mouthU('east'), EAST_U)];
  const [first, last] = [must(shore[0]), must(shore.at(-1))];
  return [
    [-FAR_METRES, first[1]],
    ...shore,
    [FAR_METRES, last[1]],
    [FAR_METRES, FAR_METRES],
    [-FAR_METRES, FAR_METRES],
  ];
}

/** The river, `outMetres` wider on both sides than its water. */
export function riverRing(outMetres = 0): Point[] {
  return [...bank('east', SOUTH_V, outMetres), ...bank('west', SOUTH_V, outMetres).toReversed()];
}

/** All land around, up to sea and river. */
export function landRing(): Point[] {
  const west = along(waterV, WEST_U, mouthU('west'));
  const east = along(waterV, mouthU('east'), EAST_U);
  const [first, last] = [must(west[0]), must(east.at(-1))];
  return [
    [-FAR_METRES, -FAR_METRES],
    [FAR_METRES, -FAR_METRES],
    [FAR_METRES, last[1]],
    ...east.toReversed(),
    ...bank('east', SOUTH_V).toReversed().slice(1),
    ...bank('west', SOUTH_V),
    ...west.toReversed().slice(1),
    [-FAR_METRES, first[1]],
  ];
}

/** Sand west or east of the river's mouth. */
export function sandRing(side: 'west' | 'east'): Point[] {
  const [from, to] = side === 'west' ? [WEST_U, mouthU('west')] : [mouthU('east'), EAST_U];
  const water = along(waterV, from, to);
  // Up the bank from where the sand ends to the water.
  const onBank = bank(side, SOUTH_V).filter((point) => isAbove(point));
  const land = along(beachV, side === 'west' ? from : bankU(side), side === 'west' ? bankU(side) : to);
  return side === 'west'
    ? [...land, ...onBank.slice(0, -1), ...water.toReversed()]
    : [...land, ...water.toReversed(), ...onBank.slice(0, -1).toReversed()];
}

/** Where a bank leaves the land for the sand. */
export function bankU(side: 'west' | 'east'): number {
  const sign = side === 'west' ? -1 : 1;
  let u = riverU(2560) + sign * riverHalfWidth(2560);
  for (let round = 0; round < 8; round++) u = riverU(beachV(u)) + sign * riverHalfWidth(beachV(u));
  return u;
}

function isAbove(point: Point): boolean {
  const [u, v] = unbend(point);
  return v > beachV(u) + 0.5;
}

function mouth(side: 'west' | 'east', outMetres: number): Point {
  const u = mouthU(side, outMetres);
  return bend([u, waterV(u)]);
}
