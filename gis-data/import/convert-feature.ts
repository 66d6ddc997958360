/** One feature of a file to rows of the staging tables, as text of COPY; or the reason why it cannot be. */
import { createHash } from 'node:crypto';
import { toLonLat, type LonLat } from '../coordinates/crs.ts';
import type { Rejection, SourceFeature } from '../formats/format.ts';
import { collectionById, type CollectionOfTheme } from '../index.ts';
import { ewkbHex } from '../store/ewkb.ts';
import { splitByGrade } from '../store/split-by-grade.ts';
import type { Field } from '../theme.ts';
import type { ConversionPlan, Route } from './conversion-plan.ts';
import { copyRow } from './copy-row.ts';
import { kindOf, placeGeometry } from './place-geometry.ts';
import { isYear } from './propose-mapping.ts';
import { readValue, type ReadRule } from './read-value.ts';

export type Converted =
  | { readonly route: number; readonly rows: string; readonly repaired: boolean }
  | { readonly rejection: Rejection; readonly route: number };

/** What happened to the values of a field, for the report. */
export type FieldCount = {
  defaulted: number;
  default: string;
  sentinels: number;
  unreadable: number;
  example: string;
};

/** Ranges of the integer columns: what does not fit is unreadable, not an error of the database. */
const INTEGER_LIMITS: { readonly [type: string]: number } = { int2: 32_767, int4: 2_147_483_647 };
const LONGEST_ID = 120;
const PLAIN_ID = /^[\p{L}\p{N}_.-]+$/u;
const NO_EXTRA: Readonly<Record<string, unknown>> = {};

type Reader = {
  readonly name: string;
  readonly from: string;
  readonly rule: ReadRule;
  readonly most: number;
  readonly count: FieldCount;
};
/** Everything about a route that does not depend on the feature: it is asked a million times. */
type PreparedRoute = {
  readonly route: Route;
  readonly entry: CollectionOfTheme;
  readonly readers: readonly Reader[];
  readonly constants: { readonly [field: string]: unknown };
  readonly defaults: readonly {
    readonly name: string;
    readonly value: string | number;
    readonly count: FieldCount;
  }[];
  /** The field that takes the key where the file has no name for a feature that must have one. */
  readonly requiredLabel: string | undefined;
  readonly required: readonly { readonly name: string; readonly from: string | undefined }[];
  readonly mapped: ReadonlySet<string>;
  readonly columns: readonly string[];
};

export class Converter {
  readonly #plan: ConversionPlan;
  readonly #routes: readonly PreparedRoute[];
  readonly #place: (x: number, y: number) => LonLat;
  #ordinal = 0;
  /** By collection and field. */
  readonly counts = new Map<string, FieldCount>();

  constructor(plan: ConversionPlan) {
    this.#plan = plan;
    this.#routes = plan.routes.map((route) =>
      prepare(route, (field) => this.#count(`${route.collection}.${field}`)),
    );
    this.#place = toLonLat(plan.crs);
  }

