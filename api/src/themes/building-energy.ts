/** What an energy officer asks of a metered building: its index, its sums, its hours, what stands out, and its baseline. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { citationOf } from '@twin/gis-data/limit.ts';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { comparePeers, judgeIndex } from '@twin/gis-data/themes/building-energy/analysis/judge-index.ts';
import {
  daysBetween,
  HOURS_A_DAY,
  totalOf,
  type Hours,
  type Readings,
  type SubItem,
} from '@twin/gis-data/themes/building-energy/analysis/readings.ts';
import type { AIR_CONDITIONING_CLASSES, EnergyUse } from '@twin/gis-data/themes/building-energy/codes.ts';
import { ENERGY_LIMITS } from '@twin/gis-data/themes/building-energy/limits.ts';
import { operation, type Operation } from '../operations.ts';
import { Problem } from '../problems.ts';
import { readWarmth } from './building-energy/read-warmth.ts';
import { readingsAnswer } from './building-energy/readings-answer.ts';
import { energySavingsOperation } from './building-energy/savings-operation.ts';
import { energyUseOperation } from './building-energy/use-operation.ts';
import { canSee, mustSee } from './must-see.ts';
import { roundedTo } from '../rounded-to.ts';

const rounded = roundedTo(2);

const TAG = 'energy';
/** Days of readings that are taken together at the most: ten years. */
const MOST_DAYS = 3660;
const DAYS_A_YEAR = 365;
/** Peers that are told one by one; beyond it their quartiles stand for them. */
const MOST_PEERS = 200;

type BuildingRow = {
  readonly id: string;
  readonly energy_use: EnergyUse;
  readonly air_conditioning: keyof typeof AIR_CONDITIONING_CLASSES | null;
  readonly floor_area_m2: number;
  readonly index_kwh_m2a: number | null;
  readonly index_year: number | null;
};
type DayRow = {
  readonly sub_item: SubItem;
  readonly day: string;
  readonly hours: readonly (number | null)[];
};

const building = z
  .string()
  .min(1)
  .max(200)
  .describe('Id of a building, as in the collection metered-buildings');

export function energyOperations(pool: Pool): Operation[] {
  return [
    operation({
      path: '/energy/building',
      tag: TAG,
      summary:
        'A metered building: its yearly index against its limits and peers; for who may see its meters also months by sub-item, load, anomalies and the weather-adjusted baseline',
      query: { building },
      async answer({ building: id }, visitor) {
        mustSee(visitor, 'metered-buildings');
        const { row, peers, readings, warmth } = await readAs(pool, visitor, async (client) => {
          const one = await readBuilding(client, id);
          return {
            row: one,
            peers: await readPeers(client, one.energy_use),
            readings: canSee(visitor, 'energy-meters') ? await readReadings(client, id) : undefined,
            warmth: (await readWarmth(client, id)).of(id),
          };
        });
        const limits = row.air_conditioning
          ? ENERGY_LIMITS[row.energy_use]?.[row.air_conditioning]
          : undefined;
        const index = row.index_kwh_m2a;
        const verdict = index === null ? null : judgeIndex(index, limits);
        return {
          building: row.id,
          floor_area_m2: row.floor_area_m2,
          index: index === null ? null : { kwh_m2a: index, year: row.index_year },
          limits: limits
            ? {
                constraint: limits.constraint.value,
                guide: limits.guide.value,
                unit: limits.constraint.unit,
                citation: citationOf(limits.constraint),
                confidence: limits.constraint.confidence,
              }
            : null,
          verdict: verdict && { place: verdict.place, finding: verdict.finding, ratio: verdict.ratio },
          peers: index === null ? null : peersAnswer(index, peers),
          readings: readings ? readingsAnswer(readings, row.floor_area_m2, warmth) : null,
        };
      },
    }),
    operation({
      path: '/energy/hours',
      tag: TAG,
      summary:
        'The hours of a metered building over some days: kWh of all its sub-items together, null where one was not read',
      query: {
        building,
        from: z.iso.date().describe('First day, Asia/Shanghai'),
        days: z.coerce.number().int().min(1).max(366).default(DAYS_A_YEAR),
      },
      async answer({ building: id, from, days }, visitor) {
        mustSee(visitor, 'energy-meters');
        const readings = await readAs(pool, visitor, async (client) => {
          await readBuilding(client, id);
          return readReadings(client, id, { from, days });
        });
        const total = readings ? totalOf(readings) : new Float64Array();
        return {
          building: id,
          first_day: readings?.firstDay ?? from,
          kwh: Array.from(total, (value) => (Number.isNaN(value) ? null : rounded(value))),
        };
      },
    }),
    energyUseOperation(pool),
    energySavingsOperation(pool),
  ];
}

async function readBuilding(client: PoolClient, id: string): Promise<BuildingRow> {
  const {
    rows: [row],
  } = await client.query<BuildingRow>(
    `select id, energy_use, air_conditioning, floor_area_m2, index_kwh_m2a, index_year from metered_building where id = $1`,
    [id],
  );
  if (!row) throw new Problem('item-unknown', `metered-buildings has no item ${id}.`);
  return row;
}

async function readPeers(client: PoolClient, use: EnergyUse): Promise<number[]> {
  const { rows } = await client.query<{ index: number }>(
    `select index_kwh_m2a as index from metered_building where energy_use = $1 and index_kwh_m2a is not null`,
    [use],
  );
  return rows.map(({ index }) => index);
}

function peersAnswer(index: number, indexes: readonly number[]) {
  const compared = comparePeers(index, indexes);
  return (
    compared && {
      ...compared,
      mean: rounded(compared.mean),
      indexes: indexes.slice(0, MOST_PEERS).map(rounded),
    }
  );
}

/** @returns undefined where there is none, or none that the visitor may see */
async function readReadings(
  client: PoolClient,
  id: string,
  within?: { readonly from: string; readonly days: number },
): Promise<Readings | undefined> {
  const { rows } = await client.query<DayRow>(
    `select m.sub_item, to_char(o.day, 'YYYY-MM-DD') as day, o.hours
     from energy_meter m
     join datastream d on d.collection = 'energy-meters' and d.feature_id = m.id and d.property = 'energy'
     join observation_day o on o.datastream_id = d.id
     where m.metered_building = $1 and m.energy_kind = 'electricity'
       and ($2::date is null or o.day between $2::date and $2::date + $3::integer - 1)
     order by o.day desc limit ${MOST_DAYS * 4}`,
    [id, within?.from ?? null, within?.days ?? 0],
  );
  const [last, first] = [rows[0]?.day, rows.at(-1)?.day];
  if (last === undefined || first === undefined) return undefined;
  const firstDay = within?.from ?? first;
  const days = within?.days ?? daysBetween(first, last) + 1;
  const subItems: Partial<Record<SubItem, Hours>> = {};
  for (const { sub_item: subItem, day, hours } of rows) {
    const all = (subItems[subItem] ??= new Float64Array(days * HOURS_A_DAY).fill(Number.NaN));
    const at = daysBetween(firstDay, day) * HOURS_A_DAY;
    // Two meters of one sub-item are added.
    for (const [hour, value] of hours.entries())
      if (value !== null) all[at + hour] = value + (Number.isNaN(all[at + hour]) ? 0 : (all[at + hour] ?? 0));
  }
  return { firstDay, days, subItems };
}
