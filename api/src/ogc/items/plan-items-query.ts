/**
 * An OGC API items request as data: the columns, the SQL and its parameters. Names come from the registry alone;
 * whatever the visitor wrote is a parameter.
 */
import { tableOf, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Grade } from '@twin/gis-data/theme.ts';
import { columnOf } from '../../column-of.ts';
import { Problem } from '../../problems.ts';
import { filterLanguage, readFilter } from './cql2/read-filter.ts';
import { CITY_TIME_ZONE, endOfDay, readInstant, startOfDay, type Instant } from './instant.ts';
import { queryablesOf, type Queryable } from './queryables.ts';
import {
  boxesOf,
  boxInWords,
  CRS84,
  envelopeSql,
  geoJsonIn,
  referenceSystem,
  type ReferenceSystem,
} from '../reference-systems.ts';

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 10_000;
/** Parameters of every collection; all others are names of queryables. */
const PARAMETERS = [
  'bbox',
  'bbox-crs',
  'crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'limit',
  'after',
  'f',
] as const;
type Parameter = (typeof PARAMETERS)[number];

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
export type ItemsPlan = {
  /** The page behind an item, in the order of gid: one row more than asked for tells whether another page follows. */
  readonly page: (after: number, limit: number, system: ReferenceSystem) => Statement;
  /** The same selection without page and limit: `from … where …`. */
  readonly from: Statement;
  /** It counted. */
  readonly count: Statement;
  /** Which kinds of geometry it has, by `type` and `z`. */
  readonly geometries: Statement;
  /** False where everything of the collection is meant. */
  readonly filtered: boolean;
  /** As asked for; absent: the default of the format. */
  readonly limit: number | undefined;
  /** The gid behind which the page begins. */
  readonly after: number;
  /** That the visitor asks for. */
  readonly system: ReferenceSystem;
};

/**
 * @param query as parsed from the URL: a repeated parameter is an array, and refused
 * @throws Problem parameter-unknown, parameter-invalid or filter-invalid
 */
