/** Tables of text with a header line: comma, semicolon, tab or bar; coordinates in two columns, or a column of WKT. */
import { parse, type CsvError, type Info } from 'csv-parse';
import { once } from 'node:events';
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, Format, ReadOptions, SourceItem } from './format.ts';
import { readWkt } from './wkt.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const RECORD_LIMIT_BYTES = 4 * 1024 * 1024;
const BATCH_RECORDS = 1000;
/** Errors after which the records that follow are lost, not only the one. */
const SWALLOWS: ReadonlySet<string> = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE']);
/** Names in lower case without blanks, underscores and brackets. Chinese survey tables call the northing 纵坐标. */
const LONGITUDE = ['longitude', 'lon', 'lng', 'long', '经度', 'gpslon', 'xlon'];
const LATITUDE = ['latitude', 'lat', '纬度', 'gpslat', 'ylat'];
const EASTING = [
  'x',
  'easting',
  'east',
  'e',
  'pointx',
  'xcoord',
  'xcoordinate',
  'coordx',
  'x坐标',
  '横坐标',
  '东坐标',
];
const NORTHING = [
  'y',
  'northing',
  'north',
  'n',
  'pointy',
  'ycoord',
  'ycoordinate',
  'coordy',
  'y坐标',
  '纵坐标',
  '北坐标',
];
const HEIGHT = ['z', 'altitude', 'alt', 'zcoord'];
/** The tables of a pipe survey by CJJ 61, coded or in Chinese: points by their number, lines by those of their ends. */
const POINT_NUMBER = ['expno', '物探点号', '管线点号', '管点编号'];
const START_NUMBER = ['sexp', '起点点号', '起始点号', '起点物探点号', '起点管线点号', '起点编号'];
const END_NUMBER = ['eexp', '连接点号', '终止点号', '终点点号', '终点物探点号', '终点管线点号', '终点编号'];
const START = [
  ['sx', '起点x', '起点x坐标', '起点纵坐标'],
  ['sy', '起点y', '起点y坐标', '起点横坐标'],
] as const;
const END = [
  ['ex', '终点x', '终点x坐标', '终点纵坐标'],
  ['ey', '终点y', '终点y坐标', '终点横坐标'],
] as const;
/** Names by which a survey means the northing: its x axis points north. */
const X_OF_SURVEY = ['x', 'x坐标', '坐标x'];
const Y_OF_SURVEY = ['y', 'y坐标', '坐标y'];
const WKT = ['wkt', 'geom', 'geometry', 'thegeom', 'shape', 'wktgeom'];

export const csv: Format = {
  id: 'csv',
  title: 'CSV',
  recognises: (head) => {
    const [first = '', second] = lines(head);
    return (
      second !== undefined &&
      delimiterOf(first) !== undefined &&
      !first.includes('\0') &&
      !/^\s*</.test(first)
    );
  },
  read,
};

type Columns = {
  readonly names: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly wkt: number;
  readonly survey?: SurveyTable;
};
type SurveyTable =
  | { readonly kind: 'points'; readonly number: number; readonly swapped: boolean }
  | {
      readonly kind: 'lines';
      readonly start: number;
      readonly end: number;
      /** Northing and easting of start and end; absent: the ends are points of the point table. */
      readonly at?: readonly [number, number, number, number];
    };
type Found = { readonly record: readonly string[]; readonly info: Info };

async function* read(
  bytes: AsyncIterable<Buffer>,
  options: ReadOptions,
): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const rejected: SourceItem[] = [];
  let columns: Columns | undefined;
  let swallowed: CsvError | undefined;
  let count = 0;
  let batch: SourceItem[] = [];
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  const parser = parse({
    delimiter:
      delimiterOf(lines(first.done ? '' : first.value.toString('utf8', 0, RECORD_LIMIT_BYTES))[0] ?? '') ??
      ',',
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: RECORD_LIMIT_BYTES,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      if (error && SWALLOWS.has(error.code)) swallowed ??= error;
      else rejected.push(brokenRecord(error));
      return undefined;
    },
  });
  const feeding = feed();
  async function feed(): Promise<void> {
    for (let next = first; !next.done; next = await source.next()) {
      if (!parser.write(next.value)) await once(parser, 'drain');
    }
    parser.end();
  }
  feeding.catch((error: Error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<Found>) {
    if (!columns) {
      columns = columnsOf(record, options);
      continue;
    }
    count++;
    batch.push(itemOf(record, columns, `line ${info.lines}`));
    if (batch.length + rejected.length < BATCH_RECORDS) continue;
    yield [...rejected.splice(0), ...batch];
    batch = [];
  }
  yield [...rejected.splice(0), ...batch];
  if (swallowed) throw tableBroken(swallowed);
  if (!columns || count === 0)
    throw new StoreError(
      'no-records',
      'The table has no records under its header.',
      'Give a table with a header line and records.',
    );
  const degrees = columns.wkt < 0 && LONGITUDE.includes(plain(columns.names[columns.x] ?? ''));
  const { survey } = columns;
  return {
    coordinates: degrees ? 'degrees' : 'unknown',
    ...(survey && { survey: true }),
    notes: survey ? [surveyNote(survey)] : [],
  };
}

function surveyNote(survey: SurveyTable): string {
  if (survey.kind === 'points')
    return `a point table of a pipe survey${survey.swapped ? ': its X is taken for the northing, as surveys have it' : ''}`;
  return `a line table of a pipe survey: ${survey.at ? 'its X is taken for the northing, as surveys have it' : 'its lines run between the points of the point table, imported before it or with it under the same --source'}`;
}

