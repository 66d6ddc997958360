/** What all metered buildings use step by step over some time: the figures of the energy map. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import {
  dayAfter,
  daysBetween,
  HOURS_A_DAY,
} from '@twin/gis-data/themes/building-energy/analysis/readings.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { mustSee } from '../must-see.ts';
import { METERS_SQL } from './meters-sql.ts';

type UseRow = {
  readonly id: string;
  readonly floor_area_m2: number;
  readonly day: string;
  /** Of each hour, or of the day alone; null where one of its meters missed some of it. */
  readonly kilowatts: readonly (number | null)[];
};

/** Buildings × steps of one answer: ten thousand buildings over a week of hours, or over half a year of days. */
const MOST_FIGURES = 2_000_000;
const W_A_KW = 1000;

/** Both need `$1` first and `$2` last day. */
const BY_STEP_SQL = {
  hour: `
    with ${METERS_SQL},
    hour as (
      select meter.building, o.day, h.place, case when count(h.kwh) = meter.meters then sum(h.kwh) end as kw
      from meter
      join observation_day o on o.datastream_id = meter.id and o.day between $1 and $2,
        unnest(o.hours) with ordinality as h(kwh, place)
      group by meter.building, meter.meters, o.day, h.place)
    select b.id, b.floor_area_m2, to_char(day, 'YYYY-MM-DD') as day, array_agg(kw order by place) as kilowatts
    from hour join metered_building b on b.id = hour.building
    group by b.id, b.floor_area_m2, day
    order by b.id, day`,
  day: `
    with ${METERS_SQL}
    select b.id, b.floor_area_m2, to_char(o.day, 'YYYY-MM-DD') as day,
      array[case when sum(o.count) = ${HOURS_A_DAY} * meter.meters then sum(o.sum) / ${HOURS_A_DAY} end] as kilowatts
    from meter
    join observation_day o on o.datastream_id = meter.id and o.day between $1 and $2
    join metered_building b on b.id = meter.building
    group by b.id, b.floor_area_m2, meter.meters, o.day
    order by b.id, o.day`,
} as const;

export function energyUseOperation(pool: Pool): Operation {
  return operation({
    path: '/energy/use',
    tag: 'energy',
    summary:
      'All metered buildings over some days: mean watts per square metre of each hour or day, null where a meter was not read, and the kilowatts of all together',
    query: {
      from: z.iso.date().optional().describe('First day, Asia/Shanghai; without it the last days read'),
      days: z.coerce.number().int().min(1).max(366).default(1),
      step: z.enum(['hour', 'day']).default('hour'),
    },
    async answer({ from, days, step }, visitor) {
      mustSee(visitor, 'energy-meters');
      const { first, last, bounds, rows } = await readAs(pool, visitor, async (client) => {
        const {
          rows: [known],
        } = await client.query<{ first: string | null; last: string | null; buildings: number }>(
          `select to_char(min(o.day), 'YYYY-MM-DD') as first, to_char(max(o.day), 'YYYY-MM-DD') as last,
             (select count(*)::integer from metered_building) as buildings
           from datastream d join observation_day o on o.datastream_id = d.id
           where d.collection = 'energy-meters' and d.property = 'energy'`,
        );
        const end =
          from === undefined ? (known?.last ?? dayAfter('1970-01-01', days - 1)) : dayAfter(from, days - 1);
        const figures = (known?.buildings ?? 0) * days * (step === 'hour' ? HOURS_A_DAY : 1);
        if (figures > MOST_FIGURES)
          throw new Problem(
            'area-too-large',
            `${known?.buildings} buildings over ${days} days are ${figures} figures, more than ${MOST_FIGURES}. Ask for fewer days, or by step=day.`,
          );
        const start = dayAfter(end, 1 - days);
        return {
          first: start,
          last: end,
          bounds: { first: known?.first ?? null, last: known?.last ?? null },
          rows: (await client.query<UseRow>(BY_STEP_SQL[step], [start, end])).rows,
        };
      });
      const steps = step === 'hour' ? days * HOURS_A_DAY : days;
      const buildings = new Map<string, { id: string; watts_per_m2: (number | null)[] }>();
      const totalKw = Array.from({ length: steps }, () => 0);
      for (const { id, floor_area_m2: areaM2, day, kilowatts } of rows) {
        let building = buildings.get(id);
        if (!building) {
          building = { id, watts_per_m2: Array.from({ length: steps }, () => null) };
          buildings.set(id, building);
        }
        const at = daysBetween(first, day);
        for (const [place, kw] of kilowatts.entries()) {
          if (kw === null) continue;
          const where = at * kilowatts.length + place;
          building.watts_per_m2[where] = Number(((kw * W_A_KW) / areaM2).toFixed(2));
          totalKw[where] = (totalKw[where] ?? 0) + kw;
        }
      }
      return {
        first_day: first,
        last_day: last,
        step,
        readings: bounds,
        total_kw: totalKw.map((kw) => Number(kw.toFixed(1))),
        buildings: [...buildings.values()],
      };
    },
  });
}