export function planItemsQuery(
  entry: CollectionOfTheme,
  grade: Grade,
  query: Readonly<Record<string, unknown>>,
): ItemsPlan {
  const { collection } = entry;
  const queryables = queryablesOf(entry, grade);
  const values: unknown[] = [];
  const where: string[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  if (collection.source === 'feature') where.push(`collection = ${parameter(collection.id)}`);
  const conditionsOfAll = where.length;

  const given = new Map<Parameter, string>();
  for (const [name, raw] of Object.entries(query)) {
    const queryable = queryables.get(name);
    const isParameter = isParameterName(name);
    if (!isParameter && (!queryable || queryable.kind === 'geometry')) {
      throw new Problem(
        'parameter-unknown',
        `${name} is no parameter of ${collection.id}; /ogc/collections/${collection.id}/queryables lists them.`,
      );
    }
    if (typeof raw !== 'string') throw new Problem('parameter-invalid', `${name} may be given once.`);
    if (isParameter) given.set(name, raw);
    else if (queryable) where.push(equals(name, queryable, raw, parameter));
  }

  const bbox = given.get('bbox');
  const bboxSystem = referenceSystem('bbox-crs', given.get('bbox-crs'));
  if (bbox !== undefined) where.push(meetsBox(bbox, bboxSystem, parameter));
  const datetime = given.get('datetime');
  if (datetime !== undefined) {
    const interval = intervalOf(datetime);
    const field = collection.time === undefined ? undefined : queryables.get(collection.time);
    if (field) where.push(meetsTime(field, interval, parameter));
  }
  const filter = given.get('filter');
  const filterSystem = referenceSystem('filter-crs', given.get('filter-crs'));
  const language = filterLanguage(given.get('filter-lang'));
  if (filter !== undefined)
    where.push(readFilter({ filter, language, system: filterSystem, queryables, parameter }));

  const system = referenceSystem('crs', given.get('crs'));
  const table = tableOf(collection);
  const from = `from ${table} ${clause(where)}`;
  return {
    page: (after, limit, of) => ({
      text: `select ${selection(entry, grade, of)} from ${table} ${clause([...where, `gid > $${values.length + 1}::bigint`])} order by gid limit $${values.length + 2}`,
      values: [...values, after, limit + 1],
    }),
    from: { text: from, values },
    count: { text: `select count(*)::int as count ${from}`, values },
    geometries: {
      text: `select GeometryType(geom) as type, ST_Zmflag(geom) > 1 as z ${from} group by 1, 2`,
      values,
    },
    filtered: where.length > conditionsOfAll,
    limit: limitOf(given.get('limit')),
    after: cursorOf(given.get('after')),
    system,
  };
}

/**
 * One item by its id, with what tells its versions apart.
 * @throws Problem item-unknown for an id that cannot be
 */
export function planItemQuery(
  entry: CollectionOfTheme,
  grade: Grade,
  id: string,
  system: ReferenceSystem = CRS84,
): { text: string; values: unknown[] } {
  // No text of the database can hold it.
  if (id.includes('\0'))
    throw new Problem(
      'item-unknown',
      `${entry.collection.id} has no item whose id holds the null character.`,
    );
  const generic = entry.collection.source === 'feature';
  return {
    text: `select ${selection(entry, grade, system)}, ${version(entry, grade)} as row_version from ${tableOf(entry.collection)} where id = $1 ${generic ? 'and collection = $2' : ''}`,
    values: generic ? [id, entry.collection.id] : [id],
  };
}

function isParameterName(name: string): name is Parameter {
  return PARAMETERS.some((known) => known === name);
}

function selection(entry: CollectionOfTheme, grade: Grade, system: ReferenceSystem): string {
  const fields = visibleFields(entry, grade).map(
    ([name, field]) => `${columnOf(entry, name, field)} as "${name}"`,
  );
  return ['gid', 'id', 'source_id', `${geoJsonIn(system, 'geom')} as geometry`, ...fields].join(', ');
}

/** SQL of a hash of all that the visitor sees of an item: two states that look the same to him are one. */
function version(entry: CollectionOfTheme, grade: Grade): string {
  const columns = visibleFields(entry, grade).map(([name, field]) => columnOf(entry, name, field));
  return `md5(row(${[...columns, 'ST_AsEWKB(geom)'].join(', ')})::text)`;
}

function clause(where: readonly string[]): string {
  return where.length > 0 ? `where ${where.join(' and ')}` : '';
}

function limitOf(raw: string | undefined): number | undefined {
  if (raw === undefined) return undefined;
  const limit = /^\d{1,9}$/.test(raw) ? Number(raw) : 0;
  if (limit < 1) throw new Problem('parameter-invalid', `limit is a whole number from 1 to ${MAX_LIMIT}.`);
  return Math.min(limit, MAX_LIMIT);
}

function cursorOf(raw: string | undefined): number {
  if (raw === undefined) return 0;
  if (!/^\d{1,10}$/.test(raw))
    throw new Problem('parameter-invalid', 'after is not a cursor of this service; follow the next link.');
  return Number(raw);
}

function meetsBox(raw: string, system: ReferenceSystem, parameter: (value: unknown) => string): string {
  const numbers = raw
    .split(',')
    .map((part) => (/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(part) ? Number(part) : Number.NaN));
  const boxes = boxesOf(system, numbers);
  if (!boxes) throw new Problem('parameter-invalid', `bbox is ${boxInWords(system)}.`);
  const conditions = boxes.map((box) => {
    const envelope = envelopeSql(system, box, parameter);
    // The index knows boxes only, and under row-level security it is not asked by ST_Intersects.
    return `(geom && ${envelope} and ST_Intersects(geom, ${envelope}))`;
  });
  return `(${conditions.join(' or ')})`;
}

type Interval = { readonly from: Instant | undefined; readonly to: Instant | undefined };

function intervalOf(raw: string): Interval {
  const parts = raw.split('/');
  const [from, to] = parts.length === 1 ? [raw, raw] : parts;
  const isOpen = (text: string | undefined): boolean => parts.length === 2 && (text === '..' || text === '');
  const [start, end] = [readInstant(from), readInstant(to)];
  const valid =
    parts.length <= 2 &&
    (start ?? isOpen(from)) &&
    (end ?? isOpen(to)) &&
    (start !== undefined || end !== undefined);
  // A day and a moment have no order that is plain to see.
  const isBackwards = start && end && start.isDay === end.isDay && start.value > end.value;
  if (!valid || isBackwards) {
    throw new Problem(
      'parameter-invalid',
      'datetime is an RFC 3339 time or an interval, such as 2025-01-01/2025-12-31 or 2025-01-01T00:00:00Z/..',
    );
  }
  return { from: start, to: end };
}

/** Items whose time meets the interval, and those that have none: a day is as long as a day is in the city. */
function meetsTime(
  { sql: column, kind }: Queryable,
  { from, to }: Interval,
  parameter: (value: unknown) => string,
): string {
  const day = ({ isDay, value }: Instant): string =>
    isDay
      ? `${parameter(value)}::date`
      : `(${parameter(value)}::timestamptz at time zone '${CITY_TIME_ZONE}')::date`;
  const moment = ({ isDay, value }: Instant, ofDay: (day: string) => string): string =>
    isDay ? ofDay(`${parameter(value)}::date`) : `${parameter(value)}::timestamptz`;
  const conditions = [
    ...(from ? [`${column} >= ${kind === 'date' ? day(from) : moment(from, startOfDay)}`] : []),
    ...(to ? [`${column} <= ${kind === 'date' ? day(to) : moment(to, endOfDay)}`] : []),
  ];
  return `(${column} is null or (${conditions.join(' and ')}))`;
}

function equals(
  name: string,
  { sql, field }: Queryable,
  raw: string,
  parameter: (value: unknown) => string,
): string {
  const wrong = (what: string): Problem => new Problem('parameter-invalid', `${name} is ${what}.`);
  switch (field?.type) {
    case 'integer':
      if (!/^-?\d{1,15}$/.test(raw)) throw wrong('a whole number');
      return `${sql} = ${parameter(Number(raw))}::float8`;
    case 'number':
      if (raw.trim() === '' || !Number.isFinite(Number(raw))) throw wrong('a number');
      return `${sql} = ${parameter(Number(raw))}::float8`;
    case 'boolean':
      // GDAL writes 1 and 0.
      if (!['true', 'false', '1', '0'].includes(raw)) throw wrong('true or false');
      return `${sql} = ${parameter(raw)}::boolean`;
    case 'date':
    case 'datetime': {
      const instant = readInstant(raw);
      const isOfKind = instant?.isDay === (field.type === 'date');
      if (!instant || !isOfKind)
        throw wrong(
          field.type === 'date' ? 'a date such as 2025-11-06' : 'a time such as 2025-11-06T08:00:00Z',
        );
      return `${sql} = ${parameter(instant.value)}::${instant.isDay ? 'date' : 'timestamptz'}`;
    }
    case 'code':
      if (!Object.hasOwn(field.values, raw)) throw wrong(`one of ${Object.keys(field.values).join(', ')}`);
      return `${sql} = ${parameter(raw)}::text`;
    default:
      if (raw.includes('\0')) throw wrong('text without the null character');
      return `${sql} = ${parameter(raw)}::text`;
  }
}
