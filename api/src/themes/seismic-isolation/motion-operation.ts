/** What the sensors at one bearing say: day by day, and in each earthquake that was recorded there. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { BEARING_SENSORS } from '@twin/gis-data/themes/seismic-isolation/codes.ts';
import {
  ISOLATION_GAP_LIMITS,
  RARE_EARTHQUAKE_LIMITS,
  SERVICE_LIMITS,
} from '@twin/gis-data/themes/seismic-isolation/limits.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { roundedTo } from '../../rounded-to.ts';
import { mustSee } from '../must-see.ts';
import { limitAnswer } from './limit-answer.ts';

const DAYS = 366;
const rounded = roundedTo(3);

type BearingRow = { readonly diameter_mm: number; readonly rubber_thickness_mm: number | null };
type DayRow = {
  readonly property: string;
  readonly unit: string;
  readonly day: string;
  readonly mean: number;
  readonly hours: readonly (number | null)[];
};
type RecordRow = {
  readonly id: string;
  readonly started_at: Date;
  readonly step_seconds: number;
  readonly peak_mm: number | null;
  readonly earthquake: string | null;
  readonly title: string | null;
  readonly magnitude: number | null;
  readonly x: readonly number[] | null;
  readonly y: readonly number[] | null;
};

export function motionOperation(pool: Pool): Operation {
  return operation({
    path: '/bearings/motion',
    tag: 'bearings',
    summary:
      'The sensors at one bearing day by day over their last year, its movement in each recorded earthquake, and the limits of both',
    query: {
      bearing: z.string().min(1).max(200).describe('Id, as in the collection isolation-bearings'),
    },
    async answer({ bearing: id }, visitor) {
      mustSee(visitor, 'isolation-bearings');
      return readAs(pool, visitor, async (client) => {
        const {
          rows: [bearing],
        } = await client.query<BearingRow>(
          'select diameter_mm, rubber_thickness_mm from isolation_bearing where id = $1',
          [id],
        );
        if (!bearing) throw new Problem('item-unknown', `isolation-bearings has no item ${id}.`);
        return {
          sensors: await readSensors(client, id),
          records: await readRecords(client, id),
          limits: limitsOf(bearing),
        };
      });
    },
  });
}

async function readSensors(client: PoolClient, bearing: string) {
  const { rows } = await client.query<DayRow>(
    `select d.property, d.unit, to_char(o.day, 'YYYY-MM-DD') as day, o.sum / o.count as mean, o.hours
     from datastream d
     join lateral (select max(day) as last from observation_day where datastream_id = d.id) l on true
     join observation_day o on o.datastream_id = d.id and o.day > l.last - $2::int
     where d.collection = 'isolation-bearings' and d.feature_id = $1 order by d.property, o.day`,
    [bearing, DAYS],
  );
  const known = Map.groupBy(rows, ({ property }) => property);
  return Object.keys(BEARING_SENSORS).flatMap((property) => {
    const days = known.get(property);
    const last = days?.at(-1);
    if (!days || !last) return [];
    const hour = last.hours.findLastIndex((value) => value !== null);
    return [
      {
        property,
        unit: last.unit,
        latest: {
          at: `${last.day}T${String(hour).padStart(2, '0')}:00:00+08:00`,
          value: last.hours[hour] ?? null,
        },
        days: days.map(({ day }) => day),
        mean: days.map(({ mean }) => rounded(mean)),
      },
    ];
  });
}

async function readRecords(client: PoolClient, bearing: string) {
  const { rows } = await client.query<RecordRow>(
    `select r.id, r.started_at, r.step_seconds, r.peak_mm, r.earthquake, e.title, e.magnitude, c.x, c.y
     from motion_record r left join earthquake e on e.id = r.earthquake left join bearing_curve c on c.motion_record = r.id
     where r.bearing = $1 order by r.started_at desc, r.id`,
    [bearing],
  );
  return rows.map(({ started_at: startedAt, x, y, ...record }) => ({
    ...record,
    started_at: startedAt.toISOString(),
    x_mm: x ?? [],
    y_mm: y ?? [],
  }));
}

/** The rarer the earthquake, the farther a bearing may go; what stands around the building must be farther still. */
function limitsOf({ diameter_mm: diameter, rubber_thickness_mm: rubber }: BearingRow) {
  const { timesDiameter, timesRubberThickness } = RARE_EARTHQUAKE_LIMITS;
  const byDiameter = { ...timesDiameter, unit: 'mm', value: rounded(timesDiameter.value * diameter) };
  const byRubber =
    rubber === null
      ? null
      : { ...timesRubberThickness, unit: 'mm', value: rounded(timesRubberThickness.value * rubber) };
  const rare = byRubber && byRubber.value < byDiameter.value ? byRubber : byDiameter;
  const { timesRareDisplacement, leastMm } = ISOLATION_GAP_LIMITS;
  const byRare = {
    ...timesRareDisplacement,
    unit: 'mm',
    value: rounded(timesRareDisplacement.value * rare.value),
  };
  return {
    service: limitAnswer(SERVICE_LIMITS.horizontalMm),
    rare_earthquake: limitAnswer(rare),
    gap: limitAnswer(byRare.value > leastMm.value ? byRare : leastMm),
    compression: limitAnswer(SERVICE_LIMITS.compressionMm),
  };
}
