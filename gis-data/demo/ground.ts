/**
 * The ground of the district: metres of the 1985 national height datum at a point of its frame. Rises gently to the
 * south, so that gravity sewers follow the avenues to the coast; smooth everywhere but at the bridges.
 */
import { unbend } from './bend.ts';
import { beachV, riverHalfWidth, riverU, waterV } from './coast.ts';
import type { Point } from './frame.ts';
import { beside, type Line } from './line.ts';
import { network } from './network.ts';

/** 3.1‰ to the sea. */
const SLOPE = 0.0031;
const BEACH_TOP_METRES = 2.7;
const SEA_BED_METRES = -8;
/** The sea bed nears its depth over this distance. */
const SEA_BED_REACH_METRES = 250;
/** The river's level at its mouth, how it rises inland, and how deep its bed lies under it. */
const RIVER_LEVEL_METRES = 0.4;
const RIVER_SLOPE = 0.0011;
const RIVER_DEPTH_METRES = 3;
const BANK_METRES = 34;
/** A bridge's deck is as wide as its street and ends over this distance. */
const DECK_EDGE_METRES = 3;

export const SEA_LEVEL_METRES = 0;
export { RIVER_LEVEL_METRES };

/** Elevation in metres at a point of the district's frame. */
export function elevationAt(x: number, y: number): number {
  return elevationFrom(unbend([x, y]), [x, y]);
}

/** The same where the grid point (u, v) of (x, y) is known already. */
export function elevationFrom([u, v]: Point, [x, y]: Point): number {
  const waterline = waterV(u);
  const land = landLevel(u, v);
  const bankMetres = Math.abs(u - riverU(v)) - riverHalfWidth(v);
  const shore = v > beachV(u) ? beachLevel(u, v, waterline) : land;
  if (bankMetres >= BANK_METRES) return shore;
  const carved = Math.min(shore, riverbed(shore, bankMetres, riverLevel(u, v)));
  const deck = deckShare(x, y);
  return carved + (land - carved) * deck;
}

/** The land as it would be without beach and river. */
function landLevel(u: number, v: number): number {
  const inland = beachV(u) - v;
  const relief = 0.42 * Math.sin(u / 430 + 0.8) * Math.sin(v / 510 + 0.3) + 0.2 * Math.sin(u / 170 + v / 260);
  return BEACH_TOP_METRES + Math.max(0, inland) * SLOPE + relief * smooth(inland / 420);
}

function beachLevel(u: number, v: number, waterline: number): number {
  if (v <= waterline) {
    const share = (v - beachV(u)) / (waterline - beachV(u));
    return BEACH_TOP_METRES * (1 - smooth(share) * 0.55 - share * 0.45);
  }
  return SEA_BED_METRES * (1 - Math.exp((waterline - v) / SEA_BED_REACH_METRES));
}

function riverLevel(u: number, v: number): number {
  return RIVER_LEVEL_METRES + Math.max(0, beachV(u) - v) * RIVER_SLOPE;
}

/** From the top of the bank to the water, and on to the bed. */
function riverbed(land: number, bankMetres: number, level: number): number {
  if (bankMetres >= 0) return level + (land - level) * smooth(bankMetres / BANK_METRES);
  return level - RIVER_DEPTH_METRES * smooth(-bankMetres / 24);
}

/** 1 on the deck of a bridge, 0 away from it. */
function deckShare(x: number, y: number): number {
  let share = 0;
  for (const bridge of bridges()) {
    const off = offsetFrom(bridge.axis, x, y);
    if (off === undefined) continue;
    share = Math.max(share, 1 - smooth((Math.abs(off) - bridge.halfMetres) / DECK_EDGE_METRES));
  }
  return share;
}

type Bridge = { readonly axis: readonly Point[]; readonly halfMetres: number };
let found: Bridge[] | undefined;

/** The stretch of each street over the river, between the roads along its banks. */
function bridges(): Bridge[] {
  found ??= network.bridges.map(({ street, from, to }) => ({
    axis: stretch(street.line, from, to),
    halfMetres: street.redLineMetres / 2 + 1,
  }));
  return found;
}

function stretch(axis: Line, from: number, to: number): Point[] {
  const steps = Math.ceil((to - from) / 12);
  return Array.from({ length: steps + 1 }, (_, index) =>
    beside(axis, from + ((to - from) * index) / steps, 0),
  );
}

/** Distance from a line, in metres; undefined beyond its ends. */
function offsetFrom(axis: readonly Point[], x: number, y: number): number | undefined {
  let best: number | undefined;
  for (let index = 0; index + 1 < axis.length; index++) {
    const [[ax, ay], [bx, by]] = [axis[index] ?? [0, 0], axis[index + 1] ?? [0, 0]];
    const [dx, dy] = [bx - ax, by - ay];
    const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    if (share < -0.01 || share > 1.01) continue;
    const off = Math.abs((x - ax) * dy - (y - ay) * dx) / Math.hypot(dx, dy);
    if (best === undefined || off < best) best = off;
  }
  return best;
}

function smooth(share: number): number {
  const t = Math.max(0, Math.min(1, share));
  return t * t * (3 - 2 * t);
}
