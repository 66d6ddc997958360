/** Pipes along their 3D axis: round ones as tubes of their outer diameter, channels and duct blocks as boxes. */
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { Detail } from '../levels.ts';
import { MeshBuilder, type Vec3 } from '../mesh-builder.ts';
import { isSurveyed, type Place } from '../place.ts';
import { numberOf, type TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Tube = Extract<LayerSymbol, { kind: 'tube' }>;

/** Round ones as prisms of this many sides: enough at the distance at which a level is replaced. */
const SIDES: Readonly<Record<Detail, number>> = { near: 14, far: 6, farthest: 4 };
/** Drawn where a survey does not say a size; small, so that it claims nothing. */
const UNKNOWN_WIDTH_MM = 100;
/** Depth of the axis below the ground where neither a height nor a depth is known. */
const UNKNOWN_DEPTH_METRES = 1;
/** Points nearer than this to each other are one. */
const LEAST_STEP_METRES = 0.001;
/** Socket joints of a gravity pipe, drawn as collars: how far apart, how long, how much wider than the pipe. */
const COLLAR = { everyMetres: 4, lengthMetres: 0.22, widthShare: 1.12, mostOfLine: 64 };
const CAP_U = -1;
const COLLAR_U = 2;

export function produceTube(symbol: Tube, rows: readonly TileRow[], place: Place): Mesh[] {
  const builder = new MeshBuilder();
  rows.forEach((row, feature) => {
    builder.feature = feature;
    const wall = 2 * (positive(numberOf(row, symbol.wallMm)) ?? 0);
    const width = ((positive(numberOf(row, symbol.widthMm)) ?? UNKNOWN_WIDTH_MM) + wall) / 1000;
    const box = positive(numberOf(row, symbol.heightMm));
    const height = box === undefined ? width : (box + wall) / 1000;
    for (const [line] of readWkb(row.wkb).parts) {
      const axis = line ? axisOf(line, row, symbol, height, place) : [];
      if (axis.length < 2) continue;
      sweep(
        builder,
        axis,
        box === undefined ? circle(width / 2, SIDES[place.detail]) : rectangle(width, height),
        place.detail === 'near',
      );
      const isGravity =
        symbol.depthReference !== undefined && row.properties[symbol.depthReference] === 'invert';
      if (isGravity && box === undefined && place.detail === 'near') putCollars(builder, axis, width / 2);
    }
  });
  return builder.empty ? [] : [builder.mesh([1, 1, 1], 'features', 'given')];
}

/** By the survey's heights where the ground of the survey is drawn, else by its depths below a flat ground. */
function axisOf(line: Float64Array, row: TileRow, symbol: Tube, heightMetres: number, place: Place): Vec3[] {
  const [start, end] = [
    depthOfAxis(row, symbol, symbol.startDepth, heightMetres),
    depthOfAxis(row, symbol, symbol.endDepth, heightMetres),
  ];
  const points = line.length / 3;
  const axis: Vec3[] = [];
  for (let index = 0; index < points; index++) {
    const [longitude = 0, latitude = 0, z = Number.NaN] = line.subarray(index * 3, index * 3 + 3);
    const share = points > 1 ? index / (points - 1) : 0;
    const depth =
      start !== undefined && end !== undefined
        ? start + (end - start) * share
        : (start ?? end ?? UNKNOWN_DEPTH_METRES);
    const point = place.frame.local(
      longitude,
      latitude,
      Number.isFinite(z) && isSurveyed(place, longitude, latitude) ? z : -depth,
    );
    const last = axis.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1], point[2] - last[2]) > LEAST_STEP_METRES)
      axis.push(point);
  }
  return axis;
}

function depthOfAxis(
  row: TileRow,
  symbol: Tube,
  field: string | undefined,
  heightMetres: number,
): number | undefined {
  const depth = numberOf(row, field);
  if (depth === undefined) return undefined;
  const reference = symbol.depthReference === undefined ? undefined : row.properties[symbol.depthReference];
  return reference === 'axis'
    ? depth
    : reference === 'invert'
      ? depth - heightMetres / 2
      : depth + heightMetres / 2;
}

type Section = {
  readonly across: number;
  readonly up: number;
  readonly normalAcross: number;
  readonly normalUp: number;
};

function circle(radius: number, sides: number): Section[] {
  return Array.from({ length: sides + 1 }, (_, side) => {
    const angle = (side / sides) * 2 * Math.PI;
    return {
      across: Math.cos(angle) * radius,
      up: Math.sin(angle) * radius,
      normalAcross: Math.cos(angle),
      normalUp: Math.sin(angle),
    };
  });
}

function rectangle(width: number, height: number): Section[] {
  const [w, h] = [width / 2, height / 2];
  const sides: [number, number, number, number, number, number][] = [
    [w, -h, w, h, 1, 0],
    [w, h, -w, h, 0, 1],
    [-w, h, -w, -h, -1, 0],
    [-w, -h, w, -h, 0, -1],
  ];
  return sides.flatMap(([x0, y0, x1, y1, nx, ny]) => [
    { across: x0, up: y0, normalAcross: nx, normalUp: ny },
    { across: x1, up: y1, normalAcross: nx, normalUp: ny },
  ]);
}

