/**
 * An OGC API items request as data: the columns, the SQL and its parameters. Names come from the registry alone;
 * whatever the visitor wrote is a parameter.
 */
import { tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Field, Grade } from '@twin/gis-data/theme.ts';
import { Problem } from './problems.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;
const RESERVED = new Set(['bbox', 'datetime', 'limit', 'after', 'f', 'lang', 'crs', 'bbox-crs']);
const CRS84 = ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'http://www.opengis.net/def/crs/OGC/0/CRS84h'];
/** Digits of longitude and latitude: 1e-8° is a millimetre. */
const DEGREES_DIGITS = 8;

export type ItemsPlan = {
  readonly text: string; readonly values: readonly unknown[];
  /** The same selection counted, without page and limit. */
  readonly countText: string; readonly countValues: readonly unknown[];
  readonly limit: number;
};

/**
 * @param query as parsed from the URL: a repeated parameter is an array, and refused
 * @throws Problem parameter-unknown or parameter-invalid
 */
export function planItemsQuery(entry: CollectionOfTheme, grade: Grade, query: Readonly<Record<string, unknown>>): ItemsPlan {
  const fields = new Map(visibleFields(entry, grade));
  const values: unknown[] = [];
  const where: string[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const generic = entry.collection.source === 'feature';
  if (generic) where.push(`collection = ${parameter(entry.collection.id)}`);

  for (const [name, raw] of Object.entries(query)) {
    if (!RESERVED.has(name) && !fields.has(name)) {
      throw new Problem('parameter-unknown', `${name} is no parameter of ${entry.collection.id}; /ogc/collections/${entry.collection.id}/queryables lists them.`);
    }
    if (typeof raw !== 'string') throw new Problem('parameter-invalid', `${name} may be given once.`);
    const field = fields.get(name);
    if (field) where.push(`${columnOf(entry, name, field)} = ${parameter(filterValue(name, field, raw))}`);
  }
  for (const name of ['crs', 'bbox-crs']) {
    const crs = query[name];
    if (crs !== undefined && (typeof crs !== 'string' || !CRS84.includes(crs))) throw new Problem('parameter-invalid', `${name} can be ${CRS84[0]} only.`);
  }
  if (typeof query['bbox'] === 'string') {
    const boxes = boxesOf(query['bbox']).map((box) => `geom && ST_MakeEnvelope(${box.map(parameter).join(', ')}, 4490)`);
    where.push(`(${boxes.join(' or ')})`);
  }
  if (typeof query['datetime'] === 'string') {
    const [from, to] = intervalOf(query['datetime']);
    const { time } = entry.collection;
    const column = time && fields.get(time) ? columnOf(entry, time, fields.get(time) as Field) : undefined;
    if (column) {
      if (from) where.push(`${column} >= ${parameter(from)}::timestamptz`);
      if (to) where.push(`${column} <= ${parameter(to)}::timestamptz`);
    }
  }
  const limit = limitOf(query['limit']);
  const table = tableOf(entry.collection);
  const countText = `select count(*)::int as count from ${table} ${clause(where)}`;
  const countValues = [...values];
  if (typeof query['after'] === 'string') {
    if (!/^\d{1,10}$/.test(query['after'])) throw new Problem('parameter-invalid', 'after is not a cursor of this service; follow the next link.');
    where.push(`gid > ${parameter(Number(query['after']))}`);
  }
  return { text: `select ${selection(entry, grade)} from ${table} ${clause(where)} order by gid limit ${parameter(limit + 1)}`, values, countText, countValues, limit };
}

/** One item by its id. */
export function planItemQuery(entry: CollectionOfTheme, grade: Grade, id: string): { text: string; values: unknown[] } {
  const generic = entry.collection.source === 'feature';
  return {
    text: `select ${selection(entry, grade)} from ${tableOf(entry.collection)} where id = $1 ${generic ? 'and collection = $2' : ''}`,
    values: generic ? [id, entry.collection.id] : [id],
  };
}

/** SQL of a field's value: a column, or a property of the generic table's JSON of the field's grade. */
export function columnOf(entry: CollectionOfTheme, name: string, field: Field): string {
  if (entry.collection.source !== 'feature') return `"${name}"`;
  const access = field.access && field.access !== 'public' ? `${field.access}_properties` : 'properties';
  const text = `${access}->>'${name}'`;
  switch (field.type) {
    case 'number': return `(${text})::double precision`;
    case 'integer': return `(${text})::bigint`;
    case 'boolean': return `(${text})::boolean`;
    default: return `(${text})`;
  }
}

function selection(entry: CollectionOfTheme, grade: Grade): string {
  const fields = visibleFields(entry, grade).map(([name, field]) => `${columnOf(entry, name, field)} as "${name}"`);
  return ['gid', 'id', 'source_id', `ST_AsGeoJSON(geom, ${DEGREES_DIGITS}, 0) as geometry`, ...fields].join(', ');
}

function clause(where: readonly string[]): string {
  return where.length > 0 ? `where ${where.join(' and ')}` : '';
}

function limitOf(raw: unknown): number {
  if (raw === undefined) return DEFAULT_LIMIT;
  const limit = typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : 0;
  if (limit < 1) throw new Problem('parameter-invalid', `limit is a whole number from 1 to ${MAX_LIMIT}.`);
  return Math.min(limit, MAX_LIMIT);
}

/** West, south, east, north; two boxes when it crosses the antimeridian. Of six numbers the heights are left out. */
function boxesOf(raw: string): [number, number, number, number][] {
  const numbers = raw.split(',').map((part) => (/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(part) ? Number(part) : Number.NaN));
  const [west = 0, south = 0, east = 0, north = 0] = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  const wrong = ![4, 6].includes(numbers.length) || numbers.some((value) => !Number.isFinite(value)) || Math.abs(west) > 180 || Math.abs(east) > 180
    || Math.abs(south) > 90 || Math.abs(north) > 90 || south > north;
  if (wrong) throw new Problem('parameter-invalid', 'bbox is west,south,east,north in degrees, such as 110.42,20.01,110.47,20.05.');
  return west <= east ? [[west, south, east, north]] : [[west, south, 180, north], [-180, south, east, north]];
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/;

function intervalOf(raw: string): [string | undefined, string | undefined] {
  const parts = raw.split('/');
  const [from, to] = parts.length === 1 ? [raw, raw] : [parts[0], parts[1]];
  const open = (text: string | undefined): boolean => text === '..' || text === '';
  const instant = (text: string | undefined): boolean => text !== undefined && INSTANT.test(text) && Number.isFinite(Date.parse(text));
  const valid = parts.length <= 2 && [from, to].every((text) => instant(text) || (parts.length === 2 && open(text))) && !(open(from) && open(to));
  if (!valid || (instant(from) && instant(to) && Date.parse(from ?? '') > Date.parse(to ?? ''))) {
    throw new Problem('parameter-invalid', 'datetime is an RFC 3339 time or an interval, such as 2025-01-01/2025-12-31 or 2025-01-01T00:00:00Z/..');
  }
  return [open(from) ? undefined : from, open(to) ? undefined : to];
}

function filterValue(name: string, field: Field, raw: string): unknown {
  const wrong = (what: string): Problem => new Problem('parameter-invalid', `${name} is ${what}.`);
  switch (field.type) {
    case 'integer':
      if (!/^-?\d{1,9}$/.test(raw)) throw wrong('a whole number');
      return Number(raw);
    case 'number':
      if (raw.trim() === '' || !Number.isFinite(Number(raw))) throw wrong('a number');
      return Number(raw);
    case 'boolean':
      if (raw !== 'true' && raw !== 'false') throw wrong('true or false');
      return raw === 'true';
    case 'code':
      if (!Object.hasOwn(field.values, raw)) throw wrong(`one of ${Object.keys(field.values).join(', ')}`);
      return raw;
    case 'date': case 'datetime':
      if (!INSTANT.test(raw) || !Number.isFinite(Date.parse(raw))) throw wrong('a date such as 2025-11-06');
      return raw;
    case 'text': case 'reference':
      if (raw.includes('\0')) throw wrong('text without the null character');
      return raw;
  }
}