  convert(feature: SourceFeature): Converted {
    const index = this.#routeOf(feature);
    const prepared = this.#routes[index];
    const reject = (code: string, reason: string): Converted => ({
      route: Math.max(0, index),
      rejection: { place: feature.place, code, reason },
    });
    if (!prepared) return reject(...this.#homeless(feature));
    const key = this.#keyOf(feature);
    if (key === undefined)
      return reject(
        'key-missing',
        `it has no ${this.#plan.key.by === 'column' ? this.#plan.key.column : 'id'}`,
      );
    const read = this.#read(feature, prepared, key);
    if ('code' in read) return reject(read.code, read.reason);
    if (feature.between)
      return { route: index, rows: this.#row(prepared, feature.place, key, read, null), repaired: false };
    const placed = placeGeometry(
      feature.geometry,
      prepared.route.geometry,
      this.#place,
      this.#heightsOf(prepared, read.values),
    );
    if ('code' in placed) return reject(placed.code, placed.reason);
    const rows = placed.parts.map((part, number) => {
      const partKey = number === 0 ? key : `${key}/${number + 1}`;
      return this.#row(prepared, feature.place, partKey, read, ewkbHex(part));
    });
    return { route: index, rows: rows.join(''), repaired: placed.repaired || placed.parts.length > 1 };
  }

  #routeOf({ collection, geometry }: SourceFeature): number {
    if (collection !== undefined)
      return this.#plan.routes.findIndex((route) => route.collection === collection);
    const kind = kindOf(geometry);
    // A feature without a geometry is rejected by the first route, which says so.
    return kind === undefined ? 0 : this.#plan.routes.findIndex((route) => route.geometry.kind === kind);
  }

  #homeless({ geometry, collection }: SourceFeature): [string, string] {
    const wanted = this.#plan.routes.map((route) => route.collection).join(', ');
    return collection === undefined
      ? ['geometry-kind', `it is a ${String(kindOf(geometry))}, which has no place in ${wanted}`]
      : ['collection-other', `it belongs to ${collection}, and the import is into ${wanted}`];
  }

  #keyOf({ key, properties, geometry }: SourceFeature): string | undefined {
    const rule = this.#plan.key;
    if (rule.by === 'own-id') return key;
    if (rule.by === 'content')
      return createHash('sha256')
        .update(JSON.stringify([geometry, properties]))
        .digest('hex')
        .slice(0, 20);
    const value = properties[rule.column];
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).trim() || undefined
      : undefined;
  }

  #read(
    { properties }: SourceFeature,
    { readers, constants, defaults, requiredLabel, required, mapped }: PreparedRoute,
    key: string,
  ): { values: Record<string, unknown>; extra: Record<string, unknown> } | { code: string; reason: string } {
    const values: Record<string, unknown> = { ...constants };
    const kept: [string, unknown][] = [];
    for (const { name, from, rule, most, count } of readers) {
      const raw = Object.hasOwn(properties, from) ? properties[from] : undefined;
      const reading = readValue(raw, rule);
      if ('value' in reading && !(typeof reading.value === 'number' && Math.abs(reading.value) > most)) {
        values[name] = reading.value;
        continue;
      }
      if ('none' in reading) {
        if (reading.none === 'sentinel') count.sentinels++;
        continue;
      }
      count.unreadable++;
      count.example ||= shown(raw);
      kept.push([from, raw]);
    }
    for (const { name, value, count } of defaults) {
      if (values[name] !== undefined) continue;
      values[name] = value;
      count.defaulted++;
    }
    if (requiredLabel !== undefined) values[requiredLabel] ??= key;
    for (const { name, from } of required) {
      if (values[name] !== undefined) continue;
      const raw = from === undefined ? undefined : properties[from];
      return {
        code: 'required-missing',
        reason: `it has no ${name}${raw === undefined || raw === null || raw === '' ? '' : `: ${shown(raw)} cannot be read as one`}`,
      };
    }
    for (const name of Object.keys(properties)) {
      const raw = properties[name];
      if (raw !== null && raw !== undefined && raw !== '' && !mapped.has(name)) kept.push([name, raw]);
    }
    // fromEntries defines own properties: a column called __proto__ is a column like any other.
    return { values, extra: kept.length === 0 ? NO_EXTRA : Object.fromEntries(kept) };
  }

  #row(
    { route, entry, columns }: PreparedRoute,
    place: string,
    key: string,
    { values, extra }: { values: Record<string, unknown>; extra: Record<string, unknown> },
    geom: string | null,
  ): string {
    const row: unknown[] = [++this.#ordinal, place, `${this.#plan.prefix}.${safeId(key)}`, key];
    if (route.generic) row.push(...Object.values(splitByGrade(entry, values)));
    else for (const name of columns) row.push(values[name]);
    row.push(extra, geom);
    return copyRow(row);
  }

  /** Heights for positions without: of both ends, from the levels at top or invert to the axis of the pipe. */
  #heightsOf(
    { entry: { collection } }: PreparedRoute,
    values: Record<string, unknown>,
  ): (part: number) => number {
    const [start, end = start] = (collection.heights ?? []).map((name) => values[name]);
    const base = this.#plan.crs.plan?.heightMetres ?? 0;
    if (typeof start !== 'number' && typeof end !== 'number') return () => base;
    const from = typeof start === 'number' ? start : Number(end);
    const to = typeof end === 'number' ? end : Number(start);
    const toAxis = axisOffsetMetres(collection.symbol, values);
    return (part) => from + (to - from) * part + toAxis + base;
  }

  #count(key: string): FieldCount {
    const known = this.counts.get(key);
    if (known) return known;
    const made: FieldCount = { defaulted: 0, default: '', sentinels: 0, unreadable: 0, example: '' };
    this.counts.set(key, made);
    return made;
  }
}

