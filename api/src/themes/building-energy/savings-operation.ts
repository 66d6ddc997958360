/** Of all metered buildings what they saved or used more than a weather-adjusted baseline of their first year. */
import type { Pool } from 'pg';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { holdAgainstFirstYear } from '@twin/gis-data/themes/building-energy/analysis/hold-against-first-year.ts';
import { HOURS_A_DAY } from '@twin/gis-data/themes/building-energy/analysis/readings.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { mustSee } from '../must-see.ts';
import { METERS_SQL } from './meters-sql.ts';
import { readWarmth } from './read-warmth.ts';

type DaysRow = {
  readonly id: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly days: readonly string[];
  /** null where one of the building's meters missed an hour. */
  readonly kwh: readonly (number | null)[];
};

/** A baseline takes some milliseconds each. */
const MOST_BUILDINGS = 2000;
const SHARE_DIGITS = 4;

const DAYS_SQL = `
  with ${METERS_SQL},
  day as (
    select meter.building, o.day, case when sum(o.count) = ${HOURS_A_DAY} * meter.meters then sum(o.sum) end as kwh
    from meter join observation_day o on o.datastream_id = meter.id
    group by meter.building, meter.meters, o.day)
  select b.id, b.name, b.name_en, array_agg(to_char(day.day, 'YYYY-MM-DD') order by day.day) as days, array_agg(day.kwh order by day.day) as kwh
  from day join metered_building b on b.id = day.building
  group by b.id order by b.id limit ${MOST_BUILDINGS + 1}`;

export function energySavingsOperation(pool: Pool): Operation {
  return operation({
    path: '/energy/savings',
    tag: 'energy',
    summary:
      'Of all metered buildings what they saved (below zero: used more) since their first year, against its weather-adjusted baseline',
    query: {},
    async answer(_, visitor) {
      mustSee(visitor, 'energy-meters');
      const { rows, warmth } = await readAs(pool, visitor, async (client) => ({
        rows: (await client.query<DaysRow>(DAYS_SQL)).rows,
        warmth: await readWarmth(client),
      }));
      if (rows.length > MOST_BUILDINGS)
        throw new Problem(
          'area-too-large',
          `More than ${MOST_BUILDINGS} buildings have readings; ask for each by /api/energy/building.`,
        );
      return {
        buildings: rows.map(({ id, name, name_en: nameEn, days, kwh }) => {
          const celsius = warmth.of(id);
          const held = holdAgainstFirstYear(
            days.flatMap((date, at) => {
              const [use, temperature] = [kwh[at] ?? null, celsius.get(date)];
              return use === null || temperature === undefined
                ? []
                : [{ date, kwh: use, celsius: temperature }];
            }),
          );
          if (!held?.saving) return { id, name, name_en: nameEn, saving: null };
          const { share, kwh: saved, standardErrorKwh, days: count } = held.saving;
          const { r2, cvRmse, nmbe } = held.check;
          return {
            id,
            name,
            name_en: nameEn,
            saving: {
              share: Number(share.toFixed(SHARE_DIGITS)),
              kwh: Math.round(saved),
              standard_error_kwh: Math.round(standardErrorKwh),
              days: count,
              /** All three rules of the baseline are kept. */
              is_reliable: r2.isKept && cvRmse.isKept && nmbe.isKept,
            },
          };
        }),
      };
    },
  });
}
