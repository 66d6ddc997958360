/**
 * Tiles on demand: checks who asks, looks in the disk cache of the collection's revision, else reads the rows and has
 * a thread make the tile. A thousand simultaneous requests for one tile make it once.
 */
import type { Pool } from 'pg';
import { collectionById, tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead, type Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { cellBox } from './cells.ts';
import { DEEPEST_LEVEL, levelAt, levelsOf, MOST_FEATURES, type Level, type Levels } from './levels.ts';
import type { Extent } from './place.ts';
import { planTileset, type LeafCell } from './plan-tileset.ts';
import { fieldsInTiles, type ProduceJob } from './produce-job.ts';
import { readRows, type RowsAsText, type RowsQuery } from './read-rows.ts';
import { createTileCache } from './tile-cache.ts';
import { TileError } from './tile-error.ts';
import type { TileAddress } from './tile-row.ts';
import { WorkerPool } from './worker-pool.ts';

const MAX_ZOOM = 22;
/** Rises when the same rows give other bytes, so that no cache serves the tiles of an earlier release. */
export const CONTENT_VERSION = 6;
/** Rows are read for a box a little larger than the tile, so that strokes have no seams. */
const BUFFER_SHARE = 0.03;
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
  threads,
}: {
  pool: Pool;
  cacheDir: string;
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

  const read = (entry: CollectionOfTheme, visitor: Visitor, plan: RowsPlan): Promise<RowsAsText> =>
    readAs(pool, visitor, (client) => readRows(client, planRows(entry, plan)));

  const audience = (entry: CollectionOfTheme, visitor: Visitor): string =>
    collectionGrade(entry.theme, entry.collection) === 'public'
      ? 'all'
      : (visitor.grade === 'operator' ? `o${visitor.operator ?? ''}` : `d${visitor.division ?? ''}`).replace(
          /[^a-z0-9]/gi,
          '_',
        );

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
    const key = `v${CONTENT_VERSION}/${id}/${revision}/${audience(entry, visitor)}/${z}/${x}/${y}.${job.format}`;
    const bytes = await cached(key, async () =>
      workers.run({ ...job, collection: entry.collection, address, rows: await read(entry, visitor, plan) }),
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

function mercatorBox({ z, x, y }: TileAddress): [number, number, number, number] {
  const longitude = (column: number): number => (column / 2 ** z) * 360 - 180;
  const latitude = (row: number): number =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [
    longitude(x - BUFFER_SHARE),
    latitude(y + 1 + BUFFER_SHARE),
    longitude(x + 1 + BUFFER_SHARE),
    latitude(y - BUFFER_SHARE),
  ];
}

/** What a tile holds: rows whose box meets `box`, or, for 3D content, those whose middle lies in it, as its level wants. */
type RowsPlan = { readonly box: Extent; readonly level?: Level };

const MIDDLE_X = '(ST_XMin(geom) + ST_XMax(geom)) / 2';
const MIDDLE_Y = '(ST_YMin(geom) + ST_YMax(geom)) / 2';

function planRows(entry: CollectionOfTheme, { box, level }: RowsPlan): RowsQuery {
  const { collection } = entry;
  const carried = fieldsInTiles(collection);
  const names = level ? [...new Set([...carried, ...symbolFields(collection.symbol)])] : carried;
  const generic = collection.source === 'feature';
  const columns = names.map((name) => (generic ? `properties->'${name}' as "${name}"` : `"${name}"`));
  const values: unknown[] = [...box];
  const conditions = ['geom && ST_MakeEnvelope($1, $2, least($3::float8, 180), least($4::float8, 90), 4490)'];
  if (level)
    conditions.push(`${MIDDLE_X} >= $1 and ${MIDDLE_X} < $3 and ${MIDDLE_Y} >= $2 and ${MIDDLE_Y} < $4`);
  if (generic) conditions.push(`collection = $${values.push(collection.id)}`);
  const height = heightOf(entry);
  if (level?.leastHeightMetres !== undefined && height)
    conditions.push(`${height} >= $${values.push(level.leastHeightMetres)}`);
  const wanted = `select gid, id, ST_AsBinary(geom) as wkb${columns.map((column) => `, ${column}`).join('')} from ${tableOf(collection)} where ${conditions.join(' and ')}`;
  // Without an order: sorted geometries spill to the server's disk, and most tables lie in the order of gid as it is.
  if (!level) return { text: wanted, values, properties: names };
  const importance = level.detail === 'near' ? 'gid' : importanceOf(entry);
  return {
    text: `select * from (${wanted} order by ${importance} limit ${MOST_FEATURES}) important order by gid`,
    values,
    properties: names,
  };
}

/** What stays when a coarse level cannot hold everything: bulk, width, or an even share of what is all alike. */
function importanceOf(entry: CollectionOfTheme): string {
  const { symbol } = entry.collection;
  switch (symbol.kind) {
    case 'extrusion':
      return `ST_Area(geom) * coalesce(${heightOf(entry) ?? '1'}, 1) desc, gid`;
    case 'tube':
      return `coalesce(${numberColumn(entry, symbol.widthMm)}, 0) desc, gid`;
    // Multiplied by the golden ratio of 2^32, neighbouring numbers fall far apart.
    default:
      return '(gid::bigint * 2654435761) % 4294967296, gid';
  }
}

function heightOf(entry: CollectionOfTheme): string | undefined {
  const { symbol } = entry.collection;
  const field = symbol.kind === 'extrusion' || symbol.kind === 'model' ? symbol.height : undefined;
  if (field === undefined) return undefined;
  return field.endsWith('_mm') ? `${numberColumn(entry, field)} / 1000` : numberColumn(entry, field);
}

/** National height of the ground at a building, where a field has it. */
function footOf(entry: CollectionOfTheme): string {
  const { symbol } = entry.collection;
  return symbol.kind === 'extrusion' && symbol.foot ? numberColumn(entry, symbol.foot) : 'null';
}

function numberColumn({ collection }: CollectionOfTheme, field: string): string {
  return collection.source === 'feature'
    ? `(case jsonb_typeof(properties->'${field}') when 'number' then (properties->>'${field}')::float8 end)`
    : `"${field}"::float8`;
}

/** Occupied cells of one level, or of a divided cell's inside. */
function planCells(entry: CollectionOfTheme, z: number, within: Extent): { text: string; values: unknown[] } {
  const { collection } = entry;
  const generic = collection.source === 'feature';
  const values: unknown[] = [180 / 2 ** z, ...within, ...(generic ? [collection.id] : [])];
  // A point on the eastern edge of the world, or at the pole, belongs to the last cell.
  const column = `least(floor((${MIDDLE_X} + 180) / $1), ${2 ** (z + 1) - 1})`;
  const row = `least(floor((${MIDDLE_Y} + 90) / $1), ${2 ** z - 1})`;
  return {
    values,
    text: `select ${column}::int as x, ${row}::int as y, count(*)::int as count,
      min(ST_XMin(geom)) as west, min(ST_YMin(geom)) as south, max(ST_XMax(geom)) as east, max(ST_YMax(geom)) as north,
      min(least(ST_ZMin(geom), ${footOf(entry)}, 0)) as low, max(greatest(ST_ZMax(geom), ${footOf(entry)}, 0)) as high, max(${heightOf(entry) ?? 'null::float8'}) as tallest
    from ${tableOf(collection)}
    where not ST_IsEmpty(geom) and ${MIDDLE_X} >= $2 and ${MIDDLE_X} < $4 and ${MIDDLE_Y} >= $3 and ${MIDDLE_Y} < $5 ${generic ? 'and collection = $6' : ''}
    group by 1, 2 order by 1, 2`,
  };
}

type CellRow = {
  x: number;
  y: number;
  count: number;
  west: number;
  south: number;
  east: number;
  north: number;
  low: number;
  high: number;
  tallest: number | null;
};

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

/** Fields that a symbol reads beside those that tiles carry. */
function symbolFields(symbol: LayerSymbol): string[] {
  switch (symbol.kind) {
    case 'extrusion':
      return [symbol.height, symbol.base, symbol.floors, symbol.facade, symbol.foot].filter(
        (name) => name !== undefined,
      );
    case 'tube':
      return [
        symbol.widthMm,
        symbol.heightMm,
        symbol.wallMm,
        symbol.startDepth,
        symbol.endDepth,
        symbol.depthReference,
      ].filter((name) => name !== undefined);
    case 'shaft':
      return [symbol.depth, symbol.sizeMm, symbol.body, symbol.shape].filter((name) => name !== undefined);
    case 'model':
      return [symbol.variant, symbol.height, symbol.width, symbol.length, symbol.bearing].filter(
        (name) => name !== undefined,
      );
    default:
      return [];
  }
}
