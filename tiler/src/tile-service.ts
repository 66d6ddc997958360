/**
 * Tiles on demand: checks who asks, looks in the disk cache of the collection's revision, else reads the rows and has
 * a thread make the tile. A thousand simultaneous requests for one tile make it once.
 */
import { existsSync } from 'node:fs';
import type { Pool } from 'pg';
import { collectionById, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { archiveFile } from './archive/archive-file.ts';
import { audienceOf } from './audience.ts';
import { cellBox } from './cells.ts';
import { DEEPEST_LEVEL, levelAt, levelsOf, MOST_FEATURES, type Levels } from './levels.ts';
import type { Extent } from './place.ts';
import { planTileset, type LeafCell } from './plan-tileset.ts';
import { mercatorBox, planCells, planRows, type CellRow, type RowsPlan } from './plan-queries.ts';
import type { ProduceJob } from './produce-job.ts';
import { readRows, type CopiedRows } from './read-rows.ts';
import { createTileCache } from './tile-cache.ts';
import { TileError } from './tile-error.ts';
import type { TileAddress } from './tile-row.ts';
import { WorkerPool } from './worker-pool.ts';

const MAX_ZOOM = 22;
/** Rises when the same rows give other bytes, so that no cache serves the tiles of an earlier release. */
export const CONTENT_VERSION = 8;
/** Tiles kept on disk: the demo district has some 30 MB of them in all. */
const CACHE_BYTES = 4 * 1024 ** 3;
/** Room above and below the geometry's own heights where no field says how high a thing is. */
const UNKNOWN_ABOVE_METRES = 30;
const BELOW_METRES = 12;
/** Degrees; a point on the world's edge lies in it. */
const WORLD_BOX = [-180, -90, 181, 91] as const;

export type TileService = ReturnType<typeof createTileService>;

export function createTileService({
  pool,
  cacheDir,
  archiveDir,
  threads,
}: {
  pool: Pool;
  cacheDir: string;
  archiveDir: string;
  threads: number;
}) {
  const workers = new WorkerPool(threads);
  const flights = new Map<string, Promise<Uint8Array>>();
  const cache = createTileCache(cacheDir, CACHE_BYTES);
  /** Revision whose tiles alone are on disk, by layer. */
  const swept = new Map<string, number>();

  const layerFor = (id: string, visitor: Visitor): CollectionOfTheme => {
    const entry = collectionById(id);
    if (!entry) throw new TileError('layer-unknown', `There is no layer ${id}. /tiles/catalog lists them.`);
    const needed = collectionGrade(entry.theme, entry.collection);
    if (!mayRead(visitor.grade, needed)) {
      throw new TileError(
        'layer-forbidden',
        `The layer ${id} asks for the grade ${needed}; this visitor has ${visitor.grade}.`,
      );
    }
    return entry;
  };

  const revisionOf = async (id: string): Promise<number> => {
    const {
      rows: [row],
    } = await pool.query<{ revision: string }>('select revision from collection where id = $1', [id]);
    return Number(row?.revision ?? 0);
  };

  /** One key, one making; what was made stays on disk under its revision. */
  const cached = (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const flying = flights.get(key);
    if (flying) return flying;
    const flight = (async () => {
      const found = await cache.read(key);
      if (found) return found;
      const bytes = await make();
      // Nothing is found again as fast as it is read, and there is no end of places where nothing is.
      if (bytes.length > 0) await cache.write(key, bytes);
      return bytes;
    })().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  /** Tiles of earlier revisions and releases are not asked for again. */
  const sweep = async (id: string, revision: number): Promise<void> => {
    if (swept.get(id) === revision) return;
    const isFirst = swept.size === 0;
    swept.set(id, revision);
    if (isFirst) await cache.keepOnly('.', `v${CONTENT_VERSION}`);
    await cache.keepOnly(`v${CONTENT_VERSION}/${id}`, String(revision));
  };

  const read = (entry: CollectionOfTheme, visitor: Visitor, plan: RowsPlan): Promise<CopiedRows> =>
    readAs(pool, visitor, (client) => readRows(client, planRows(entry, plan)));

  const tile = async (
    id: string,
    address: TileAddress,
    visitor: Visitor,
    plan: RowsPlan,
    job: Pick<ProduceJob, 'format' | 'surveyed'>,
  ): Promise<{ bytes: Uint8Array; revision: number }> => {
    const entry = layerFor(id, visitor);
    const { z, x, y } = address;
    const revision = await revisionOf(id);
    await sweep(id, revision);
    const key = `v${CONTENT_VERSION}/${id}/${revision}/${audienceOf(entry, visitor)}/${z}/${x}/${y}.${job.format}`;
    const bytes = await cached(key, async () =>
      workers.run({
        kind: 'tile',
        job: { ...job, collection: entry.collection, address, rows: await read(entry, visitor, plan) },
      }),
    );
    return { bytes, revision };
  };

  /** Occupied leaves; a cell with too many features is divided until its parts have few enough. */
  const leavesOf = async (
    entry: CollectionOfTheme,
    visitor: Visitor,
    levels: Levels,
  ): Promise<LeafCell[]> => {
    const cellsAt = async (z: number, within: Extent): Promise<LeafCell[]> => {
      const { text, values } = planCells(entry, z, within);
      const { rows } = await readAs(pool, visitor, (client) => client.query<CellRow>(text, values));
      const leaves: LeafCell[] = [];
      for (const row of rows) {
        const address = { z, x: row.x, y: row.y };
        if (row.count > MOST_FEATURES && z < DEEPEST_LEVEL)
          leaves.push(...(await cellsAt(z + 1, cellBox(address))));
        else leaves.push(leafOf(address, row));
      }
      return leaves;
    };
    return cellsAt(levels.levels.at(-1)?.z ?? DEEPEST_LEVEL, WORLD_BOX);
  };

  return {
    layerFor,
    revisionOf,

    /** The file of a layer's archive. */
    archive(id: string, visitor: Visitor): string {
      const file = archiveFile(archiveDir, layerFor(id, visitor), visitor);
      if (!existsSync(file)) {
        throw new TileError(
          'archive-not-built',
          `The layer ${id} has no archive yet. Make it with: npm run tiles -- build ${id}`,
        );
      }
      return file;
    },

    vector(
      id: string,
      address: TileAddress,
      visitor: Visitor,
    ): Promise<{ bytes: Uint8Array; revision: number }> {
      checkAddress(address, MAX_ZOOM, 2 ** address.z);
      return tile(id, address, visitor, { box: mercatorBox(address) }, { format: 'mvt' });
    },

    /** @param surveyed where an elevation model knows the ground: elsewhere things stand on height 0 */
    async content(
      id: string,
      address: TileAddress,
      visitor: Visitor,
      surveyed: Extent | undefined,
    ): Promise<{ bytes: Uint8Array; revision: number }> {
      const levels = solidLevels(layerFor(id, visitor));
      checkAddress(address, DEEPEST_LEVEL, 2 ** (address.z + 1));
      const level = levelAt(levels, address.z);
      if (!level) {
        throw new TileError(
          'tile-out-of-range',
          `The layer ${id} has 3D content at the levels ${levels.levels.map(({ z }) => z).join(', ')}, not at ${address.z}.`,
        );
      }
      return tile(id, address, visitor, { box: cellBox(address), level }, { format: 'glb', surveyed });
    },

    /** The tileset of a layer: a branch for each region, in it the coarse levels, then a leaf for each occupied cell. */
    async tileset(id: string, visitor: Visitor): Promise<{ json: unknown; revision: number }> {
      const entry = layerFor(id, visitor);
      const levels = solidLevels(entry);
      const revision = await revisionOf(id);
      return {
        revision,
        json: planTileset(levels, await leavesOf(entry, visitor, levels), {
          revision,
          release: CONTENT_VERSION,
        }),
      };
    },

    close: () => workers.close(),
  };
}

function checkAddress({ z, x, y }: TileAddress, maxZoom: number, columns: number): void {
  const whole = [z, x, y].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!whole || z > maxZoom || x >= columns || y >= 2 ** z) {
    throw new TileError(
      'tile-out-of-range',
      `There is no tile ${z}/${x}/${y}: z goes from 0 to ${maxZoom}, y to 2^z − 1.`,
    );
  }
}

function leafOf(address: TileAddress, { west, south, east, north, low, high, tallest }: CellRow): LeafCell {
  return {
    address,
    box: [west, south, east, north],
    lowMetres: low - BELOW_METRES,
    highMetres: high + (tallest ?? UNKNOWN_ABOVE_METRES),
    tallestMetres: tallest ?? 0,
  };
}

function solidLevels({ collection }: CollectionOfTheme): Levels {
  const levels = levelsOf(collection.symbol);
  if (!levels) {
    throw new TileError(
      'layer-has-no-3d',
      `The layer ${collection.id} is painted on the ground and has no 3D tiles; its vector tiles are at /tiles/${collection.id}.`,
    );
  }
  return levels;
}