function brokenRecord(error: CsvError | undefined): SourceItem {
  const line = typeof error?.['lines'] === 'number' ? error['lines'] : '?';
  const place = `line ${line}`;
  return { rejection: { place, code: 'record-broken', reason: error?.message ?? 'it cannot be read' } };
}

function tableBroken(error: CsvError): StoreError {
  return new StoreError(
    'table-broken',
    `The table cannot be divided into records: ${error.message}.`,
    'Close the quotation mark that is open there, or copy the file again if it is cut off.',
    error,
  );
}

function itemOf(record: readonly string[], columns: Columns, place: string): SourceItem {
  const { names, x, y, z, wkt, survey } = columns;
  if (record.length > names.length) {
    return {
      rejection: {
        place,
        code: 'record-broken',
        reason: `it has ${record.length} columns, the header ${names.length}`,
      },
    };
  }
  if (survey?.kind === 'lines') return lineOfSurvey(record, names, survey, place);
  const properties = Object.fromEntries(
    names.flatMap((name, index) => ([x, y, z, wkt].includes(index) ? [] : [[name, record[index] ?? '']])),
  );
  if (wkt >= 0) {
    const text = record[wkt] ?? '';
    const geometry = text === '' ? null : readWkt(text);
    return geometry === undefined
      ? { rejection: { place, code: 'wkt-broken', reason: `${text.slice(0, 40)} is no well-known text` } }
      : { feature: { place, geometry, properties } };
  }
  const [first = '', second = '', third = ''] = [record[x], record[y], z < 0 ? '' : record[z]];
  const coordinates = [numberOf(first), numberOf(second), ...(third === '' ? [] : [numberOf(third)])];
  const number = survey === undefined ? '' : (record[survey.number] ?? '');
  return {
    feature: {
      place,
      ...(survey && { collection: 'pipe-points', ...(number !== '' && { key: number }) }),
      geometry: first === '' && second === '' ? null : { type: 'Point', coordinates },
      properties,
    },
  };
}

function lineOfSurvey(
  record: readonly string[],
  names: readonly string[],
  { start, end, at }: SurveyTable & { kind: 'lines' },
  place: string,
): SourceItem {
  const properties = Object.fromEntries(
    names.flatMap((name, index) => (at?.includes(index) ? [] : [[name, record[index] ?? '']])),
  );
  const [from = '', to = ''] = [record[start], record[end]];
  if (from !== '' && from === to)
    return { rejection: { place, code: 'start-is-end', reason: `it runs from the point ${from} to itself` } };
  const [north1, east1, north2, east2] = (at ?? []).map((index) => numberOf(record[index] ?? ''));
  return {
    feature: {
      place,
      key: `${from}-${to}`,
      collection: 'pipe-lines',
      ...(at === undefined && { between: true as const }),
      geometry: at
        ? {
            type: 'LineString',
            coordinates: [
              [east1, north1],
              [east2, north2],
            ],
          }
        : null,
      properties,
    },
  };
}

/** Digits with a point, or with one comma where a point would stand; NaN else, which the check of coordinates finds. */
function numberOf(text: string): number {
  if (text === '') return Number.NaN;
  return Number(/^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text.replace(/°$/, ''));
}

/** @throws StoreError `no-coordinates` */
function columnsOf(header: readonly string[], options: ReadOptions): Columns {
  const seen = new Map<string, number>();
  const names = header.map((raw, index) => {
    const name = raw === '' ? `column ${index + 1}` : raw;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  const find = (wanted: readonly string[]): number => names.findIndex((name) => wanted.includes(plain(name)));
  const named = (name: string | undefined): number => (name === undefined ? -1 : names.indexOf(name));
  const [start, end] = [find(START_NUMBER), find(END_NUMBER)];
  if (start >= 0 && end >= 0) {
    const [x1 = -1, y1 = -1, x2 = -1, y2 = -1] = [...START, ...END].map(find);
    const at = [x1, y1, x2, y2] as const;
    const known = at.every((index) => index >= 0);
    return {
      names,
      x: -1,
      y: -1,
      z: -1,
      wkt: -1,
      survey: { kind: 'lines', start, end, ...(known && { at }) },
    };
  }
  const pair = [
    [named(options.xColumn), named(options.yColumn)],
    [find(LONGITUDE), find(LATITUDE)],
    [find(EASTING), find(NORTHING)],
  ].find(([x = -1, y = -1]) => x >= 0 && y >= 0);
  const [x = -1, y = -1] = pair ?? [];
  const wkt = pair ? -1 : find(WKT);
  if (!pair && wkt < 0) {
    throw new StoreError(
      'no-coordinates',
      `No columns of coordinates are recognised among ${names.slice(0, 20).join(', ')}.`,
      'Name them: --map COLUMN=x --map COLUMN=y (x the easting or longitude, y the northing or latitude).',
    );
  }
  const number = find(POINT_NUMBER);
  const table = { names, z: find(HEIGHT), wkt };
  if (number < 0 || wkt >= 0) return { ...table, x, y };
  // Who names the columns means them as they are.
  const swapped =
    options.xColumn === undefined &&
    X_OF_SURVEY.includes(plain(names[x] ?? '')) &&
    Y_OF_SURVEY.includes(plain(names[y] ?? ''));
  return { ...table, x: swapped ? y : x, y: swapped ? x : y, survey: { kind: 'points', number, swapped } };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_()（）.]/g, '');
}

function delimiterOf(line: string): string | undefined {
  const counted = DELIMITERS.map(
    (delimiter) => [delimiter, line.split(delimiter).length - 1] as const,
  ).toSorted(([, a], [, b]) => b - a);
  const [best] = counted;
  return best && best[1] > 0 ? best[0] : undefined;
}

function lines(text: string): string[] {
  return text.replace(/^\u{feff}/u, '').split(/\r\n|\r|\n/, 2);
}
