/** Pipes along their 3D axis: round ones as tubes of their outer diameter, channels and duct blocks as boxes. */
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { LocalFrame } from '../heights.ts';
import { MeshBuilder, type Vec3 } from '../mesh-builder.ts';
import type { TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Tube = Extract<LayerSymbol, { kind: 'tube' }>;

const ROUND_SIDES = 14;
/** Drawn where a survey does not say a size; small, so that it claims nothing. */
const UNKNOWN_WIDTH_MM = 100;
/** Depth of the axis below the ground where neither a height nor a depth is known. */
const UNKNOWN_DEPTH_METRES = 1;

export function produceTube(symbol: Tube, rows: readonly TileRow[], frame: LocalFrame, groundAt: (longitude: number, latitude: number) => number): Mesh[] {
  const builder = new MeshBuilder();
  rows.forEach((row, feature) => {
    builder.feature = feature;
    const wall = 2 * (positive(row.properties[symbol.wallMm]) ?? 0);
    const width = ((positive(row.properties[symbol.widthMm]) ?? UNKNOWN_WIDTH_MM) + wall) / 1000;
    const height = positive(row.properties[symbol.heightMm]);
    for (const [line] of readWkb(row.wkb).parts) {
      if (!line) continue;
      const axis: Vec3[] = [];
      for (let index = 0; index < line.length; index += 3) {
        const [longitude = 0, latitude = 0, z = Number.NaN] = line.slice(index, index + 3);
        const point = frame.local(longitude, latitude, Number.isFinite(z) ? z : groundAt(longitude, latitude) - UNKNOWN_DEPTH_METRES);
        const last = axis.at(-1);
        if (!last || Math.hypot(point[0] - last[0], point[1] - last[1], point[2] - last[2]) > 0.001) axis.push(point);
      }
      if (axis.length >= 2) sweep(builder, axis, height === undefined ? circle(width / 2) : rectangle(width, (height + wall) / 1000));
    }
  });
  return builder.empty ? [] : [builder.mesh([1, 1, 1], 'features', 'given')];
}

type Section = { readonly across: number; readonly up: number; readonly normalAcross: number; readonly normalUp: number };

function circle(radius: number): Section[] {
  return Array.from({ length: ROUND_SIDES + 1 }, (_, side) => {
    const angle = (side / ROUND_SIDES) * 2 * Math.PI;
    return { across: Math.cos(angle) * radius, up: Math.sin(angle) * radius, normalAcross: Math.cos(angle), normalUp: Math.sin(angle) };
  });
}

function rectangle(width: number, height: number): Section[] {
  const [w, h] = [width / 2, height / 2];
  const sides: [number, number, number, number, number, number][] = [[w, -h, w, h, 1, 0], [w, h, -w, h, 0, 1], [-w, h, -w, -h, -1, 0], [-w, -h, w, -h, 0, -1]];
  return sides.flatMap(([x0, y0, x1, y1, nx, ny]) => [{ across: x0, up: y0, normalAcross: nx, normalUp: ny }, { across: x1, up: y1, normalAcross: nx, normalUp: ny }]);
}

/** The section stands across the bisector of each joint and is widened there, so that neighbours meet without a gap. */
function sweep(builder: MeshBuilder, axis: readonly Vec3[], section: readonly Section[]): void {
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
    if (previous) chainage += Math.hypot(point[0] - previous[0], point[1] - previous[1], point[2] - previous[2]);
    return section.map((corner, corners) => builder.vertex(
      [0, 1, 2].map((k) => (point[k] ?? 0) + (side[k] ?? 0) * corner.across * widen + (up[k] ?? 0) * corner.up) as unknown as Vec3,
      [0, 1, 2].map((k) => (side[k] ?? 0) * corner.normalAcross + (up[k] ?? 0) * corner.normalUp) as unknown as Vec3,
      corners / (section.length - 1), chainage));
  });
  for (let index = 0; index + 1 < rings.length; index++) {
    const [near, far] = [rings[index] ?? [], rings[index + 1] ?? []];
    for (let corner = 0; corner + 1 < section.length; corner++) builder.quad(near[corner] ?? 0, near[corner + 1] ?? 0, far[corner + 1] ?? 0, far[corner] ?? 0);
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

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}
