/** What is asked of the database for tiles. Pure: collection and place in, SQL and its values out. */
import { tableOf, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import { BUFFER_SHARE } from '@twin/gis-data/tile-version.ts';
import { MOST_FEATURES, type Level } from './levels.ts';
import type { Extent } from './place.ts';
import { fieldsInTiles } from './fields-in-tiles.ts';
import type { CopiedType, RowsQuery } from './read-rows.ts';
import type { TileAddress } from './tile-row.ts';

/** What a tile holds: rows whose box meets `box`, or, for 3D content, those whose middle lies in it, as its level wants. */
export type RowsPlan = {
  readonly box: Extent;
  readonly level?: Level;
  /** Of a vector tile that is read for itself, not for those below it: what it cannot show need not be read. */
  readonly zoom?: number;
  /** Only the most important rows: all of them were too many. */
  readonly isCrowded?: boolean;
};

/** Of a vector tile that is crowded. */
const MOST_ROWS = 100_000;
/** A geometry that is longer, in bytes as it is stored, is cut and thinned to the tile before it is read. */
const LARGE_BYTES = 1_000_000;
/** A vector tile has so many units on a side; see producers/vector.ts. */
const TILE_UNITS = 4096;
/** At these zooms most polygons of a city are too small to be drawn, and their boxes tell. */
const SMALL_UP_TO_ZOOM = 12;
/** Square units of the tile; see producers/vector.ts. */
const SMALLEST_AREA = 16;

const MIDDLE_X = '(ST_XMin(geom) + ST_XMax(geom)) / 2';
const MIDDLE_Y = '(ST_YMin(geom) + ST_YMax(geom)) / 2';

export function planRows(
  entry: CollectionOfTheme,
  { box, level, zoom, isCrowded = false }: RowsPlan,
): RowsQuery {
  const { collection } = entry;
  const carried = fieldsInTiles(collection);
  const names = level ? [...new Set([...carried, ...symbolFields(collection.symbol)])] : carried;
  const generic = collection.source === 'feature';
  const columns = names.map((name) => `${valueOf(entry, name)} as "${name}"`);
  const properties = names.map((name) => ({ name, type: copiedType(entry, name) }));
  const values: (string | number)[] = [...box];
  const conditions = ['geom && ST_MakeEnvelope($1, $2, least($3::float8, 180), least($4::float8, 90), 4490)'];
  if (level)
    conditions.push(`${MIDDLE_X} >= $1 and ${MIDDLE_X} < $3 and ${MIDDLE_Y} >= $2 and ${MIDDLE_Y} < $4`);
  if (generic) conditions.push(`collection = $${values.push(collection.id)}`);
  const { symbol } = collection;
  if (level && symbol.kind === 'bim') conditions.push(`"${symbol.shape}" is not null`);
  const height = heightOf(entry);
  if (level?.leastHeightMetres !== undefined && height)
    conditions.push(`${height} >= $${values.push(level.leastHeightMetres)}`);
  const unitDegrees = 360 / TILE_UNITS / 2 ** (zoom ?? Infinity);
  if (zoom !== undefined && zoom <= SMALL_UP_TO_ZOOM && collection.geometry.endsWith('Polygon'))
    conditions.push(isDrawn(unitDegrees, box));
  const body = level ? bodyOf(entry) : cutBody(unitDegrees);
  const wanted = `select gid, id, ${body} as wkb${columns.map((column) => `, ${column}`).join('')} from ${tableOf(collection)} where ${conditions.join(' and ')}`;
  // Without an order: sorted geometries spill to the server's disk, and most tables lie in the order of gid as it is.
  if (!level && !isCrowded) return { text: wanted, values, properties };
  if (!level)
    return { text: `${wanted} order by ${importanceOf(entry)} limit ${MOST_ROWS}`, values, properties };
  const importance = level.detail === 'near' ? 'gid' : importanceOf(entry);
  return {
    text: `select * from (${wanted} order by ${importance} limit ${MOST_FEATURES}) important order by gid`,
    values,
    properties,
  };
}

/** Whether a polygon may be large enough to be drawn: rounding to units adds one to a side at most. */
function isDrawn(unitDegrees: number, [, south, , north]: Extent): string {
  // A degree of latitude has more units the farther it is from the equator.
  const stretch = 1 / Math.cos((Math.min(85.1, Math.max(Math.abs(south), Math.abs(north))) * Math.PI) / 180);
  const side = (low: string, high: string, scale: number): string =>
    `((${high}(geom) - ${low}(geom)) * ${scale} + 1)`;
  return `${side('ST_XMin', 'ST_XMax', 1 / unitDegrees)} * ${side('ST_YMin', 'ST_YMax', stretch / unitDegrees)} >= ${SMALLEST_AREA}`;
}

/** The geometry, or what a tile needs of a very large one: it is cut to the box, and loses what lies within half a unit. */
function cutBody(unitDegrees: number): string {
  const thinned = `ST_RemoveRepeatedPoints(geom, ${unitDegrees / 2})`;
  const cut = `ST_ClipByBox2D(${unitDegrees > 0 ? thinned : 'geom'}, ST_MakeEnvelope($1, $2, $3, $4, 4490))`;
  return `case when pg_column_size(geom) > ${LARGE_BYTES} then ST_AsBinary(${cut}) else ST_AsBinary(geom) end`;
}

/** The bytes from which a feature's body is made: its geometry, or, of an element of a model, its place and its shape. */
function bodyOf({ collection: { symbol } }: CollectionOfTheme): string {
  return symbol.kind === 'bim'
    ? `ST_AsBinary(geom, 'NDR') || (select mesh from "${symbol.shapes}" where id = "${symbol.shape}")`
    : 'ST_AsBinary(geom)';
}

/** What stays when a coarse level cannot hold everything: bulk, width, or an even share of what is all alike. */
function importanceOf(entry: CollectionOfTheme): string {
  const { symbol } = entry.collection;
  switch (symbol.kind) {
    case 'extrusion':
      return `ST_Area(geom) * coalesce(${heightOf(entry) ?? '1'}, 1) desc, gid`;
    case 'area':
      return 'ST_Area(geom) desc, gid';
    case 'tube':
      return `coalesce(${numberColumn(entry, symbol.widthMm)}, 0) desc, gid`;
    // Multiplied by the golden ratio of 2^32, neighbouring numbers fall far apart.
    default:
      return '(gid::bigint * 2654435761) % 4294967296, gid';
  }
}

function heightOf(entry: CollectionOfTheme): string | undefined {
  const { symbol } = entry.collection;
  const field =
    symbol.kind === 'extrusion' || symbol.kind === 'model' || symbol.kind === 'bim'
      ? symbol.height
      : undefined;
  if (field === undefined) return undefined;
  return field.endsWith('_mm') ? `${numberColumn(entry, field)} / 1000` : numberColumn(entry, field);
}

/** National height of the ground at a building, where a field has it. */
function footOf(entry: CollectionOfTheme): string {
  const { symbol } = entry.collection;
  return symbol.kind === 'extrusion' && symbol.foot ? numberColumn(entry, symbol.foot) : 'null';
}

/** A property in the type in which it is copied. */
function valueOf(entry: CollectionOfTheme, name: string): string {
  const type = copiedType(entry, name);
  if (type === 'number') return numberColumn(entry, name);
  const generic = entry.collection.source === 'feature';
  if (type === 'boolean')
    return generic
      ? `(case jsonb_typeof(properties->'${name}') when 'boolean' then (properties->>'${name}')::boolean end)`
      : `"${name}"`;
  return generic ? `properties->>'${name}'` : `"${name}"::text`;
}

/** Codes whose keys are numbers lie in columns of numbers. */
function copiedType({ collection }: CollectionOfTheme, name: string): CopiedType {
  const field = collection.fields[name];
  if (!field) throw new Error(`The symbol of ${collection.id} reads ${name}, which is no field of it.`);
  if (field.type === 'number' || field.type === 'integer') return 'number';
  if (field.type === 'code' && Object.keys(field.values).every((key) => /^\d+$/.test(key))) return 'number';
  return field.type === 'boolean' ? 'boolean' : 'text';
}

function numberColumn({ collection }: CollectionOfTheme, field: string): string {
  return collection.source === 'feature'
    ? `(case jsonb_typeof(properties->'${field}') when 'number' then (properties->>'${field}')::float8 end)`
    : `"${field}"::float8`;
}

/** Occupied cells of one level, or of a divided cell's inside. */
export function planCells(
  entry: CollectionOfTheme,
  z: number,
  within: Extent,
): { text: string; values: unknown[] } {
  const { collection } = entry;
  const generic = collection.source === 'feature';
  const { symbol } = collection;
  const drawn = symbol.kind === 'bim' ? `and "${symbol.shape}" is not null` : '';
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
    where not ST_IsEmpty(geom) and ${MIDDLE_X} >= $2 and ${MIDDLE_X} < $4 and ${MIDDLE_Y} >= $3 and ${MIDDLE_Y} < $5 ${generic ? 'and collection = $6' : ''} ${drawn}
    group by 1, 2 order by 1, 2`,
  };
}

/**
 * Vector tiles of a zoom that rows meet, with the number of rows for each, or of their kilobytes where those are more; with `within`, only the parts of that tile.
 * @param box degrees; rows that do not meet it are left out
 */
export function planOccupied(
  { collection }: CollectionOfTheme,
  z: number,
  box: Extent,
  within?: TileAddress,
): { text: string; values: unknown[] } {
  const values: unknown[] = [2 ** z, BUFFER_SHARE, ...box];
  const conditions = ['geom && ST_MakeEnvelope($3, $4, $5, $6, 4490)', 'not ST_IsEmpty(geom)'];
  if (collection.source === 'feature') conditions.push(`collection = $${values.push(collection.id)}`);
  const column = (side: string): string => `(${side}(geom) / 360 + 0.5) * $1`;
  const row = (side: string): string =>
    `(0.5 - asinh(tan(radians(greatest(-89.9, least(89.9, ${side}(geom)))))) / (2 * pi())) * $1`;
  const span = (low: string, high: string, from: number, to: number): string =>
    `generate_series(greatest(${from}, floor(${low} - $2::float8))::int, least(${to}, floor(${high} + $2::float8))::int)`;
  const parts = within && 2 ** (z - within.z);
  const range = (at: 'x' | 'y'): [number, number] =>
    within && parts ? [within[at] * parts, (within[at] + 1) * parts - 1] : [0, 2 ** z - 1];
  return {
    values,
    // A thousand bytes count as a row: geometries may be long. The longest are cut before they are read.
    text: `select x, y, greatest(count(*), sum(least(pg_column_size(geom), ${LARGE_BYTES})) / 1000)::int as count from ${tableOf(collection)},
      ${span(column('ST_XMin'), column('ST_XMax'), ...range('x'))} x,
      ${span(row('ST_YMax'), row('ST_YMin'), ...range('y'))} y
    where ${conditions.join(' and ')} group by 1, 2`,
  };
}

export type CellRow = {
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
    case 'bim':
      return [symbol.bearing, symbol.ground];
    default:
      return [];
  }
}
