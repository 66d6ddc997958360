/** Reads a table of meter readings line by line: what each meter said, and what cannot be taken, with its place. */
import { parse } from 'csv-parse';
import type { Rejection } from '../formats/format.ts';
import { guessEncoding, openText, readHead, type Encoding } from '../formats/open-text.ts';
import { StoreError } from '../store/store-error.ts';
import type { MeterReadings } from './hours-of.ts';
import { isYearLast, ordersOf, readTime, type ClockTime, type DateOrder, type Zone } from './read-time.ts';
import { readingColumns, type ReadingColumns } from './reading-columns.ts';
import type { ReadingUnit } from './reading-units.ts';

/** What the person says of a table. */
export type TableWish = {
  readonly zone: Zone;
  /** Of a table that names none. */
  readonly meter?: string | undefined;
  /** Of dates whose year comes last; else told by the column. */
  readonly dates?: DateOrder | undefined;
};

export type ReadingsTable = {
  readonly columns: readonly string[];
  /** The times are those of the ends of intervals. */
  readonly isEnd: boolean;
  /** Of dates whose year comes last; undefined: there are none. */
  readonly dates: DateOrder | undefined;
  /** Lines above the header, such as a title. */
  readonly above: number;
  readonly encoding: Encoding;
  /** Lines below the header. */
  readonly lines: number;
  /** By the meter as the file calls it, with its unit as the file says it. */
  readonly meters: ReadonlyMap<string, MeterReadings & { readonly unit: string | null }>;
  readonly empty: number;
  readonly repeated: number;
  /** Lines whose time says no zone. */
  readonly unzoned: number;
  readonly rejections: readonly Rejection[];
  readonly rejectionCounts: { readonly [code: string]: number };
};

type Gathered = {
  instants: number[];
  values: number[];
  unit: string | null;
  latest: number;
  /** Places of instants; made where one is not later than all before, since it takes more memory than the readings. */
  places?: Map<number, number>;
};

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** A header stands in one of so many lines, under what titles there are; under it may stand units. */
const HEADER_WITHIN = 5;
const UNITS_UNDER_HEADER = 2;
const REJECTIONS_KEPT = 10_000;
const RECORD_LIMIT_BYTES = 4 * 1024 * 1024;
/** Of a line whose columns say their times. */
const AT_ZERO: ClockTime = { clockMs: 0, offsetMinutes: null };
/** What tables write where nothing was read. */
const NOTHING = new Set(['', '-', '--', '—', 'null', 'na', 'n/a', 'nan', '#n/a', '无', '缺', '\\n']);

/** @returns the columns of a file of readings, or undefined where it is none; from its first bytes */
export async function recogniseReadings(
  file: string,
  isMeter: (name: string) => boolean,
): Promise<ReadingColumns | undefined> {
  const head = await readHead(file);
  if (head.subarray(0, 4).includes(0) && guessEncoding(head) === 'utf-8') return undefined;
  for (const encoding of encodingsOf(head)) {
    const lines = new TextDecoder(encoding)
      .decode(head)
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, HEADER_WITHIN + UNITS_UNDER_HEADER + 1)
      .map((line) => fieldsOf(line, delimiterOf(line)));
    for (const [place, header] of lines.slice(0, HEADER_WITHIN).entries()) {
      const columns = readingColumns(header, isMeter);
      if (!columns) continue;
      const under = lines.slice(place + 1, place + 2 + UNITS_UNDER_HEADER);
      const { time } = columns;
      if (time === null || under.some((record) => isTime(record[time] ?? ''))) return columns;
    }
  }
  return undefined;
}

/**
 * @throws StoreError `no-records`, `dates-ambiguous`, `not-utf-8`, `archive-broken`
 */
export async function readReadings(
  file: string,
  isMeter: (name: string) => boolean,
  wish: TableWish,
  onBytes: (bytes: Buffer) => void,
): Promise<ReadingsTable> {
  const encodings = encodingsOf(await readHead(file));
  for (const [place, encoding] of encodings.entries()) {
    try {
      return await readAs(file, encoding, isMeter, wish, onBytes);
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'not-utf-8') || place === encodings.length - 1)
        throw error;
    }
  }
  throw new RangeError('a file has an encoding');
}

