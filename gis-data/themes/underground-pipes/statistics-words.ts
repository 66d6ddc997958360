/** How the statistics of pipes are spoken of: on the screen and in the table that leaves it. */
import type { Words } from '../../theme.ts';
import { PIPE_CLASSES, PIPE_MATERIALS } from './codes.ts';

/** In the order in which they are offered. */
export const GROUP_WORDS = {
  class: { zh: '类别', en: 'Class' },
  material: { zh: '材质', en: 'Material' },
  diameter: { zh: '管径', en: 'Diameter' },
  laid: { zh: '埋设年代', en: 'Laid' },
  owner: { zh: '权属单位', en: 'Owner' },
  district: { zh: '行政区', en: 'District' },
} as const satisfies Readonly<Record<string, Words>>;

export type StatisticsGroup = keyof typeof GROUP_WORDS;

export const STATISTICS_COLUMNS: readonly Words[] = [
  { zh: '分组', en: 'Group' },
  { zh: '名称', en: 'Name' },
  { zh: '管段数', en: 'Pipes' },
  { zh: '长度 km', en: 'Length km' },
];

const UNKNOWN: Words = { zh: '无数据', en: 'No data' };
/** Years that are taken together. */
const YEARS = 5;
const CODES: Partial<Readonly<Record<StatisticsGroup, Readonly<Record<string, Words>>>>> = {
  class: PIPE_CLASSES,
  material: PIPE_MATERIALS,
  diameter: { rectangular: { zh: '矩形', en: 'Rectangular' } },
};

/** @param key as the statistics give it: a code, a range, a name; null where the record says nothing */
export function groupKeyWords(group: StatisticsGroup, key: string | null): Words {
  if (key === null) return UNKNOWN;
  const known = CODES[group]?.[key];
  if (known) return known;
  const text = group === 'diameter' ? `DN ${rangeText(key)}` : group === 'laid' ? yearsText(key) : key;
  return { zh: text, en: text };
}

function rangeText(key: string): string {
  return key.replace('>=', '≥ ').replace('<', '< ').replace('-', '–');
}

function yearsText(key: string): string {
  return `${key}–${Number(key) + YEARS - 1}`;
}
