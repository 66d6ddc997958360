/**
 * Tiles on demand: checks who asks and which version the tile has, looks in the caches, else reads the rows and has a
 * thread make the tile. A thousand simultaneous requests for one tile make it once.
 */
import { existsSync } from 'node:fs';
import type { Pool } from 'pg';
import { collectionById, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import { createChangeLog } from '@twin/gis-data/store/change-log.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { tileVersion, vectorTileBox } from '@twin/gis-data/tile-version.ts';
import { archiveFile } from './archive/archive-file.ts';
import { audienceOf } from './audience.ts';
import { cellBox } from './cells.ts';
import { DEEPEST_LEVEL, levelAt, levelsOf, MOST_FEATURES, type Levels } from './levels.ts';
import { compressTile } from './compress-tile.ts';
import { Flights } from './flights.ts';
import type { Extent } from './place.ts';
import { planTileset, type LeafCell } from './plan-tileset.ts';
import { planCells, type CellRow, type RowsPlan } from './plan-queries.ts';
import type { ProduceJob } from './produce-job.ts';
import { readTile } from './read-tile.ts';
import { createTileCache, type CacheLimits } from './tile-cache.ts';
import { TileError } from './tile-error.ts';
import type { TileAddress } from './tile-row.ts';
import { Turns } from './turns.ts';
import { WorkerPool } from './worker-pool.ts';

const MAX_ZOOM = 22;
/** Rises when the same rows give other bytes, so that no cache serves the tiles of an earlier release. */
export const CONTENT_VERSION = 10;
/** Where nobody says otherwise; the demo district has some 30 MB of tiles in all. */
const CACHE_LIMITS: CacheLimits = { memoryBytes: 128 * 1024 ** 2, diskBytes: 4 * 1024 ** 3 };
/** Tiles that may wait for their turn: half a minute of work on two cores. */
const MOST_WAITING = 256;
/** One tile's encoding may take so long; its rows have the database's own limit. */
const MOST_SECONDS = 20;
/** Error codes of PostgreSQL: a query was cancelled, here by its limit of time; a value was too large to be made. */
const QUERY_CANCELED = '57014';
const PROGRAM_LIMIT_EXCEEDED = '54000';
/** Room above and below the geometry's own heights where no field says how high a thing is. */
const UNKNOWN_ABOVE_METRES = 30;
const BELOW_METRES = 12;
/** Degrees; a point on the world's edge lies in it. */
const WORLD_BOX = [-180, -90, 181, 91] as const;

export type TileService = ReturnType<typeof createTileService>;

/** A tile that a visitor may have: which it is, and how to get it. */
export type TileAnswer = {
  /** The last revision of the collection that changed something within the tile. */
  readonly version: number;
  /** Of the whole collection. */
  readonly revision: number;
  /** The same for all that would get the same bytes, here or in another copy of the service. */
  readonly tag: string;
  /**
   * @param waiter aborted when the one who asks has gone: what nobody else waits for is given up
   * @returns the tile, gzipped; an empty array where there is nothing
   * @throws TileError `busy`, `tile-too-slow`, `tile-too-large`
   */
  load(waiter?: AbortSignal): Promise<Uint8Array>;
};

export function createTileService({
  pool,
  cacheDir,
  archiveDir,
  threads,
  mostWaiting = MOST_WAITING,
  mostSeconds = MOST_SECONDS,
  limits = CACHE_LIMITS,
}: {
  pool: Pool;
  cacheDir: string;
  archiveDir: string;
  threads: number;
  /** Tiles that may wait to be made; one more is refused. */
  mostWaiting?: number;
  /** That the encoding of one tile may take. */
  mostSeconds?: number;
  limits?: CacheLimits;
}) {
  const workers = new WorkerPool(threads, mostSeconds);
  const flights = new Flights<Uint8Array>();
  const turns = new Turns({ atOnce: threads, mostWaiting });
  const cache = createTileCache(cacheDir, limits);
  /** Tiles of earlier releases are not asked for again. */
  const swept = cache.keepOnly(`v${CONTENT_VERSION}`);
  swept.catch(() => {}); // met by the first who asks
  const log = createChangeLog(pool);

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

  /** One key, one making. What is there waits for no turn. */
  const cached = (
    key: string,
    make: (abandoned: AbortSignal) => Promise<Uint8Array>,
    waiter: AbortSignal | undefined,
  ): Promise<Uint8Array> =>
    flights.join(
      key,
      async (abandoned) => {
        await swept;
        const found = await cache.read(key);
        if (found) return found;
        const bytes = await turns.take(abandoned, () => make(abandoned));
        const packed = bytes.length === 0 ? bytes : await compressTile(bytes);
        await cache.write(key, packed);
        return packed;
      },
      waiter,
    );

  /** @param name of the tile within its layer and audience */
  const answer = (
    entry: CollectionOfTheme,
    visitor: Visitor,
    name: string,
    { version, revision }: Pick<TileAnswer, 'version' | 'revision'>,
    make: (abandoned: AbortSignal) => Promise<Uint8Array>,
  ): TileAnswer => {
    const audience = audienceOf(entry, visitor);
    const [stem, kind] = name.split('.');
    const key = `v${CONTENT_VERSION}/${entry.collection.id}/${audience}/${stem}-${version}.${kind}`;
    return {
      version,
      revision,
      tag: `${CONTENT_VERSION}-${version}-${audience}`,
      load: (waiter) => cached(key, make, waiter),
    };
  };

  const tile = async (
    id: string,
    address: TileAddress,
    visitor: Visitor,
    plan: RowsPlan,
    job: Pick<ProduceJob, 'format' | 'surveyed'>,
  ): Promise<TileAnswer> => {
    const entry = layerFor(id, visitor);
    const { z, x, y } = address;
    const { revision, changes } = await log.of(id);
    const state = { version: tileVersion(changes, plan.box), revision };
    return answer(entry, visitor, `${z}/${x}/${y}.${job.format}`, state, async (abandoned) => {
      const ordered = { ...job, collection: entry.collection, address };
      try {
        return await readTile(
          pool,
          visitor,
          entry,
          plan,
          ({ properties }, feed) => workers.run({ kind: 'tile', job: ordered, properties }, feed),
          abandoned,
        );
      } catch (error) {
        throw tooMuch(error) ?? error;
      }
    });
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
    /** Revision of a collection and where it changed: what tiles are named by. */
    changesOf: (id: string) => log.of(id),

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

    async vector(id: string, address: TileAddress, visitor: Visitor): Promise<TileAnswer> {
      checkAddress(address, MAX_ZOOM, 2 ** address.z);
      return tile(id, address, visitor, { box: vectorTileBox(address), zoom: address.z }, { format: 'mvt' });
    },

    /** @param surveyed where an elevation model knows the ground: elsewhere things stand on height 0 */
    async content(
      id: string,
      address: TileAddress,
      visitor: Visitor,
      surveyed: Extent | undefined,
    ): Promise<TileAnswer> {
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
    async tileset(id: string, visitor: Visitor): Promise<TileAnswer> {
      const entry = layerFor(id, visitor);
      const levels = solidLevels(entry);
      const { revision, changes } = await log.of(id);
      return answer(entry, visitor, 'tileset.json', { version: revision, revision }, async () => {
        const leaves = await leavesOf(entry, visitor, levels);
        const named = (address: TileAddress): string =>
          `?r=${tileVersion(changes, cellBox(address))}&v=${CONTENT_VERSION}`;
        return new TextEncoder().encode(JSON.stringify(planTileset(levels, leaves, { revision, named })));
      });
    },

    close: () => workers.close(),
  };
}

/** What the database says of a tile that is more than it can give. */
function tooMuch(error: unknown): TileError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === QUERY_CANCELED)
    return new TileError(
      'tile-too-slow',
      'Reading the rows of this tile took too long and was given up. Ask for the tiles below it, which hold less.',
      { cause: error },
    );
  if (code === PROGRAM_LIMIT_EXCEEDED)
    return new TileError(
      'tile-too-large',
      'The rows of this tile are more than the database gives at once. Ask for the tiles below it, which hold less.',
      { cause: error },
    );
  return undefined;
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