async function readAs(
  file: string,
  encoding: Encoding,
  isMeter: (name: string) => boolean,
  wish: TableWish,
  onBytes: (bytes: Buffer) => void,
): Promise<ReadingsTable> {
  const { zone, meter } = wish;
  const dates = await dateOrder(file, encoding, isMeter, wish.dates);
  const meters = new Map<string, Gathered>();
  const rejections: Rejection[] = [];
  const rejectionCounts: Record<string, number> = {};
  const reject = (line: number, code: string, reason: string): void => {
    rejectionCounts[code] = (rejectionCounts[code] ?? 0) + 1;
    if (rejections.length < REJECTIONS_KEPT) rejections.push({ place: `line ${line}`, code, reason });
  };
  let columns: ReadingColumns | undefined;
  let header: readonly string[] = [];
  let [lines, empty, repeated, unzoned, above] = [0, 0, 0, 0, 0];
  for await (const { record, line } of recordsOf(file, encoding, onBytes)) {
    if (!columns) {
      header = record;
      columns = readingColumns(record, isMeter);
      if (!columns && ++above >= HEADER_WITHIN)
        throw new StoreError(
          'no-records',
          'The table has no columns of time and readings.',
          'Name them in its first line.',
        );
      continue;
    }
    lines += 1;
    const ofLine = columns.time === null ? AT_ZERO : readTime(record[columns.time] ?? '', dates);
    if (!ofLine) {
      reject(line, 'time-broken', `${quoted(record[columns.time ?? 0])} is no time that can be read`);
      continue;
    }
    if (ofLine.offsetMinutes === null) unzoned += 1;
    for (const value of columns.values) {
      const text = (record[value.at] ?? '').trim();
      if (NOTHING.has(text.toLowerCase())) {
        empty += 1;
        continue;
      }
      const clockMs = ofLine.clockMs + (value.clockMs ?? 0);
      const instants = zone.instantsOf({ ...ofLine, clockMs });
      if (instants.length === 0) {
        const shown = new Date(clockMs).toISOString().slice(0, 16).replace('T', ' ');
        reject(line, 'time-skipped', `clocks in ${zone.name} never showed ${shown}`);
        continue;
      }
      const name = value.meter ?? (columns.meter === null ? meter : record[columns.meter]?.trim());
      if (name === undefined || name === '') {
        reject(line, 'meter-missing', 'it names no meter');
        continue;
      }
      const amount = numberOf(text);
      if (amount === undefined) {
        reject(line, 'value-broken', `${quoted(text)} is no number`);
        continue;
      }
      if (amount < 0) {
        reject(line, 'value-negative', `${text} of ${name} is below zero: nothing that is used is`);
        continue;
      }
      const unit = columns.unit === null ? value.unit : (record[columns.unit]?.trim() ?? value.unit);
      const of = gathered(meters, name, unit);
      if (of.unit !== unit) {
        reject(
          line,
          'unit-changes',
          `${name} is read in ${quoted(of.unit)} before and in ${quoted(unit)} here`,
        );
        continue;
      }
      // The hour that autumn repeats is read twice: first before clocks were set back, then after.
      const instant = instants.find((one) => placeIn(of, one) === undefined);
      if (instant === undefined) {
        if (of.values[placeIn(of, instants[0] ?? 0) ?? -1] === amount) repeated += 1;
        else reject(line, 'reading-twice', `${name} was read as another value at this time already`);
        continue;
      }
      of.places?.set(instant, of.values.length);
      of.latest = Math.max(of.latest, instant);
      of.instants.push(instant);
      of.values.push(amount);
    }
  }
  if (lines === 0)
    throw new StoreError(
      'no-records',
      'The table has no records under its header.',
      'Give a table with readings.',
    );
  return {
    isEnd: columns?.isEnd ?? false,
    above,
    dates,
    columns: header,
    encoding,
    lines,
    meters,
    empty,
    repeated,
    unzoned,
    rejections,
    rejectionCounts,
  };
}

/**
 * @returns the order that all dates of the column allow; undefined where no year comes last
 * @throws StoreError `dates-ambiguous`
 */
