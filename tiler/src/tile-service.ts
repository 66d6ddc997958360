/**
 * Tiles on demand: checks who asks, looks in the disk cache of the collection's revision, else reads the rows and has
 * a thread make the tile. A thousand simultaneous requests for one tile make it once.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { collectionById, tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { geometricErrorOf } from './producers/index.ts';
import { cellCentre, CONTENT_LEVEL, fieldsInTiles, type ProduceJob } from './produce-job.ts';
import { geoidMetres } from './heights.ts';
import { TileError } from './tile-error.ts';
import type { TileAddress, TileRow } from './tile-row.ts';
import { LocalFrame } from './heights.ts';
import { WorkerPool } from './worker-pool.ts';

const MAX_ZOOM = 22;
/** Rises when the same rows give other bytes, so that no cache serves the tiles of an earlier release. */
const CONTENT_VERSION = 3;
/** Rows are read for a box a little larger than the tile, so that strokes have no seams. */
const BUFFER_SHARE = 0.03;
const ROOT_ERROR_METRES = 100_000;
/** Region of one branch of the tileset: 180° / 2^9, about 39 km. */
const BRANCH_LEVEL = 9;
/** Room above and below the geometry's own heights: a building's, a tree's. */
const ABOVE_METRES = 220;
const BELOW_METRES = 20;

export type TileService = ReturnType<typeof createTileService>;

export function createTileService({ pool, cacheDir, threads }: { pool: Pool; cacheDir: string; threads: number }) {
  const workers = new WorkerPool(threads);
  const flights = new Map<string, Promise<Uint8Array>>();

  const layerFor = (id: string, visitor: Visitor): CollectionOfTheme => {
    const entry = collectionById(id);
    if (!entry) throw new TileError('layer-unknown', `There is no layer ${id}. /tiles/catalog lists them.`);
    const needed = collectionGrade(entry.theme, entry.collection);
    if (!mayRead(visitor.grade, needed)) {
      throw new TileError('layer-forbidden', `The layer ${id} asks for the grade ${needed}; this visitor has ${visitor.grade}.`);
    }
    return entry;
  };

  const revisionOf = async (id: string): Promise<number> => {
    const { rows: [row] } = await pool.query<{ revision: string }>('select revision from collection where id = $1', [id]);
    return Number(row?.revision ?? 0);
  };

  /** One key, one making; what was made stays on disk under its revision. */
  const cached = (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const flying = flights.get(key);
    if (flying) return flying;
    const flight = (async () => {
      const file = join(cacheDir, key);
      const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return undefined;
      });
      if (found) return found;
      const bytes = await make();
      await mkdir(join(file, '..'), { recursive: true });
      const partial = `${file}.${process.pid}.part`;
      await writeFile(partial, bytes);
      await rename(partial, file); // a reader never sees half a tile
      return bytes;
    })().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  /** Rows whose box meets the rectangle, or, for 3D content, whose centre lies in it: then each is in one tile. */
  const rowsIn = async (entry: CollectionOfTheme, visitor: Visitor, box: readonly [number, number, number, number], once: boolean): Promise<TileRow[]> => {
    const { collection } = entry;
    const names = [...new Set([...fieldsInTiles(collection), ...symbolFields(collection.symbol)])];
    const generic = collection.source === 'feature';
    const columns = names.map((name) => (generic ? `properties->'${name}' as "${name}"` : `"${name}"`));
    const text = `select gid, id, ST_AsBinary(geom) as wkb${columns.map((column) => `, ${column}`).join('')} from ${tableOf(collection)}
      where geom && ST_MakeEnvelope($1, $2, $3, $4, 4490)
        ${once ? 'and (ST_XMin(geom) + ST_XMax(geom)) / 2 >= $1 and (ST_XMin(geom) + ST_XMax(geom)) / 2 < $3 and (ST_YMin(geom) + ST_YMax(geom)) / 2 >= $2 and (ST_YMin(geom) + ST_YMax(geom)) / 2 < $4' : ''}
        ${generic ? 'and collection = $5' : ''} order by gid`;
    const { rows } = await readAs(pool, visitor, (client) => client.query<{ gid: number; id: string; wkb: Buffer } & Record<string, unknown>>(text, generic ? [...box, collection.id] : [...box]));
    return rows.map(({ gid, id, wkb, ...properties }) => ({ gid, id, wkb, properties }));
  };

  const audience = (entry: CollectionOfTheme, visitor: Visitor): string =>
    collectionGrade(entry.theme, entry.collection) === 'public' ? 'all' : `${visitor.grade === 'operator' ? `o${visitor.operator ?? ''}` : `d${visitor.division ?? ''}`}`.replace(/[^a-z0-9]/gi, '_');

  const tile = async (id: string, address: TileAddress, visitor: Visitor, format: ProduceJob['format']): Promise<{ bytes: Uint8Array; revision: number }> => {
    const entry = layerFor(id, visitor);
    const { z, x, y } = address;
    const revision = await revisionOf(id);
    const key = `v${CONTENT_VERSION}/${id}/${revision}/${audience(entry, visitor)}/${z}/${x}/${y}.${format}`;
    const bytes = await cached(key, async () => {
      const rows = await rowsIn(entry, visitor, format === 'mvt' ? mercatorBox(address) : cellBox(address), format === 'glb');
      return workers.run({ format, collection: entry.collection, address, rows });
    });
    return { bytes, revision };
  };

  return {
    layerFor,
    revisionOf,

    vector(id: string, address: TileAddress, visitor: Visitor): Promise<{ bytes: Uint8Array; revision: number }> {
      checkAddress(address, MAX_ZOOM, 2 ** address.z);
      return tile(id, address, visitor, 'mvt');
    },

    content(id: string, address: TileAddress, visitor: Visitor): Promise<{ bytes: Uint8Array; revision: number }> {
      checkAddress(address, CONTENT_LEVEL, 2 ** (address.z + 1));
      if (address.z !== CONTENT_LEVEL) throw new TileError('tile-out-of-range', `3D content lies at level ${CONTENT_LEVEL}, not ${address.z}.`);
      return tile(id, address, visitor, 'glb');
    },

    /** The tileset of a layer: a branch for each region, a leaf for each occupied cell. */
    async tileset(id: string, visitor: Visitor): Promise<{ json: unknown; revision: number }> {
      const entry = layerFor(id, visitor);
      const error = geometricErrorOf(entry.collection.symbol);
      if (error === undefined) throw new TileError('layer-has-no-3d', `The layer ${id} is painted on the ground and has no 3D tiles; its vector tiles are at /tiles/${id}.`);
      const revision = await revisionOf(id);
      const cell = 180 / 2 ** CONTENT_LEVEL;
      const { collection } = entry;
      const generic = collection.source === 'feature';
      const { rows } = await readAs(pool, visitor, (client) => client.query<{ x: number; y: number; low: number | null; high: number | null }>(
        `select floor(((ST_XMin(geom) + ST_XMax(geom)) / 2 + 180) / $1)::int as x, floor(((ST_YMin(geom) + ST_YMax(geom)) / 2 + 90) / $1)::int as y,
                min(coalesce(ST_ZMin(geom), 0)) as low, max(coalesce(ST_ZMax(geom), 0)) as high
         from ${tableOf(collection)} ${generic ? 'where collection = $2' : ''} group by 1, 2 order by 1, 2`, generic ? [cell, collection.id] : [cell]));
      const leaves = rows.map((row) => {
        const address = { z: CONTENT_LEVEL, x: row.x, y: row.y };
        const [longitude, latitude] = cellCentre(address);
        const geoid = geoidMetres(longitude, latitude);
        return { branch: `${row.x >> (CONTENT_LEVEL - BRANCH_LEVEL)},${row.y >> (CONTENT_LEVEL - BRANCH_LEVEL)}`, tile: {
          boundingVolume: { region: region(cellBox(address), (row.low ?? 0) + geoid - BELOW_METRES, (row.high ?? 0) + geoid + ABOVE_METRES) },
          geometricError: 0, refine: 'REPLACE', transform: new LocalFrame(longitude, latitude).transform(),
          content: { uri: `${CONTENT_LEVEL}/${row.x}/${row.y}.glb?r=${revision}` },
        } };
      });
      const children = [...Map.groupBy(leaves, (leaf) => leaf.branch).values()].map((members) => ({
        boundingVolume: { region: unite(members.map((member) => member.tile.boundingVolume.region)) },
        geometricError: error, refine: 'ADD', children: members.map((member) => member.tile),
      }));
      const world = region([-180, -90, 180, 90], -500, 9000);
      return { revision, json: {
        asset: { version: '1.1', tilesetVersion: String(revision) },
        geometricError: ROOT_ERROR_METRES,
        root: { boundingVolume: { region: children.length > 0 ? unite(children.map((child) => child.boundingVolume.region)) : world }, geometricError: ROOT_ERROR_METRES, refine: 'ADD', ...(children.length > 0 ? { children } : {}) },
      } };
    },

    close: () => workers.close(),
  };
}

