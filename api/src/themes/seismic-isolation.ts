/** What a quality station asks of isolation bearings: the register with its due dates, and the life of one of them. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { bearingStatus, type BearingEvent } from '@twin/gis-data/themes/seismic-isolation/bearing-status.ts';
import { BEARING_CONDITIONS } from '@twin/gis-data/themes/seismic-isolation/codes.ts';
import {
  INSPECTION_CALENDAR,
  RARE_EARTHQUAKE_LIMITS,
  SERVICE_LIMITS,
} from '@twin/gis-data/themes/seismic-isolation/limits.ts';
import { loopFigures } from '@twin/gis-data/themes/seismic-isolation/loop-figures.ts';
import { operation, type Operation } from '../operations.ts';
import { Problem } from '../problems.ts';
import { roundedTo } from '../rounded-to.ts';
import { mustSee } from './must-see.ts';
import { limitAnswer } from './seismic-isolation/limit-answer.ts';
import { motionOperation } from './seismic-isolation/motion-operation.ts';
import { shakingOperation } from './seismic-isolation/shaking-operation.ts';

const TAG = 'bearings';
const MOST_LISTED = 5000;
/** A simulated city has a day of its own; every other one has today's. */
const TODAY = `to_char(case when s.simulated then s.observed_at at time zone 'Asia/Shanghai'
  else now() at time zone 'Asia/Shanghai' end, 'YYYY-MM-DD')`;

type BearingRow = {
  readonly id: string;
  readonly ifc_guid: string | null;
  readonly installed_on: string | null;
  readonly displacement_mm: number | null;
  readonly compression_mm: number | null;
  readonly today: string;
};
type EventRow = {
  readonly bearing: string;
  readonly kind: BearingEvent['kind'];
  readonly happened_on: string;
  readonly result: BearingEvent['result'];
  readonly displacement_mm: number | null;
  readonly compression_mm: number | null;
  readonly loop_x: readonly number[] | null;
  readonly loop_y: readonly number[] | null;
};

const rounded = roundedTo(3);
const asOf = z.iso.date().optional().describe('Day of the question; today, or the day of a simulated city');

