/**
 * Derives `outlines.geojson` from the province file of Apache ECharts 4.9.0 (`map/json/province/hainan.json`):
 *   node gis-data/themes/administrative-areas/derive-outlines.ts FILE
 * Run once; the result is committed. That file stores each ring as a text of coordinate differences.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Feature, MultiPolygon, Position } from 'geojson';
import { union } from 'polyclip-ts';
import { HAINAN_UNITS, PROVINCE } from './units.ts';

type EncodedGeometry =
  | { type: 'Polygon'; coordinates: string[]; encodeOffsets: [number, number][] }
  | { type: 'MultiPolygon'; coordinates: string[][]; encodeOffsets: [number, number][][] };
type EncodedFile = { features: { id: string; geometry: EncodedGeometry }[] };

/** Steps of a degree that the file counts in: about 100 m. */
const STEPS_PER_DEGREE = 1024;
/** Four decimals are 11 m: finer than a step, so nothing is lost. */
const DECIMALS = 4;
/** Gaps between neighbours that union leaves as holes; the largest lake is not in the data either. Square degrees. */
const SLIVER_SQUARE_DEGREES = 1e-4;

const [file] = process.argv.slice(2);
if (!file) throw new Error('Name the file: derive-outlines.ts map/json/province/hainan.json');
const { features } = JSON.parse(readFileSync(file, 'utf8')) as EncodedFile;
const outlines = features.map(({ id, geometry }) => outline(id, repaired([polygonsOf(geometry)])));
const missing = Object.keys(HAINAN_UNITS).filter((id) => !outlines.some((one) => one.id === id));
if (missing.length > 0 || outlines.length !== Object.keys(HAINAN_UNITS).length) {
  throw new Error(
    `The file has ${outlines.length} units; without an outline: ${missing.join(', ') || 'none'}`,
  );
}
outlines.unshift(outline(PROVINCE, repaired(outlines.map((one) => one.geometry.coordinates))));
const lines = outlines.map((one) => JSON.stringify(one)).join(',\n');
writeFileSync(
  new URL('outlines.geojson', import.meta.url),
  `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`,
);

function outline(id: string, coordinates: Position[][][]): Feature<MultiPolygon> & { id: string } {
  return { type: 'Feature', id, properties: {}, geometry: { type: 'MultiPolygon', coordinates } };
}

function polygonsOf(geometry: EncodedGeometry): Position[][][] {
  return geometry.type === 'Polygon'
    ? [geometry.coordinates.map((ring, index) => decode(ring, geometry.encodeOffsets[index]))]
    : geometry.coordinates.map((rings, polygon) =>
        rings.map((ring, index) => decode(ring, geometry.encodeOffsets[polygon]?.[index])),
      );
}

/** A ring: each pair of characters is a step east and north from the point before, sign in the lowest bit. */
function decode(ring: string, start: [number, number] | undefined): Position[] {
  if (!start) throw new Error('A ring has no starting point');
  let [x, y] = start;
  const points: Position[] = [];
  for (let index = 0; index < ring.length; index += 2) {
    x += step(ring.charCodeAt(index));
    y += step(ring.charCodeAt(index + 1));
    points.push([round(x / STEPS_PER_DEGREE), round(y / STEPS_PER_DEGREE)]);
  }
  const [first] = points;
  const last = points.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) points.push(first);
  // GeoJSON wants outer rings counter-clockwise; no unit of the file has a hole.
  return areaOf(points) < 0 ? points.toReversed() : points;
}

function step(code: number): number {
  const value = code - 64;
  return (value >> 1) ^ -(value & 1);
}

/** Union: rings that touch or cross themselves become valid, parts without area and slivers between units go. */
function repaired(units: readonly Position[][][][]): Position[][][] {
  const [first, ...others] = units as [number, number][][][][];
  if (!first) throw new Error('The file has no units');
  return union(first, ...others).map((rings) =>
    rings.filter((ring, index) => index === 0 || Math.abs(areaOf(ring)) > SLIVER_SQUARE_DEGREES),
  );
}

/** Shoelace; negative for a clockwise ring. */
function areaOf(ring: readonly Position[]): number {
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function round(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS));
}
