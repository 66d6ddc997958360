/** One tile as plain data, so that any thread can make it: rows and an address in, bytes out. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { fieldsInTiles } from './fields-in-tiles.ts';
import { writeGlb } from './glb.ts';
import { cellCentre } from './cells.ts';
import { LocalFrame } from './heights.ts';
import { levelAt, levelsOf, type Detail } from './levels.ts';
import type { Extent } from './place.ts';
import { produceMeshes } from './producers/index.ts';
import type { TileGeometries } from './producers/tile-geometries.ts';
import { produceVectorTile } from './producers/vector-tile.ts';
import { textOf, type TileAddress, type TileRow } from './tile-row.ts';
import { unpackRows, type TileRows } from './tile-rows.ts';

export type ProduceJob = {
  readonly format: 'mvt' | 'glb';
  readonly collection: Collection;
  readonly address: TileAddress;
  readonly rows: TileRows;
  /** Of a vector tile: the geometries of all rows, where they have been made before. */
  readonly ahead?: TileGeometries | undefined;
  /** Where an elevation model knows the ground. Elsewhere it is flat at height 0, and things stand on it or lie below it by their depth. */
  readonly surveyed?: Extent | undefined;
};

/** Façade styles in the order of `facade_index`. */
const FACADE_ORDER = ['dwelling', 'curtain', 'ribbon', 'shop', 'school', 'blank', 'village'];

/** @returns an empty array when a vector tile has nothing in it; 3D content without anything is a valid, empty glTF */
export function produce(job: ProduceJob): Uint8Array {
  const { collection, address, surveyed } = job;
  if (job.format === 'mvt') return produceVectorTile(collection, address, job.rows, undefined, job.ahead);
  const carried = fieldsInTiles(collection);
  const rows = unpackRows(job.rows);
  const [longitude, latitude] = cellCentre(address);
  const detail = levelOf(collection, address.z);
  const meshes = produceMeshes(collection.symbol, rows, {
    frame: new LocalFrame(longitude, latitude),
    detail,
    surveyed,
  });
  const numeric = carried.filter((name) =>
    ['number', 'integer'].includes(collection.fields[name]?.type ?? ''),
  );
  return writeGlb(meshes, {
    gids: Uint32Array.from(rows, (row) => row.gid),
    numbers: {
      ...derivedNumbers(collection, rows),
      ...Object.fromEntries(
        numeric.map((name) => [
          name,
          Float32Array.from(rows, (row) =>
            typeof row.properties[name] === 'number' ? row.properties[name] : Number.NaN,
          ),
        ]),
      ),
    },
    strings: {
      id: rows.map((row) => row.id),
      ...Object.fromEntries(
        carried
          .filter((name) => !numeric.includes(name))
          .map((name) => [name, rows.map((row) => textOf(row.properties[name]))]),
      ),
    },
  });
}

/** What shaders need of each feature beside the declared fields. */
function derivedNumbers({ symbol }: Collection, rows: readonly TileRow[]): Record<string, Float32Array> {
  switch (symbol.kind) {
    // Place of the façade style, counted from 1; 1, the dwelling, where none is known.
    case 'extrusion':
      return {
        facade_index: Float32Array.from(rows, (row) =>
          symbol.facade ? Math.max(1, 1 + FACADE_ORDER.indexOf(textOf(row.properties[symbol.facade]))) : 1,
        ),
      };
    // Outer diameter, or the wider side of a box.
    case 'tube':
      return { outer_mm: Float32Array.from(rows, (row) => outerMm(symbol, row)) };
    default:
      return {};
  }
}

function outerMm(symbol: Extract<Collection['symbol'], { kind: 'tube' }>, row: TileRow): number {
  const number = (name: string): number =>
    typeof row.properties[name] === 'number' ? row.properties[name] : 0;
  return Math.max(number(symbol.widthMm), number(symbol.heightMm)) + 2 * number(symbol.wallMm);
}

function levelOf({ symbol }: Collection, z: number): Detail {
  const levels = levelsOf(symbol);
  return (levels && levelAt(levels, z)?.detail) ?? 'near';
}
