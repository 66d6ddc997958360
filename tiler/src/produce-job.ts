/** One tile as plain data, so that any thread can make it: rows and an address in, bytes out. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { writeGlb } from './glb.ts';
import { LocalFrame } from './heights.ts';
import { produceMeshes } from './producers/index.ts';
import { produceVector } from './producers/vector.ts';
import { textOf, type TileAddress, type TileRow } from './tile-row.ts';

export type ProduceJob = {
  readonly format: 'mvt' | 'glb';
  readonly collection: Collection;
  readonly address: TileAddress;
  readonly rows: readonly TileRow[];
};

/** Façade styles in the order of `facade_index`. */
const FACADE_ORDER = ['dwelling', 'curtain', 'ribbon', 'shop', 'school', 'blank', 'village'];

/** Cells of 3D content: the geographic quadtree whose side at this level is 180° / 2^16, under 306 m. */
export const CONTENT_LEVEL = 16;

/** @returns an empty array when the tile has nothing in it */
export function produce(job: ProduceJob): Uint8Array {
  const { collection, address, rows } = job;
  const carried = fieldsInTiles(collection);
  if (job.format === 'mvt') {
    return produceVector(collection.id, address, rows.map((row) => ({ ...row, properties: pick(row.properties, carried) })));
  }
  const [longitude, latitude] = cellCentre(address);
  const frame = new LocalFrame(longitude, latitude);
  const meshes = rows.length === 0 ? [] : produceMeshes(collection.symbol, rows, frame, () => 0);
  if (meshes.length === 0) return new Uint8Array();
  const numeric = carried.filter((name) => ['number', 'integer'].includes(collection.fields[name]?.type ?? ''));
  return writeGlb(meshes, {
    gids: Uint32Array.from(rows, (row) => row.gid),
    numbers: { ...derivedNumbers(collection, rows), ...Object.fromEntries(numeric.map((name) => [name, Float32Array.from(rows, (row) => (typeof row.properties[name] === 'number' ? row.properties[name] : Number.NaN))])) },
    strings: {
      id: rows.map((row) => row.id),
      ...Object.fromEntries(carried.filter((name) => !numeric.includes(name)).map((name) => [name, rows.map((row) => textOf(row.properties[name]))])),
    },
  });
}

/** What shaders need of each feature beside the declared fields. */
function derivedNumbers({ symbol }: Collection, rows: readonly TileRow[]): Record<string, Float32Array> {
  switch (symbol.kind) {
    // Place of the façade style, counted from 1; 1, the dwelling, where none is known.
    case 'extrusion': return { facade_index: Float32Array.from(rows, (row) => (symbol.facade ? Math.max(1, 1 + FACADE_ORDER.indexOf(textOf(row.properties[symbol.facade]))) : 1)) };
    // Outer diameter, or the wider side of a box.
    case 'tube': return { outer_mm: Float32Array.from(rows, (row) => outerMm(symbol, row)) };
    default: return {};
  }
}

function outerMm(symbol: Extract<Collection['symbol'], { kind: 'tube' }>, row: TileRow): number {
  const number = (name: string): number => (typeof row.properties[name] === 'number' ? row.properties[name] : 0);
  return Math.max(number(symbol.widthMm), number(symbol.heightMm)) + 2 * number(symbol.wallMm);
}

export function fieldsInTiles(collection: Collection): string[] {
  return Object.entries(collection.fields).filter(([, field]) => field.inTiles && field.access === undefined).map(([name]) => name);
}

export function cellCentre({ z, x, y }: TileAddress): [number, number] {
  const size = 180 / 2 ** z;
  return [-180 + (x + 0.5) * size, -90 + (y + 0.5) * size];
}

function pick(properties: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in properties).map((name) => [name, properties[name]]));
}