function checkAddress({ z, x, y }: TileAddress, maxZoom: number, columns: number): void {
  const whole = [z, x, y].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!whole || z > maxZoom || x >= columns || y >= 2 ** z) {
    throw new TileError('tile-out-of-range', `There is no tile ${z}/${x}/${y}: z goes from 0 to ${maxZoom}, y to 2^z − 1.`);
  }
}

function mercatorBox({ z, x, y }: TileAddress): [number, number, number, number] {
  const longitude = (column: number): number => (column / 2 ** z) * 360 - 180;
  const latitude = (row: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [longitude(x - BUFFER_SHARE), latitude(y + 1 + BUFFER_SHARE), longitude(x + 1 + BUFFER_SHARE), latitude(y - BUFFER_SHARE)];
}

function cellBox({ z, x, y }: TileAddress): [number, number, number, number] {
  const size = 180 / 2 ** z;
  return [-180 + x * size, -90 + y * size, -180 + (x + 1) * size, -90 + (y + 1) * size];
}

/** West, south, east, north in radians, then heights. A feature may reach over its cell by half its own size. */
function region([west, south, east, north]: readonly [number, number, number, number], low: number, high: number): number[] {
  return [...[west, south, east, north].map((degrees) => (degrees * Math.PI) / 180), low, high];
}

function unite(regions: readonly number[][]): number[] {
  return [0, 1, 2, 3, 4, 5].map((axis) => {
    const values = regions.map((one) => one[axis] ?? 0);
    return [0, 1, 4].includes(axis) ? Math.min(...values) : Math.max(...values);
  });
}

/** Fields that a symbol reads beside those that tiles carry. */
function symbolFields(symbol: CollectionOfTheme['collection']['symbol']): string[] {
  switch (symbol.kind) {
    case 'extrusion': return [symbol.height, symbol.base, symbol.floors, symbol.facade, symbol.foot].filter((name) => name !== undefined);
    case 'tube': return [symbol.widthMm, symbol.heightMm, symbol.wallMm];
    case 'shaft': return [symbol.depth, symbol.sizeMm, symbol.body];
    case 'model': return [symbol.variant, symbol.height, symbol.width, symbol.length, symbol.bearing].filter((name) => name !== undefined);
    default: return [];
  }
}