/** The section stands across the bisector of each joint and is widened there, so that neighbours meet without a gap. */
function sweep(
  builder: MeshBuilder,
  axis: readonly Vec3[],
  section: readonly Section[],
  capped: boolean,
  firstU = 0,
): void {
  let chainage = 0;
  const rings = axis.map((point, index) => {
    const before = index > 0 ? direction(axis[index - 1] ?? point, point) : undefined;
    const after = index + 1 < axis.length ? direction(point, axis[index + 1] ?? point) : undefined;
    const along = normalise(add(before ?? [0, 0, 0], after ?? [0, 0, 0])) ?? before ?? after ?? [1, 0, 0];
    const side = normalise([along[1], -along[0], 0]) ?? [1, 0, 0];
    const up = crossProduct(side, along);
    // 1 / cos of half the bend, but a hairpin must not grow a spike.
    const widen = before && after ? Math.min(3, 1 / Math.max(0.001, dot(along, after))) : 1;
    const previous = axis[index - 1];
    if (previous)
      chainage += Math.hypot(point[0] - previous[0], point[1] - previous[1], point[2] - previous[2]);
    return section.map((corner, corners) =>
      builder.vertex(
        [0, 1, 2].map(
          (k) => (point[k] ?? 0) + (side[k] ?? 0) * corner.across * widen + (up[k] ?? 0) * corner.up,
        ) as unknown as Vec3,
        [0, 1, 2].map(
          (k) => (side[k] ?? 0) * corner.normalAcross + (up[k] ?? 0) * corner.normalUp,
        ) as unknown as Vec3,
        firstU + corners / (section.length - 1),
        chainage,
      ),
    );
  });
  if (capped) {
    cap(builder, axis[0], axis[1], section);
    cap(builder, axis.at(-1), axis.at(-2), section);
  }
  for (let index = 0; index + 1 < rings.length; index++) {
    const [near, far] = [rings[index] ?? [], rings[index + 1] ?? []];
    for (let corner = 0; corner + 1 < section.length; corner++)
      builder.quad(near[corner] ?? 0, far[corner] ?? 0, far[corner + 1] ?? 0, near[corner + 1] ?? 0);
  }
}

/** Closes the end at `at`, seen from outside: from the side away from `inside`. */
function cap(
  builder: MeshBuilder,
  at: Vec3 | undefined,
  inside: Vec3 | undefined,
  section: readonly Section[],
): void {
  if (!at || !inside) return;
  const outward = direction(inside, at);
  const side = normalise([outward[1], -outward[0], 0]) ?? [1, 0, 0];
  const up = crossProduct(side, outward);
  const middle = builder.vertex(at, outward, CAP_U, 0);
  const ring = section.map(({ across, up: rise }) =>
    builder.vertex(
      [
        at[0] + side[0] * across + up[0] * rise,
        at[1] + side[1] * across + up[1] * rise,
        at[2] + side[2] * across + up[2] * rise,
      ],
      outward,
      CAP_U,
      0,
    ),
  );
  for (let corner = 0; corner + 1 < ring.length; corner++)
    builder.triangle(middle, ring[corner + 1] ?? 0, ring[corner] ?? 0);
}

function putCollars(builder: MeshBuilder, axis: readonly Vec3[], radius: number): void {
  const ring = circle(radius * COLLAR.widthShare, SIDES.near);
  let left = COLLAR.mostOfLine;
  let next = COLLAR.everyMetres / 2;
  let chainage = 0;
  for (let index = 1; index < axis.length; index++) {
    const [from, to] = [axis[index - 1] ?? [0, 0, 0], axis[index] ?? [0, 0, 0]];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    const at = (metres: number): Vec3 =>
      [0, 1, 2].map(
        (k) => (from[k] ?? 0) + ((to[k] ?? 0) - (from[k] ?? 0)) * (metres / length),
      ) as unknown as Vec3;
    for (; next < chainage + length && left > 0; next += COLLAR.everyMetres, left--) {
      const middle = next - chainage;
      if (middle < COLLAR.lengthMetres || middle > length - COLLAR.lengthMetres) continue;
      sweep(
        builder,
        [at(middle - COLLAR.lengthMetres / 2), at(middle + COLLAR.lengthMetres / 2)],
        ring,
        true,
        COLLAR_U,
      );
    }
    chainage += length;
  }
}

function direction(a: Vec3, b: Vec3): Vec3 {
  return normalise([b[0] - a[0], b[1] - a[1], b[2] - a[2]]) ?? [1, 0, 0];
}

function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function crossProduct(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalise(v: Vec3): Vec3 | undefined {
  const length = Math.hypot(...v);
  return length < 1e-9 ? undefined : [v[0] / length, v[1] / length, v[2] / length];
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