function prepare(route: Route, countOf: (field: string) => FieldCount): PreparedRoute {
  const entry = collectionById(route.collection);
  if (!entry) throw new Error(`no theme declares the collection ${route.collection}`);
  const { fields } = entry.collection;
  const field = (name: string): Field => {
    const found = fields[name];
    if (!found) throw new Error(`${route.collection} declares no field ${name}`);
    return found;
  };
  const columns = [...route.given, ...route.assumed];
  const readers = route.mappings.map(({ field: name, from, unit }): Reader => ({
    name,
    from,
    rule: { field: field(name), unit, isYear: isYear(name) },
    most: INTEGER_LIMITS[columns.find((column) => column.name === name)?.type ?? ''] ?? Number.MAX_VALUE,
    count: countOf(name),
  }));
  const constants = Object.fromEntries(
    Object.entries(route.constants).map(([name, raw]) => {
      const reading = readValue(raw, { field: field(name), isYear: isYear(name) });
      if (!('value' in reading)) throw new Error(`${raw} is no value of ${name}`);
      return [name, reading.value];
    }),
  );
  const defaults = Object.entries(fields).flatMap(([name, { default: value }]) => {
    if (value === undefined) return [];
    const count = countOf(name);
    count.default = String(value);
    return [{ name, value, count }];
  });
  const { label } = entry.collection;
  return {
    route,
    entry,
    readers,
    constants,
    defaults,
    requiredLabel: label !== undefined && fields[label]?.required ? label : undefined,
    required: Object.entries(fields)
      .filter(([, declared]) => declared.required && !declared.fromGeometry)
      .map(([name]) => ({ name, from: readers.find((reader) => reader.name === name)?.from })),
    mapped: new Set(route.mappings.map((mapping) => mapping.from)),
    columns: columns.map((column) => column.name),
  };
}

/** How far the axis of a pipe lies above the level that its survey measures: the top of its wall, or the bottom of its bore. */
function axisOffsetMetres(
  symbol: CollectionOfTheme['collection']['symbol'],
  values: Record<string, unknown>,
): number {
  if (symbol.kind !== 'tube') return 0;
  const width = values[symbol.heightMm] ?? values[symbol.widthMm];
  const radius = typeof width === 'number' ? width / 2000 : 0;
  const reference = symbol.depthReference === undefined ? 'top' : values[symbol.depthReference];
  const thick = values[symbol.wallMm];
  const wall = typeof thick === 'number' ? thick / 1000 : 0;
  return reference === 'invert' ? radius : reference === 'axis' ? 0 : -radius - wall;
}

/** Letters, digits and `_ . -` of an id stay; of another nothing that a URL or a link would have to escape. */
function safeId(key: string): string {
  if (key.length <= LONGEST_ID && PLAIN_ID.test(key)) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return `${key.slice(0, LONGEST_ID).replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')}-${hash}`;
}

function shown(raw: unknown): string {
  return (typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? 'nothing')).slice(0, 60);
}
