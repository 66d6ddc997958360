/** Manholes and chambers as shafts from the bottom to the cover, hydrants above the ground, fittings as small bodies. */
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import { MeshBuilder, PART } from '../mesh-builder.ts';
import { groundMetres, type Place } from '../place.ts';
import { numberOf, textOf, type TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Shaft = Extract<LayerSymbol, { kind: 'shaft' }>;

const SHAFTS = new Set([
  'manhole',
  'valve-well',
  'hand-hole',
  'meter-well',
  'rain-grate',
  'cable-well',
  'vent-shaft',
]);
const COVER_RADIUS_METRES = 0.35;
const NECK_METRES = 0.6;
const FITTING_RADIUS_METRES = 0.16;
const DEFAULT_SIZE_MM = 800;
/** A size beyond this is a mistake of the survey, and would hide the street. */
const LARGEST_SIZE_MM = 8000;
/** Neighbour of a depth that is not known: a fitting is drawn here below the ground. */
const UNKNOWN_DEPTH_METRES = 1;
const ROUND_SIDES = 12;
const SQUARE_SIDES = 4;

export function produceShaft(symbol: Shaft, rows: readonly TileRow[], place: Place): Mesh[] {
  const builder = new MeshBuilder();
  rows.forEach((row, feature) => {
    builder.feature = feature;
    const at = readWkb(row.wkb).parts[0]?.[0];
    if (!at) return;
    const [longitude = 0, latitude = 0, z] = at;
    const known = numberOf(row, symbol.depth) ?? 0;
    const depth = known > 0 ? known : UNKNOWN_DEPTH_METRES;
    const body = textOf(row.properties[symbol.body]);
    const [x, y, top] = place.frame.local(longitude, latitude, groundMetres(place, longitude, latitude, z));
    builder.part = SHAFTS.has(body) ? PART.plain : PART.painted;
    if (SHAFTS.has(body)) {
      const size = numberOf(row, symbol.sizeMm) ?? 0;
      const isSquare = symbol.shape !== undefined && row.properties[symbol.shape] === 'square';
      // A square is a ring of four whose corners lie √2 farther out than its sides.
      const radius =
        ((size > 0 ? Math.min(size, LARGEST_SIZE_MM) : DEFAULT_SIZE_MM) / 2000) * (isSquare ? Math.SQRT2 : 1);
      const [sides, turn] = isSquare ? [SQUARE_SIDES, Math.PI / 4] : [ROUND_SIDES, 0];
      const neck = Math.min(NECK_METRES, depth / 3);
      builder.frustum([x, y, top - depth], radius, depth - neck, radius, sides, turn, 0.86);
      builder.frustum([x, y, top - neck], radius, neck * 0.6, COVER_RADIUS_METRES, sides, turn, 0.94);
      builder.part = PART.iron;
      builder.frustum([x, y, top - neck * 0.4], COVER_RADIUS_METRES, neck * 0.4 + 0.02);
    } else if (body === 'hydrant') {
      builder.frustum([x, y, top], 0.14, 0.7, 0.11, 10);
      builder.frustum([x, y, top + 0.7], 0.16, 0.12, 0.05, 10);
    } else {
      builder.frustum(
        [x, y, top - depth - FITTING_RADIUS_METRES],
        FITTING_RADIUS_METRES,
        2 * FITTING_RADIUS_METRES,
        FITTING_RADIUS_METRES,
        8,
      );
    }
  });
  return builder.empty ? [] : [builder.mesh([1, 1, 1])];
}
