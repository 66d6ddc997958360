/** What the columns of a table of readings are, by their names: one reading a line, or one column a meter. */
import { normalise } from './normalise.ts';

export type ReadingColumns = {
  readonly time: number;
  /** The time is that of the end of its interval. */
  readonly isEnd: boolean;
  /** Long: a meter in each line, or none where all is of one. */
  readonly meter: number | null;
  readonly unit: number | null;
  /** Columns with readings: one, or each a meter's. */
  readonly values: readonly {
    readonly at: number;
    readonly meter: string | null;
    readonly unit: string | null;
  }[];
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
  if (time < 0) return undefined;
  const wide = header.flatMap((text, at) => {
    const { unit } = splitUnit(text);
    const own = text.replace(/[[(（][^\])）]*[\])）]\s*$/, '').trim();
    const meter = [text.trim(), own].find(isMeter);
    return at === time || meter === undefined ? [] : [{ at, meter, unit }];
  });
  const common = { time, isEnd: start < 0 };
  if (wide.length > 0) return { ...common, meter: null, unit: null, values: wide };
  const value = find(VALUES);
  if (value < 0) return undefined;
  const [meter, unit] = [find(METERS), find(UNITS)];
  return {
    ...common,
    meter: meter < 0 ? null : meter,
    unit: unit < 0 ? null : unit,
    values: [{ at: value, meter: null, unit: names[value]?.unit ?? null }],
  };
}

/** `用电量(kWh)` → 用电量 and kWh; a column that is called by its unit has it. */
function splitUnit(text: string): { readonly name: string; readonly unit: string | null } {
  const found = /^(.*?)[[(（]([^\])）]+)[\])）]\s*$/.exec(text.trim());
  const name = normalise(found?.[1] ?? text);
  return { name, unit: found?.[2]?.trim() ?? (name === 'kwh' ? 'kWh' : null) };
}
