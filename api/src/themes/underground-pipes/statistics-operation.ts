/** How much pipe there is, by what it is, how old, whose and where. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { DrawingLanguage } from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import { PIPE_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import {
  GROUP_WORDS,
  groupKeyWords,
  STATISTICS_COLUMNS,
  type StatisticsGroup,
} from '@twin/gis-data/themes/underground-pipes/statistics-words.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../csv-line.ts';
import { FileAnswer, operation, type Operation } from '../../operations.ts';
import { areaParameter, withinArea } from './area-parameter.ts';
import { drawingLanguage } from './drawing-file.ts';

type Row = {
  readonly key: string | null;
  readonly name_zh: string | null;
  readonly name_en: string | null;
  readonly count: number;
  readonly km: number;
};

const BY_LENGTH = 'km desc nulls last, key';
/** Each as SQL over the alias `l`: its key, what it is called where no code list says so, its order. */
const GROUPS: Readonly<
  Record<
    StatisticsGroup,
    { readonly key: string; readonly zh?: string; readonly en?: string; readonly order: string }
  >
> = {
  class: { key: 'l.class', order: BY_LENGTH },
  material: { key: 'l.material', order: BY_LENGTH },
  // Sizes and years in the steps in which they are spoken of.
  diameter: {
    key: `case when l.height_mm is not null then 'rectangular' when l.width_mm < 100 then '<100' when l.width_mm < 200 then '100-199'
      when l.width_mm < 300 then '200-299' when l.width_mm < 500 then '300-499' when l.width_mm < 800 then '500-799'
      when l.width_mm < 1200 then '800-1199' when l.width_mm >= 1200 then '>=1200' end`,
    order: 'min(l.height_mm) nulls first, min(l.width_mm) nulls last',
  },
  laid: { key: '(l.laid_year / 5 * 5)::text', order: 'key nulls last' },
  owner: { key: 'l.owner', order: BY_LENGTH },
  district: { key: 'd.id', zh: 'd.name', en: 'd.name_en', order: BY_LENGTH },
};
/**
 * The finest area in which the middle of each pipe lies. Area by area (`offset 0` keeps that order): the outline of a
 * city is prepared once for all pipes that may lie in it.
 */
const districtOf = (where: string): string => `left join (
  select distinct on (l.pipe) l.pipe, a.id, a.name, a.name_en
  from administrative_area a cross join lateral (
    select l.id as pipe from pipe_line l where ${where} and l.geom && a.geom
      and ST_Covers(a.geom, ST_LineInterpolatePoint(ST_Force2D(l.geom), 0.5)) offset 0) l
  order by l.pipe, array_position(array['district', 'county', 'prefecture', 'province'], a.level)) d on d.pipe = l.id`;

export function statisticsOperation(pool: Pool, mustSee: (visitor: Visitor) => void): Operation {
  return operation({
    path: '/pipes/statistics',
    tag: 'pipes',
    summary:
      'Kilometres and numbers of pipes by class, material, diameter, five years of laying, owner and district',
    query: {
      class: z
        .enum(Object.keys(PIPE_CLASSES) as [string, ...string[]])
        .optional()
        .describe('Only this class'),
      area: areaParameter.describe(
        'Only pipes that meet this polygon, each in its whole length: longitude,latitude longitude,latitude …, in degrees',
      ),
      language: drawingLanguage,
      f: z.enum(['json', 'csv']).default('json').describe('csv: every group in one table'),
    },
    async answer({ class: code, area, language, f }, visitor) {
      mustSee(visitor);
      const within = area === undefined ? { where: 'true', values: [] } : withinArea(area);
      const values = [...within.values, ...(code === undefined ? [] : [code])];
      const where = code === undefined ? within.where : `${within.where} and l.class = $${values.length}`;
      const groups = await readAs(pool, visitor, async (client) => {
        const found: [StatisticsGroup, Row[]][] = [];
        for (const [name, { key, zh, en, order }] of entriesOf(GROUPS)) {
          const { rows } = await client.query<Row>(
            `select ${key} as key, ${zh ?? 'null'} as name_zh, ${en ?? 'null'} as name_en, count(*)::int as count,
               (sum(l.length_metres) / 1000)::float8 as km
             from pipe_line l ${name === 'district' ? districtOf(where) : ''} where ${where} group by 1, 2, 3 order by ${order}`,
            values,
          );
          found.push([name, rows]);
        }
        return found;
      });
      if (f === 'csv')
        return new FileAnswer('text/csv; charset=utf-8', 'pipe-statistics.csv', tableOf(groups, language));
      return {
        ...(code === undefined ? {} : { class: code }),
        groups: Object.fromEntries(
          groups.map(([name, rows]) => [
            name,
            rows.map(({ key, name_zh: zh, name_en: en, count, km }) => ({
              key,
              ...(zh === null || en === null ? {} : { name: { zh, en } }),
              count,
              km,
            })),
          ]),
        ),
      };
    },
  });
}

function tableOf(
  groups: readonly (readonly [StatisticsGroup, readonly Row[]])[],
  language: DrawingLanguage,
): string {
  const of = (words: Words): string => (language === 'en' ? words.en : words.zh);
  const lines = groups.flatMap(([group, rows]) =>
    rows.map(({ key, name_zh: zh, name_en: en, count, km }) =>
      csvLine([
        of(GROUP_WORDS[group]),
        zh === null || en === null ? of(groupKeyWords(group, key)) : of({ zh, en }),
        count,
        Math.round(km * 1e6) / 1e6,
      ]),
    ),
  );
  return BYTE_ORDER_MARK + csvLine(STATISTICS_COLUMNS.map(of)) + lines.join('');
}

function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  // The record is written above and has no other keys.
  return Object.entries(record) as [K, V][];
}
