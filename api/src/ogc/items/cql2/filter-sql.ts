/**
 * CQL2 JSON to SQL: names become columns by the declaration, whatever the client wrote becomes a parameter, and kinds
 * are seen to agree before the database sees them.
 */
import type { Queryable, Kind } from '../queryables.ts';
import { endOfDay, readInstant, startOfDay } from '../instant.ts';
import { boxesOf, boxInWords, envelopeSql, type ReferenceSystem } from '../../reference-systems.ts';
import { FilterError } from './filter-error.ts';
import { literalGeometry } from './literal-geometry.ts';
import { MAX_DEPTH } from './parse-text.ts';

type Path = readonly (string | number)[];
type Value = { readonly kind: Kind; readonly sql: string };
/** Both ends of a time, as SQL of dates where all times of a comparison are days, else of moments. */
type Period = { readonly isDay: boolean; readonly from: string; readonly to: string };
type Writer = (args: readonly unknown[], path: Path) => Value;

export type FilterSurroundings = {
  readonly queryables: ReadonlyMap<string, Queryable>;
  /** Of coordinates in the filter. */
  readonly system: ReferenceSystem;
  readonly parameter: (value: unknown) => string;
  /** Words for a place in the filter. */
  readonly placeOf: (path: Path) => string;
};

const COMPARISONS = ['=', '<>', '<', '>', '<=', '>='];
/** How periods a and b lie to each other, with both ends belonging to them. */
const TEMPORAL: Readonly<Record<string, string>> = {
  t_after: 'a.from > b.to',
  t_before: 'a.to < b.from',
  t_contains: 'a.from < b.from and a.to > b.to',
  t_disjoint: 'a.to < b.from or a.from > b.to',
  t_during: 'a.from > b.from and a.to < b.to',
  t_equals: 'a.from = b.from and a.to = b.to',
  t_finishedBy: 'a.from < b.from and a.to = b.to',
  t_finishes: 'a.from > b.from and a.to = b.to',
  t_intersects: 'a.from <= b.to and a.to >= b.from',
  t_meets: 'a.to = b.from',
  t_metBy: 'a.from = b.to',
  t_overlappedBy: 'a.from > b.from and a.from < b.to and a.to > b.to',
  t_overlaps: 'a.from < b.from and a.to > b.from and a.to < b.to',
  t_startedBy: 'a.from = b.from and a.to > b.to',
  t_starts: 'a.from = b.from and a.to < b.to',
};
/** A period that ends before it begins is none, and lies to no other in any way. */
const FORWARD = 'a.from <= a.to and b.from <= b.to';
/** All but DISJOINT imply that the boxes meet, which is what the index knows. */
const SPATIAL: Readonly<Record<string, (a: string, b: string) => string>> = {
  s_disjoint: (a, b) => `ST_Disjoint(${a}, ${b})`,
  ...Object.fromEntries(
    ['intersects', 'equals', 'touches', 'within', 'overlaps', 'crosses', 'contains'].map((name) => [
      `s_${name}`,
      (a: string, b: string) =>
        `(${a} && ${b} and ST_${name.charAt(0).toUpperCase()}${name.slice(1)}(${a}, ${b}))`,
    ]),
  ),
};
/** A division by zero has no value, as a missing one has none. */
const ARITHMETIC: Readonly<Record<string, (a: string, b: string) => string>> = {
  '+': (a, b) => `(${a} + ${b})`,
  '-': (a, b) => `(${a} - ${b})`,
  '*': (a, b) => `(${a} * ${b})`,
  '/': (a, b) => `(${a} / nullif(${b}, 0))`,
  '%': (a, b) => `mod((${a})::numeric, nullif(${b}, 0)::numeric)::float8`,
  div: (a, b) => `trunc(${a} / nullif(${b}, 0))`,
  '^': (a, b) => `power(${a}, ${b})`,
};
/** Letters without their accents: decomposed, and the marks left out. */
const WITHOUT_ACCENTS = (text: string): string =>
  `regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g')`;

/**
 * @returns SQL of a condition
 * @throws FilterError
 */