async function dateOrder(
  file: string,
  encoding: Encoding,
  isMeter: (name: string) => boolean,
  wish: DateOrder | undefined,
): Promise<DateOrder | undefined> {
  if (wish) return wish;
  const head = new TextDecoder(encoding).decode(await readHead(file));
  if (!/(?:^|\D)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(head)) return undefined;
  let columns: ReadingColumns | undefined;
  let orders: readonly DateOrder[] = ['dmy', 'mdy'];
  let example: string | undefined;
  for await (const { record } of recordsOf(file, encoding, () => undefined)) {
    if (!columns) columns = readingColumns(record, isMeter);
    else {
      const text = record[columns.time ?? -1] ?? '';
      if (!isYearLast(text)) continue;
      example ??= text;
      const allowed = ordersOf(text);
      orders = orders.filter((order) => allowed.includes(order));
    }
  }
  if (example === undefined) return undefined;
  const [order, other] = orders;
  if (order && !other) return order;
  throw new StoreError(
    'dates-ambiguous',
    `Dates such as ${quoted(example)} ${other ? 'can all be read with the day or the month first' : 'have the day first here and the month first there'}.`,
    'Say which by --set dates=dmy or dates=mdy, or write the year first.',
  );
}

function isTime(text: string): boolean {
  return readTime(text) !== undefined || isYearLast(text);
}

/** In the unit that is kept; of a mean power by the hours between readings. */
export function inKeptUnit(
  readings: MeterReadings,
  { factor, isPower }: ReadingUnit,
  stepSeconds: number,
): MeterReadings {
  const by = isPower ? (factor * stepSeconds) / 3600 : factor;
  return by === 1 ? readings : { ...readings, values: readings.values.map((value) => value * by) };
}

async function* recordsOf(
  file: string,
  encoding: Encoding,
  onBytes: (bytes: Buffer) => void,
): AsyncGenerator<{ readonly record: readonly string[]; readonly line: number }> {
  const bytes = openText(file, encoding, onBytes);
  const first = await bytes.next();
  if (first.done) return;
  const parser = parse({
    delimiter: delimiterOf(firstDivided(first.value.toString('utf8', 0, RECORD_LIMIT_BYTES))),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_LIMIT_BYTES,
  });
  const feeding = (async () => {
    let chunk: IteratorResult<Buffer> = first;
    for (; !chunk.done; chunk = await bytes.next())
      if (!parser.write(chunk.value)) await new Promise((drained) => parser.once('drain', drained));
    parser.end();
  })();
  feeding.catch((error: Error) => parser.destroy(error));
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>)
      yield { record, line: info.lines };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'table-broken',
      `The table cannot be divided into records: ${error instanceof Error ? error.message : String(error)}.`,
      'Close the quotation mark that is open there, or copy the file again if it is cut off.',
      error,
    );
  }
}

function gathered(meters: Map<string, Gathered>, name: string, unit: string | null): Gathered {
  let of = meters.get(name);
  if (!of) {
    of = { instants: [], values: [], unit, latest: -Infinity };
    meters.set(name, of);
  }
  return of;
}

/** Where the meter was read at that instant already. */
function placeIn(of: Gathered, instant: number): number | undefined {
  if (instant > of.latest) return undefined;
  of.places ??= new Map(of.instants.map((one, place) => [one, place]));
  return of.places.get(instant);
}

function encodingsOf(head: Buffer): Encoding[] {
  const guess = guessEncoding(head);
  return guess === 'utf-8' ? ['utf-8', 'gb18030'] : [guess];
}

function delimiterOf(line: string): string {
  return DELIMITERS.find((one) => line.includes(one)) ?? ',';
}

/** A title over the table says nothing of what divides it. */
function firstDivided(text: string): string {
  const lines = text.split(/\r?\n/, HEADER_WITHIN);
  return lines.find((line) => DELIMITERS.some((one) => line.includes(one))) ?? '';
}

/** Of the first lines, where quotes around a name are all that is met. */
function fieldsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((text) => text.trim().replace(/^"(.*)"$/, '$1'));
}

/** 1,234.5 and 1 234.5 too; a lone comma between two digits and one or two is a decimal one. */
function numberOf(text: string): number | undefined {
  const plain = /^[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(text)
    ? text.replaceAll(/[, ]/g, '')
    : /^[+-]?\d+,\d{1,2}$/.test(text)
      ? text.replace(',', '.')
      : text;
  const number = Number(plain);
  return plain === '' || !Number.isFinite(number) ? undefined : number;
}

function quoted(text: string | null | undefined): string {
  return `"${(text ?? '').slice(0, 40)}"`;
}
