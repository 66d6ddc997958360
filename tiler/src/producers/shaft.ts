/** Manholes and chambers as shafts from the bottom to the cover, hydrants above the ground, fittings as small bodies. */
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { LocalFrame } from '../heights.ts';
import { MeshBuilder, PART } from '../mesh-builder.ts';
import { textOf, type TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Shaft = Extract<LayerSymbol, { kind: 'shaft' }>;

const SHAFTS = new Set(['manhole', 'valve-well', 'hand-hole', 'meter-well', 'rain-grate']);
const COVER_RADIUS_METRES = 0.35;
const NECK_METRES = 0.6;
const FITTING_RADIUS_METRES = 0.16;
const DEFAULT_SIZE_MM = 800;
/** Neighbour of a depth that is not known: a fitting is drawn here below the ground. */
const UNKNOWN_DEPTH_METRES = 1;

export function produceShaft(symbol: Shaft, rows: readonly TileRow[], frame: LocalFrame, groundAt: (longitude: number, latitude: number) => number): Mesh[] {
  const builder = new MeshBuilder();
  rows.forEach((row, feature) => {
    builder.feature = feature;
    const [longitude = 0, latitude = 0, z = Number.NaN] = readWkb(row.wkb).parts[0]?.[0] ?? [];
    const ground = Number.isFinite(z) ? z : groundAt(longitude, latitude);
    const known = row.properties[symbol.depth];
    const depth = typeof known === 'number' && known > 0 ? known : UNKNOWN_DEPTH_METRES;
    const body = textOf(row.properties[symbol.body]);
    const [x, y, top] = frame.local(longitude, latitude, ground);
    builder.part = body === '' || !SHAFTS.has(body) ? PART.painted : PART.plain;
    if (SHAFTS.has(body)) {
      const size = row.properties[symbol.sizeMm];
      const radius = (typeof size === 'number' && size > 0 ? size : DEFAULT_SIZE_MM) / 2000;
      const neck = Math.min(NECK_METRES, depth / 3);
      builder.frustum([x, y, top - depth], radius, depth - neck);
      builder.frustum([x, y, top - neck], radius, neck * 0.6, COVER_RADIUS_METRES);
      builder.part = PART.iron;
      builder.frustum([x, y, top - neck * 0.4], COVER_RADIUS_METRES, neck * 0.4 + 0.02);
    } else if (body === 'hydrant') {
      builder.frustum([x, y, top], 0.14, 0.7, 0.11, 10);
      builder.frustum([x, y, top + 0.7], 0.16, 0.12, 0.05, 10);
    } else {
      builder.frustum([x, y, top - depth - FITTING_RADIUS_METRES], FITTING_RADIUS_METRES, 2 * FITTING_RADIUS_METRES, FITTING_RADIUS_METRES, 8);
    }
  });
  return builder.empty ? [] : [builder.mesh([1, 1, 1])];
}
