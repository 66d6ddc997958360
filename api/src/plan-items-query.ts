/**
 * An OGC API items request as data: the columns, the SQL and its parameters. Names come from the registry alone;
 * whatever the visitor wrote is a parameter.
 */
import { tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { propertiesColumn, type Field, type Grade } from '@twin/gis-data/theme.ts';
import { Problem } from './problems.ts';

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 10_000;
const RESERVED = new Set(['bbox', 'datetime', 'limit', 'after', 'f', 'crs', 'bbox-crs']);
const CRS84 = ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'http://www.opengis.net/def/crs/OGC/0/CRS84h'];
/** Days begin where the city is. */
const CITY_TIME_ZONE = 'Asia/Shanghai';
/** Digits of longitude and latitude: 1e-8° is a millimetre. */
const DEGREES_DIGITS = 8;

export type ItemsPlan = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** The same selection counted, without page and limit. */
  readonly countText: string;
  readonly countValues: readonly unknown[];
  /** False where everything of the collection is meant. */
  readonly filtered: boolean;
  readonly limit: number;
};

/**
 * @param query as parsed from the URL: a repeated parameter is an array, and refused
 * @throws Problem parameter-unknown or parameter-invalid
 */
export function planItemsQuery(
  entry: CollectionOfTheme,
  grade: Grade,
  query: Readonly<Record<string, unknown>>,
): ItemsPlan {
  const fields = new Map(visibleFields(entry, grade));
  const values: unknown[] = [];
  const where: string[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const generic = entry.collection.source === 'feature';
  if (generic) where.push(`collection = ${parameter(entry.collection.id)}`);
  const conditionsOfAll = where.length;

  for (const [name, raw] of Object.entries(query)) {
    if (!RESERVED.has(name) && !fields.has(name)) {
      throw new Problem(
        'parameter-unknown',
        `${name} is no parameter of ${entry.collection.id}; /ogc/collections/${entry.collection.id}/queryables lists them.`,
      );
    }
    if (typeof raw !== 'string') throw new Problem('parameter-invalid', `${name} may be given once.`);
    const field = fields.get(name);
    if (field)
      where.push(
        `${columnOf(entry, name, field)} = ${parameter(filterValue(name, field, raw))}${field.type === 'integer' ? '::bigint' : ''}`,
      );
  }
  for (const name of ['crs', 'bbox-crs']) {
    const crs = query[name];
    if (crs !== undefined && (typeof crs !== 'string' || !CRS84.includes(crs)))
      throw new Problem('parameter-invalid', `${name} can be ${CRS84[0]} only.`);
  }
  if (typeof query['bbox'] === 'string') {
    const boxes = boxesOf(query['bbox']).map((box) => {
      const envelope = `ST_MakeEnvelope(${box.map(parameter).join(', ')}, 4490)`;
      // The index knows boxes only, and under row-level security it is not asked by ST_Intersects.
      return `(geom && ${envelope} and ST_Intersects(geom, ${envelope}))`;
    });
    where.push(`(${boxes.join(' or ')})`);
  }
  if (typeof query['datetime'] === 'string') {
    const interval = intervalOf(query['datetime']);
    const { time } = entry.collection;
    const field = time === undefined ? undefined : fields.get(time);
    if (time !== undefined && field)
      where.push(meets(columnOf(entry, time, field), field, interval, parameter));
  }
  const limit = limitOf(query['limit']);
  const table = tableOf(entry.collection);
  const countText = `select count(*)::int as count from ${table} ${clause(where)}`;
  const countValues = [...values];
  const filtered = where.length > conditionsOfAll;
  if (typeof query['after'] === 'string') {
    if (!/^\d{1,10}$/.test(query['after']))
      throw new Problem('parameter-invalid', 'after is not a cursor of this service; follow the next link.');
    where.push(`gid > ${parameter(Number(query['after']))}::bigint`);
  }
  return {
    text: `select ${selection(entry, grade)} from ${table} ${clause(where)} order by gid limit ${parameter(limit + 1)}`,
    values,
    countText,
    countValues,
    filtered,
    limit,
  };
}

/**
 * One item by its id.
 * @throws Problem item-unknown for an id that cannot be
 */
export function planItemQuery(
  entry: CollectionOfTheme,
  grade: Grade,
  id: string,
): { text: string; values: unknown[] } {
  // No text of the database can hold it.
  if (id.includes('\0'))
    throw new Problem(
      'item-unknown',
      `${entry.collection.id} has no item whose id holds the null character.`,
    );
  const generic = entry.collection.source === 'feature';
  return {
    text: `select ${selection(entry, grade)} from ${tableOf(entry.collection)} where id = $1 ${generic ? 'and collection = $2' : ''}`,
    values: generic ? [id, entry.collection.id] : [id],
  };
}

/** SQL of a field's value: a column, or a property of the generic table's JSON of the field's grade. */
export function columnOf(entry: CollectionOfTheme, name: string, field: Field): string {
  if (entry.collection.source !== 'feature') return `"${name}"`;
  const text = `${propertiesColumn(entry.theme, entry.collection, field)}->>'${name}'`;
  switch (field.type) {
    case 'number':
      return `(${text})::double precision`;
    case 'integer':
      return `(${text})::bigint`;
    case 'boolean':
      return `(${text})::boolean`;
    case 'date':
      return `(${text})::date`;
    case 'datetime':
      return `(${text})::timestamptz`;
    default:
      return `(${text})`;
  }
}

function selection(entry: CollectionOfTheme, grade: Grade): string {
  const fields = visibleFields(entry, grade).map(
    ([name, field]) => `${columnOf(entry, name, field)} as "${name}"`,
  );
  return ['gid', 'id', 'source_id', `ST_AsGeoJSON(geom, ${DEGREES_DIGITS}, 0) as geometry`, ...fields].join(
    ', ',
  );
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
  const numbers = raw
    .split(',')
    .map((part) => (/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(part) ? Number(part) : Number.NaN));
  const [west = 0, south = 0, east = 0, north = 0] =
    numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  const wrong =
    ![4, 6].includes(numbers.length) ||
    numbers.some((value) => !Number.isFinite(value)) ||
    Math.abs(west) > 180 ||
    Math.abs(east) > 180 ||
    Math.abs(south) > 90 ||
    Math.abs(north) > 90 ||
    south > north;
  if (wrong)
    throw new Problem(
      'parameter-invalid',
      'bbox is west,south,east,north in degrees, such as 110.42,20.01,110.47,20.05.',
    );
  return west <= east
    ? [[west, south, east, north]]
    : [
        [west, south, 180, north],
        [-180, south, east, north],
      ];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2}))?$/;

