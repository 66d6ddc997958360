/** How much pipe there is, by what it is and whose. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { PIPE_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { operation, type Operation } from '../../operations.ts';

/** Each as SQL; sizes and years in the steps in which they are spoken of. */
const GROUPS = {
  class: 'class',
  material: 'material',
  diameter: `case when height_mm is not null then 'rectangular' when width_mm < 100 then '<100' when width_mm < 200 then '100-199'
    when width_mm < 300 then '200-299' when width_mm < 500 then '300-499' when width_mm < 800 then '500-799'
    when width_mm < 1200 then '800-1199' when width_mm >= 1200 then '>=1200' end`,
  laid: `(laid_year / 5 * 5)::text`,
  owner: 'owner',
} as const;

export function statisticsOperation(pool: Pool, mustSee: (visitor: Visitor) => void): Operation {
  return operation({
    path: '/pipes/statistics',
    tag: 'pipes',
    summary: 'Kilometres and numbers of pipes by class, material, diameter, five years of laying, and owner',
    query: {
      class: z
        .enum(Object.keys(PIPE_CLASSES) as [string, ...string[]])
        .optional()
        .describe('Only this class'),
    },
    async answer({ class: code }, visitor) {
      mustSee(visitor);
      const where = code === undefined ? '' : 'where class = $1';
      const groups = await readAs(pool, visitor, async (client) => {
        const found: Record<string, unknown> = {};
        for (const [name, sql] of Object.entries(GROUPS)) {
          const { rows } = await client.query<{ key: string | null; count: number; km: number }>(
            `select ${sql} as key, count(*)::int as count, (sum(length_metres) / 1000)::float8 as km
             from pipe_line ${where} group by 1 order by 3 desc nulls last, 1`,
            code === undefined ? [] : [code],
          );
          found[name] = rows;
        }
        return found;
      });
      return { ...(code === undefined ? {} : { class: code }), groups };
    },
  });
}