export function filterSql(expression: unknown, surroundings: FilterSurroundings): string {
  const { queryables, system, parameter, placeOf } = surroundings;
  const wrong = (path: Path, complaint: string): FilterError => new FilterError(placeOf(path), complaint);

  const notTooDeep = (path: Path): void => {
    // Each operation adds `args` and a number.
    if (path.length > 2 * MAX_DEPTH) throw wrong(path, `operations lie more than ${MAX_DEPTH} deep`);
  };

  const value = (node: unknown, path: Path): Value => {
    notTooDeep(path);
    switch (typeof node) {
      case 'boolean':
        return { kind: 'boolean', sql: `${parameter(node)}::boolean` };
      case 'number':
        if (!Number.isFinite(node)) throw wrong(path, 'a number is too large');
        return { kind: 'number', sql: `${parameter(node)}::float8` };
      case 'string':
        if (node.includes('\0')) throw wrong(path, 'text cannot hold the null character');
        return { kind: 'text', sql: `${parameter(node)}::text` };
    }
    if (!isObject(node)) throw wrong(path, 'a value is expected');
    if ('op' in node) return operation(node, path);
    if ('property' in node) return property(node['property'], path);
    if ('date' in node || 'timestamp' in node) return instant(node, path);
    if ('bbox' in node) return box(node['bbox'], path);
    if ('type' in node) {
      return {
        kind: 'geometry',
        sql: literalGeometry(node, system, parameter, (complaint) => wrong(path, complaint)),
      };
    }
    if ('interval' in node)
      throw wrong(path, 'an interval can stand in T_AFTER and its kin only, and not in another');
    throw wrong(path, 'an op, property, date, timestamp, interval, bbox or geometry is expected');
  };

  const property = (name: unknown, path: Path): Value => {
    const found = typeof name === 'string' ? queryables.get(name) : undefined;
    if (!found)
      throw wrong(path, `${shown(name)} is no property; the queryables of the collection list them`);
    return found;
  };

  const instant = (node: Readonly<Record<string, unknown>>, path: Path): Value => {
    const isDay = 'date' in node;
    const written = isDay ? node['date'] : node['timestamp'];
    const read = typeof written === 'string' ? readInstant(written) : undefined;
    if (!read || read.isDay !== isDay)
      throw wrong(
        path,
        isDay ? "a date is written '2025-11-06'" : "a timestamp is written '2025-11-06T08:00:00Z'",
      );
    return isDay
      ? { kind: 'date', sql: `${parameter(read.value)}::date` }
      : { kind: 'timestamp', sql: `${parameter(read.value)}::timestamptz` };
  };

  const box = (numbers: unknown, path: Path): Value => {
    const boxes = Array.isArray(numbers) && numbers.every(isNumber) ? boxesOf(system, numbers) : undefined;
    if (!boxes) throw wrong(path, `a box is ${boxInWords(system)}`);
    const envelopes = boxes.map((one) => envelopeSql(system, one, parameter));
    return {
      kind: 'geometry',
      sql: envelopes.length > 1 ? `ST_Collect(${envelopes.join(', ')})` : envelopes.join(),
    };
  };

  const operation = ({ op, args }: Readonly<Record<string, unknown>>, path: Path): Value => {
    const write = typeof op === 'string' && Object.hasOwn(writers, op) ? writers[op] : undefined;
    if (!write) throw wrong(path, `there is no operation ${shown(op)}`);
    if (!Array.isArray(args)) throw wrong(path, `${shown(op)} has no list of args`);
    return write(args, path);
  };

  /** The arguments of an operation, as many as it has to have. */
  const exactly = (count: number, args: readonly unknown[], path: Path): void => {
    if (args.length !== count) throw wrong(path, `${count} arguments are expected, not ${args.length}`);
  };
  const argument = (args: readonly unknown[], index: number, path: Path): Value =>
    value(args[index], [...path, 'args', index]);
  const ofKind = (kind: Kind, args: readonly unknown[], index: number, path: Path): string => {
    const found = argument(args, index, path);
    if (found.kind !== kind)
      throw wrong([...path, 'args', index], `${KIND_WORDS[kind]} is expected, not ${KIND_WORDS[found.kind]}`);
    return found.sql;
  };

  /** Values of one kind: text beside a date or a time is read as one, since much software writes them so. */
  const alike = (nodes: readonly (readonly [unknown, Path])[], path: Path): Value[] => {
    const isText = ([node]: readonly [unknown, Path]): boolean => typeof node === 'string';
    const others = new Map(nodes.filter((one) => !isText(one)).map((one) => [one, value(...one)]));
    const ofTime = [...others.values()].find(({ kind }) => kind === 'date' || kind === 'timestamp')?.kind;
    const agreed = nodes.map(
      (one) => others.get(one) ?? (ofTime ? instant({ [ofTime]: one[0] }, one[1]) : value(...one)),
    );
    const [first] = agreed;
    const other = agreed.find(({ kind }) => kind !== first?.kind);
    if (first?.kind === 'geometry') throw wrong(path, 'geometries are compared by S_EQUALS and its kin');
    if (first && other)
      throw wrong(
        path,
        `${KIND_WORDS[first.kind]} cannot be compared with ${KIND_WORDS[other.kind]}${ofTime === undefined ? '' : '; T_INTERSECTS and its kin compare days with moments'}`,
      );
    return agreed;
  };
  const numbered = (args: readonly unknown[], path: Path): (readonly [unknown, Path])[] =>
    args.map((node, index) => [node, [...path, 'args', index]] as const);

  const period = (node: unknown, path: Path): Period => {
    if (!isObject(node) || !('interval' in node)) return asPeriod(time(node, path));
    const ends = node['interval'];
    if (!Array.isArray(ends) || ends.length !== 2) throw wrong(path, 'an interval has two ends');
    const [from, to] = ends.map((end, index) =>
      end === '..' || end === '' ? undefined : asPeriod(time(end, [...path, 'interval', index])),
    );
    if (!from && !to) throw wrong(path, 'one end of an interval has to be a time');
    const isDay = (from ?? to)?.isDay === true && (to ?? from)?.isDay === true;
    const ofKind = (end: Period | undefined): Period | undefined => (end && !isDay ? asMoments(end) : end);
    const type = isDay ? 'date' : 'timestamptz';
    return {
      isDay,
      from: ofKind(from)?.from ?? `'-infinity'::${type}`,
      to: ofKind(to)?.to ?? `'infinity'::${type}`,
    };
  };
  const time = (node: unknown, path: Path): Value => {
    if (typeof node === 'string')
      return instant(readInstant(node)?.isDay ? { date: node } : { timestamp: node }, path);
    const found = value(node, path);
    if (found.kind !== 'date' && found.kind !== 'timestamp')
      throw wrong(path, `a time is expected, not ${KIND_WORDS[found.kind]}`);
    return found;
  };

  const temporal =
    (relation: string): Writer =>
    (args, path) => {
      exactly(2, args, path);
      const [a, b] = args.map((node, index) => period(node, [...path, 'args', index]));
      if (!a || !b) throw wrong(path, 'two times are expected');
      const [left, right] = a.isDay && b.isDay ? [a, b] : [asMoments(a), asMoments(b)];
      const sql = `${FORWARD} and (${relation})`.replace(
        /\b([ab])\.(from|to)\b/g,
        (_, side: string, end: string) => {
          const of = side === 'a' ? left : right;
          return `(${end === 'from' ? of.from : of.to})`;
        },
      );
      return { kind: 'boolean', sql: `(${sql})` };
    };

  const pattern = (node: unknown, path: Path): string => {
    notTooDeep(path);
    if (typeof node === 'string') {
      if (/(?<!\\)(\\\\)*\\$/.test(node)) throw wrong(path, 'a pattern cannot end with a single backslash');
      return value(node, path).sql;
    }
    const isFolded = isObject(node) && (node['op'] === 'casei' || node['op'] === 'accenti');
    if (!isFolded || !Array.isArray(node['args']) || node['args'].length !== 1)
      throw wrong(path, 'a pattern is text in quotes, or CASEI or ACCENTI of it');
    const inner = pattern(node['args'][0], [...path, 'args', 0]);
    return node['op'] === 'casei' ? `lower(${inner})` : WITHOUT_ACCENTS(inner);
  };

  const junction =
    (word: string): Writer =>
    (args, path) => {
      if (args.length === 0) throw wrong(path, `${word} has no args`);
      return {
        kind: 'boolean',
        sql: `(${args.map((_, index) => ofKind('boolean', args, index, path)).join(` ${word} `)})`,
      };
    };
  const folding =
    (fold: (text: string) => string): Writer =>
    (args, path) => {
      exactly(1, args, path);
      return { kind: 'text', sql: fold(ofKind('text', args, 0, path)) };
    };

  const writers: Readonly<Record<string, Writer>> = {
    and: junction('and'),
    or: junction('or'),
    not: (args, path) => {
      exactly(1, args, path);
      return { kind: 'boolean', sql: `(not ${ofKind('boolean', args, 0, path)})` };
    },
    isNull: (args, path) => {
      exactly(1, args, path);
      return { kind: 'boolean', sql: `(${argument(args, 0, path).sql} is null)` };
    },
    like: (args, path) => {
      exactly(2, args, path);
      return {
        kind: 'boolean',
        sql: `(${ofKind('text', args, 0, path)} like ${pattern(args[1], [...path, 'args', 1])})`,
      };
    },
    between: (args, path) => {
      exactly(3, args, path);
      const [middle, lower, upper] = alike(numbered(args, path), path);
      return { kind: 'boolean', sql: `(${middle?.sql} between ${lower?.sql} and ${upper?.sql})` };
    },
    in: (args, path) => {
      exactly(2, args, path);
      const items: unknown = args[1];
      if (!Array.isArray(items) || items.length === 0) throw wrong(path, 'IN has a list of values');
      const nodes = items.map((node, index) => [node, [...path, 'args', 1, index]] as const);
      const [one, ...others] = alike([[args[0], [...path, 'args', 0]], ...nodes], path);
      return { kind: 'boolean', sql: `(${one?.sql} in (${others.map(({ sql }) => sql).join(', ')}))` };
    },
    casei: folding((text) => `lower(${text})`),
    accenti: folding(WITHOUT_ACCENTS),
    ...mapValues(TEMPORAL, temporal),
    ...mapValues(SPATIAL, (relate): Writer => (args, path) => {
      exactly(2, args, path);
      return {
        kind: 'boolean',
        sql: relate(ofKind('geometry', args, 0, path), ofKind('geometry', args, 1, path)),
      };
    }),
    ...mapValues(ARITHMETIC, (compute): Writer => (args, path) => {
      exactly(2, args, path);
      return {
        kind: 'number',
        sql: compute(ofKind('number', args, 0, path), ofKind('number', args, 1, path)),
      };
    }),
    ...Object.fromEntries(
      COMPARISONS.map((sign): [string, Writer] => [
        sign,
        (args, path) => {
          exactly(2, args, path);
          const [left, right] = alike(numbered(args, path), path);
          return { kind: 'boolean', sql: `(${left?.sql} ${sign} ${right?.sql})` };
        },
      ]),
    ),
  };

  const root = value(expression, []);
  if (root.kind !== 'boolean')
    throw wrong(
      [],
      `a filter is a condition, and this is ${KIND_WORDS[root.kind]}; compare it with something`,
    );
  return root.sql;
}

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  timestamp: 'a timestamp',
  geometry: 'a geometry',
};
/** What of a client's own words an error repeats. */
const SHOWN_CHARACTERS = 60;

function shown(words: unknown): string {
  const text = typeof words === 'string' ? words : `what is no text but ${typeof words}`;
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function asPeriod({ kind, sql }: Value): Period {
  return { isDay: kind === 'date', from: sql, to: sql };
}

/** Days as the moments between their midnights in the city. */
function asMoments({ isDay, from, to }: Period): Period {
  return isDay ? { isDay: false, from: startOfDay(from), to: endOfDay(to) } : { isDay, from, to };
}

function mapValues<A, B>(table: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}

function isObject(node: unknown): node is Readonly<Record<string, unknown>> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function isNumber(node: unknown): node is number {
  return typeof node === 'number';
}