type Interval = { readonly from: string | undefined; readonly to: string | undefined };

function intervalOf(raw: string): Interval {
  const parts = raw.split('/');
  const [from, to] = parts.length === 1 ? [raw, raw] : parts;
  const open = (text: string | undefined): boolean => text === '..' || text === '';
  const valid =
    parts.length <= 2 &&
    [from, to].every((text) => isInstant(text) || (parts.length === 2 && open(text))) &&
    !(open(from) && open(to));
  if (!valid || (isInstant(from) && isInstant(to) && Date.parse(from) > Date.parse(to))) {
    throw new Problem(
      'parameter-invalid',
      'datetime is an RFC 3339 time or an interval, such as 2025-01-01/2025-12-31 or 2025-01-01T00:00:00Z/..',
    );
  }
  return { from: open(from) ? undefined : from, to: open(to) ? undefined : to };
}

/** A calendar has no 31 April, though `Date` reads one as 1 May. */
function isInstant(text: string | undefined): text is string {
  if (text === undefined || !INSTANT.test(text) || !Number.isFinite(Date.parse(text))) return false;
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Items whose time meets the interval, and those that have none: a day is as long as a day is in the city. */
function meets(
  column: string,
  field: Field,
  { from, to }: Interval,
  parameter: (value: unknown) => string,
): string {
  const isDay = field.type === 'date';
  const instant = (text: string): string => `${parameter(text)}::timestamptz`;
  const day = (text: string): string =>
    DAY.test(text) ? `${parameter(text)}::date` : `(${instant(text)} at time zone '${CITY_TIME_ZONE}')::date`;
  const start = (text: string, daysLater = 0): string =>
    DAY.test(text)
      ? `((${parameter(text)}::date + ${daysLater})::timestamp at time zone '${CITY_TIME_ZONE}')`
      : instant(text);
  const conditions = [
    ...(from === undefined ? [] : [`${column} >= ${isDay ? day(from) : start(from)}`]),
    ...(to === undefined
      ? []
      : [isDay ? `${column} <= ${day(to)}` : `${column} ${DAY.test(to) ? '<' : '<='} ${start(to, 1)}`]),
  ];
  return `(${column} is null or (${conditions.join(' and ')}))`;
}

function filterValue(name: string, field: Field, raw: string): unknown {
  const wrong = (what: string): Problem => new Problem('parameter-invalid', `${name} is ${what}.`);
  switch (field.type) {
    case 'integer':
      if (!/^-?\d{1,9}$/.test(raw)) throw wrong('a whole number');
      return Number(raw);
    case 'number':
      // Single precision is what the columns hold; beyond it no value can be equal.
      if (raw.trim() === '' || !Number.isFinite(Math.fround(Number(raw)))) throw wrong('a number');
      return Number(raw);
    case 'boolean':
      if (raw !== 'true' && raw !== 'false') throw wrong('true or false');
      return raw === 'true';
    case 'code':
      if (!Object.hasOwn(field.values, raw)) throw wrong(`one of ${Object.keys(field.values).join(', ')}`);
      return raw;
    case 'date':
    case 'datetime':
      if (!isInstant(raw)) throw wrong('a date such as 2025-11-06');
      return raw;
    case 'text':
    case 'reference':
      if (raw.includes('\0')) throw wrong('text without the null character');
      return raw;
  }
}
