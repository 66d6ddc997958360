/**
 * What the columns of a table of readings are, by their names: one reading a line, a column for each meter, or a line for
 * each meter with a column for each time.
 */
import { normalise } from './normalise.ts';
import { readTime } from './read-time.ts';

export type ReadingColumns = {
  /** Null where the columns of the readings say when they are of. */
  readonly time: number | null;
  /** The time is that of the end of its interval. */
  readonly isEnd: boolean;
  /** Long: a meter in each line, or none where all is of one. */
  readonly meter: number | null;
  readonly unit: number | null;
  /** Columns with readings: one, or each a meter's. */
  readonly values: readonly ValueColumn[];
};

export type ValueColumn = {
  readonly at: number;
  readonly meter: string | null;
  readonly unit: string | null;
  /** When the column is of, on a clock: after the time of the line, or where that has none by itself. */
  readonly clockMs: number | null;
};

/** Names as `normalise` leaves them. */
const TIMES = [
  'time',
  'timestamp',
  'datetime',
  'date',
  'start',
  'starttime',
  'dt',
  'localtime',
  'readat',
  'readingtime',
  '时间',
  '日期',
  '日期时间',
  '采集时间',
  '读数时间',
  '抄表时间',
  '数据时间',
  '开始时间',
  '起始时间',
  '时刻',
  '记录时间',
];
const HOURS_A_DAY = 24;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const END_TIMES = ['end', 'endtime', '结束时间', '截止时间'];
const METERS = [
  'meter',
  'meterno',
  'meterid',
  'meternumber',
  'metercode',
  'device',
  'deviceid',
  'pointid',
  '表号',
  '表具编号',
  '电表编号',
  '电表号',
  '仪表编号',
  '仪表号',
  '计量点',
  '计量点编号',
  '设备编号',
  '表计编号',
  '表具',
];
const VALUES = [
  'value',
  'reading',
  'consumption',
  'energy',
  'usage',
  'kwh',
  'power',
  'demand',
  'load',
  '用电量',
  '电量',
  '能耗',
  '能耗值',
  '读数',
  '示数',
  '表底数',
  '底数',
  '数值',
  '值',
  '正向有功电能',
  '正向有功总',
  '功率',
  '有功功率',
  '负荷',
];
const UNITS = ['unit', 'units', '单位', '计量单位'];
/** What has a place on earth is no table of readings. */
const PLACES = [
  'lon',
  'lng',
  'longitude',
  '经度',
  'lat',
  'latitude',
  '纬度',
  'wkt',
  'geom',
  'geometry',
  'x',
  'y',
];

/**
 * @param isMeter whether a meter goes by this name
 * @returns undefined where the columns are not those of readings
 */
export function readingColumns(
  header: readonly string[],
  isMeter: (name: string) => boolean,
): ReadingColumns | undefined {
  const names = header.map(splitUnit);
  const find = (list: readonly string[]): number => names.findIndex(({ name }) => list.includes(name));
  if (find(PLACES) >= 0) return undefined;
  const [end, start] = [find(END_TIMES), find(TIMES)];
  const time = start >= 0 ? start : end;
  const [meter, unit] = [find(METERS), find(UNITS)].map((at) => (at < 0 ? null : at));
  const named = { meter: meter ?? null, unit: unit ?? null };
  if (time < 0) {
    const dated = meter === null ? [] : datedColumns(header);
    return dated.length > 1 ? { ...named, time: null, isEnd: false, values: dated } : undefined;
  }
  const common = { time, isEnd: start < 0 };
  const wide = header.flatMap((text, at): ValueColumn[] => {
    const own = text.replace(/[[(（][^\])）]*[\])）]\s*$/, '').trim();
    const name = [text.trim(), own].find(isMeter);
    return at === time || name === undefined
      ? []
      : [{ at, meter: name, unit: splitUnit(text).unit, clockMs: null }];
  });
  if (wide.length > 0) return { ...common, meter: null, unit: null, values: wide };
  const hours = hourColumns(header);
  if (hours) return { ...named, time, ...hours };
  const value = find(VALUES);
  if (value < 0) return undefined;
  const one = { at: value, meter: null, unit: names[value]?.unit ?? null, clockMs: null };
  return { ...common, ...named, values: [one] };
}

/** A column for each moment, such as 2025-01-01 05:00. */
function datedColumns(header: readonly string[]): ValueColumn[] {
  return header.flatMap((text, at) => {
    const time = readTime(text);
    return time?.offsetMinutes === null ? [{ at, meter: null, unit: null, clockMs: time.clockMs }] : [];
  });
}

/** A column for each hour or part of one: 0:00 to 23:45, 0时, 00:00-01:00; or their numbers, of which 1 to 24 mean the ends. */
function hourColumns(header: readonly string[]): Pick<ReadingColumns, 'isEnd' | 'values'> | undefined {
  const clocked = columnsBy(
    header,
    /^(\d{1,2})(?:[:：](\d{2})(?::00)?|[时点](?:(\d{2})分?)?)(?:\s*[-~～至].*)?$/,
  );
  const numbered = columnsBy(header, /^h?(\d{1,2})$/i);
  const found = clocked.length > 1 ? clocked : numbered.length === HOURS_A_DAY ? numbered : [];
  const [first] = found;
  if (!first) return undefined;
  // The midnight that ends the day is also written as 0:00.
  const values = found.map((column, place) =>
    place > 0 && column.clockMs === 0 ? { ...column, clockMs: DAY_MS } : column,
  );
  const isRising = values.every(
    ({ clockMs }, place) => place === 0 || clockMs > (values[place - 1]?.clockMs ?? 0),
  );
  if (!isRising || values.some(({ clockMs }) => clockMs > DAY_MS)) return undefined;
  return { isEnd: values.at(-1)?.clockMs === DAY_MS, values };
}

function columnsBy(
  header: readonly string[],
  pattern: RegExp,
): (ValueColumn & { readonly clockMs: number })[] {
  return header.flatMap((text, at) => {
    const found = pattern.exec(text.trim());
    if (!found) return [];
    const minutes = Number(found[2] ?? found[3] ?? 0);
    return [{ at, meter: null, unit: null, clockMs: (Number(found[1]) * 60 + minutes) * MINUTE_MS }];
  });
}

/** `用电量(kWh)` → 用电量 and kWh; a column that is called by its unit has it. */
function splitUnit(text: string): { readonly name: string; readonly unit: string | null } {
  const found = /^(.*?)[[(（]([^\])）]+)[\])）]\s*$/.exec(text.trim());
  const name = normalise(found?.[1] ?? text);
  return { name, unit: found?.[2]?.trim() ?? (name === 'kwh' ? 'kWh' : null) };
}