export function bearingOperations(pool: Pool): Operation[] {
  return [
    operation({
      path: '/bearings',
      tag: TAG,
      summary:
        'The register of isolation bearings with the state of each by its findings and its next inspection',
      query: {
        model: z.string().min(1).max(200).optional().describe('Only those that stand in this building model'),
        building: z.string().min(1).max(200).optional().describe('Only those of this building'),
        state: z
          .enum(Object.keys(BEARING_CONDITIONS) as [string, ...string[]])
          .optional()
          .describe('Only those that stand so'),
        as_of: asOf,
      },
      async answer({ model, building, state, as_of }, visitor) {
        mustSee(visitor, 'isolation-bearings');
        const { rows, events } = await readAs(pool, visitor, async (client) => {
          const found = await client.query<BearingRow>(
            `select b.id, b.building, b.ifc_guid, b.axis, b.kind, b.model, b.batch, b.serial, b.lifecycle,
               to_char(b.installed_on, 'YYYY-MM-DD') as installed_on, b.displacement_mm, b.compression_mm, ${TODAY} as today
             from isolation_bearing b join source s on s.id = b.source_id
             where ($1::text is null or b.building = $1)
               and ($2::text is null or b.ifc_guid in (select ifc_guid from bim_element where model = $2))
             order by b.building, b.axis, b.id limit ${MOST_LISTED + 1}`,
            [building ?? null, model ?? null],
          );
          return {
            rows: found.rows,
            events: await readEvents(
              client,
              found.rows.map(({ id }) => id),
            ),
          };
        });
        const all = rows.slice(0, MOST_LISTED).map(({ today, ...bearing }) => ({
          ...bearing,
          status: statusOf(bearing, events.get(bearing.id) ?? [], as_of ?? today),
        }));
        const counts = Object.fromEntries(
          [...Object.keys(BEARING_CONDITIONS), null].map((code) => [
            code ?? 'unknown',
            all.filter(({ status }) => status.state === code).length,
          ]),
        );
        const shown = all
          .filter(({ status }) => state === undefined || status.state === state)
          .toSorted((a, b) => (a.status.due?.next ?? '~').localeCompare(b.status.due?.next ?? '~'));
        return {
          as_of: as_of ?? rows[0]?.today ?? null,
          counts,
          bearings: shown,
          is_truncated: rows.length > MOST_LISTED,
        };
      },
    }),
    operation({
      path: '/bearings/life',
      tag: TAG,
      summary:
        'One bearing: design, tests, installation, inspections and replacements in order, and how it stands',
      query: {
        bearing: z.string().min(1).max(200).describe('Id, as in the collection isolation-bearings'),
        as_of: asOf,
      },
      async answer({ bearing: id, as_of }, visitor) {
        mustSee(visitor, 'isolation-bearings');
        return readAs(pool, visitor, async (client) => {
          const {
            rows: [row],
          } = await client.query<BearingRow>(
            `select b.id, b.building, b.ifc_guid, b.axis, b.kind, b.model, b.diameter_mm, b.height_mm, b.rubber_thickness_mm,
               b.maker, b.batch, b.serial, b.horizontal_stiffness_kn_mm, b.vertical_stiffness_kn_mm, b.yield_force_kn,
               b.displacement_limit_mm, b.displacement_mm, b.compression_mm, b.lifecycle,
               to_char(b.installed_on, 'YYYY-MM-DD') as installed_on, ${TODAY} as today, s.simulated
             from isolation_bearing b join source s on s.id = b.source_id where b.id = $1`,
            [id],
          );
          if (!row) throw new Problem('item-unknown', `isolation-bearings has no item ${id}.`);
          const { today, ...bearing } = row;
          const events = (await readEvents(client, [id])).get(id) ?? [];
          return {
            as_of: as_of ?? today,
            bearing,
            status: statusOf(bearing, events, as_of ?? today),
            events: events.map(({ loop_x: x, loop_y: y, ...event }) => ({
              ...event,
              loop: loopAnswer(x, y),
            })),
            limits: {
              displacement: limitAnswer(SERVICE_LIMITS.horizontalMm),
              compression: limitAnswer(SERVICE_LIMITS.compressionMm),
              rare_earthquake: [
                limitAnswer(RARE_EARTHQUAKE_LIMITS.timesDiameter),
                limitAnswer(RARE_EARTHQUAKE_LIMITS.timesRubberThickness),
              ],
            },
            calendar: INSPECTION_CALENDAR,
          };
        });
      },
    }),
    motionOperation(pool),
    shakingOperation(pool),
  ];
}

async function readEvents(
  client: PoolClient,
  bearings: readonly string[],
): Promise<ReadonlyMap<string, readonly EventRow[]>> {
  const { rows } = await client.query<EventRow>(
    `select e.id, e.bearing, e.kind, to_char(e.happened_on, 'YYYY-MM-DD') as happened_on, e.actor, e.location, e.result,
       e.finding, e.document, e.displacement_mm, e.compression_mm, e.level_permille, e.horizontal_stiffness_kn_mm,
       e.vertical_stiffness_kn_mm, e.yield_force_kn, c.x as loop_x, c.y as loop_y
     from bearing_event e left join bearing_curve c on c.bearing_event = e.id
     where e.bearing = any($1) order by e.happened_on, e.id`,
    [bearings],
  );
  return Map.groupBy(rows, ({ bearing }) => bearing);
}

function statusOf(bearing: Omit<BearingRow, 'today'>, events: readonly EventRow[], today: string) {
  return bearingStatus(
    {
      installedOn: bearing.installed_on,
      displacementMm: bearing.displacement_mm,
      compressionMm: bearing.compression_mm,
    },
    events
      .filter(({ happened_on }) => happened_on <= today)
      .map((event) => ({
        kind: event.kind,
        on: event.happened_on,
        result: event.result,
        displacementMm: event.displacement_mm,
        compressionMm: event.compression_mm,
      })),
    today,
  );
}

/** Force against displacement of a test, with what it says of the bearing. */
function loopAnswer(x: readonly number[] | null, y: readonly number[] | null) {
  const figures = x && y && loopFigures(x, y);
  return figures
    ? {
        displacement_mm: x,
        force_kn: y,
        stiffness_kn_mm: rounded(figures.stiffnessKnMm),
        damping_ratio: rounded(figures.dampingRatio),
      }
    : null;
}
