/**
 * Bearings of the base-isolated hospital: one under each of its sixty columns, sliding ones beside them where the lifts
 * and stairs stand. Lead-rubber along the edges against turning, natural rubber within. Sizes and forces are choices of
 * this project in the proportions of such bearings.
 */
import { buildingPlan } from '../../demo/building-plan.ts';
import { hourOf, TODAY } from '../../demo/calendar.ts';
import type { Curve, Demo, Row, Series } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { ifcGuid } from '../../demo/ifc-guid.ts';
import { must } from '../../demo/line.ts';
import { contains, ringOf } from '../../demo/polygon.ts';
import type { Random } from '../../demo/random.ts';
import { centimetres } from '../../demo/shapes.ts';
import { HOSPITAL_ID } from '../buildings/demo.ts';
import {
  BEARING_SENSORS,
  type BEARING_CONDITIONS,
  type BEARING_KINDS,
  type BEARING_LIFECYCLE,
} from './codes.ts';
import { bearingLife, firstInstalled, flat, type Findings } from './demo-life.ts';
import { QUAKE, recordAt, shakeHospital, STEP_SECONDS, testLoop, yearAt } from './demo-motion.ts';
import { rareDisplacementLimitMm, SERVICE_LIMITS } from './limits.ts';

type Bearing = {
  readonly axis: string;
  readonly at: Point;
  readonly kind: keyof typeof BEARING_KINDS;
  readonly diameterMm: number;
};
/** `completed`: the part of the house was, from which day the years of its inspections count. */
type Inspection = { readonly completed: string; readonly last: string; readonly next: string };

/** Columns of the plan; the technical halls between the wings stand on the same isolated floor. */
const BAY_METRES = 8.4;
const COLUMNS = 12;
const ROWS = ['A', 'B', 'C', 'D', 'E'] as const;
/** Bays of row C in which the cores stand. */
const CORE_BAYS = [1, 2, 5, 6, 10, 11] as const;
/** Between the cellars and the ground floor: the floor that the bearings carry is this far below the ground. */
const CARRIED_METRES = 1.5;
/** Rubber as a share of the diameter; steel plates between and flanges at the ends. */
const RUBBER_SHARE = 0.2;
const HEIGHT_PER_RUBBER = 1.9;
const FLANGES_MM = 60;
const SHEAR_MODULUS_MPA = 0.392;
const VERTICAL_PER_HORIZONTAL = 2600;
/** Lead core as a share of the diameter, and what it yields at. */
const LEAD_SHARE = 0.2;
const LEAD_YIELD_MPA = 8;
const SLIDER_RUBBER_MM = 60;
/** The building was completed on 2022-09-20, its eastern bays four months later: a look every year, measured in the third. */
const REGULAR: Inspection = { completed: '2022-09-20', last: '2025-09-22', next: '2026-09-20' };
/** Axes whose inspection falls due within the month, or was missed. */
const DUE: Inspection = { completed: '2023-01-31', last: '2025-01-20', next: '2026-01-31' };
const MISSED: Inspection = { completed: '2022-09-20', last: '2024-09-24', next: '2025-09-20' };
const INSPECTIONS: Readonly<Record<string, Inspection>> = {
  'A-9': DUE,
  'A-10': DUE,
  'B-9': DUE,
  'B-10': DUE,
  'C-9': DUE,
  'D-3': MISSED,
  'D-4': MISSED,
  'E-3': MISSED,
};
const DUE_BEFORE = '2026-02-11';
/** Sensors stand near the corners and at the middle. */
const MONITORED = ['A-2', 'A-11', 'C-6', 'E-2', 'E-11'] as const;
const MONITORED_YEAR = { from: '2025-01-01', days: 365 } as const;
/** Measured beyond what service allows. */
const DISPLACED_MM: Readonly<Record<string, number>> = { 'A-12': 57.4, 'E-12': 52.1 };
const COMPRESSED_MM: Readonly<Record<string, number>> = { 'C-5': 5.8 };
/** Taken out for a tear in its cover, and put in again as new. */
const REPLACEMENTS: Readonly<
  Record<string, { installed: string; lifecycle: keyof typeof BEARING_LIFECYCLE }>
> = {
  'B-2': { installed: '2025-11-18', lifecycle: 'accepted' },
  'D-7': { installed: '2026-01-08', lifecycle: 'installed' },
};

export const demo: Demo = ({ random, made }) => {
  const parts = made('building').filter((row) => String(row['structure']).startsWith('基础隔震'));
  const hospital = must(parts.find((row) => row.id === HOSPITAL_ID));
  const dice = random('bearings');
  const { place, bearingDegrees } = buildingPlan(hospital);
  const carried = Number(hospital['ground_elevation_metres']) - CARRIED_METRES;
  const planned = bearings();
  const rows = planned.map((bearing, index) => {
    const at = place(bearing.at);
    const above = must(parts.find((row) => contains(ringOf(row.geom), at)));
    return rowOf(bearing, index + 1, above.id, lonLat(at), carried, dice);
  });
  const lifeDice = random('bearing lives');
  const events = rows.flatMap(({ row, found }, index) => bearingLife(row, index + 1, found, lifeDice));
  const shaking = shakeHospital(random('earthquake'));
  const monitored = MONITORED.map((axis) => {
    const index = planned.findIndex((bearing) => bearing.axis === axis);
    return { plan: must(planned[index]).at, row: must(rows[index]).row };
  });
  const records = monitored.map(({ plan, row }) => ({
    id: `${QUAKE.id}.${row.id}`,
    row,
    ...recordAt(shaking, plan, random(`record ${row.id}`)),
  }));
  return {
    tables: {
      isolation_bearing: rows.map(({ row }) => row),
      bearing_event: events,
      earthquake: [
        {
          id: QUAKE.id,
          title: QUAKE.title,
          happened_at: QUAKE.happenedAt,
          magnitude: QUAKE.magnitude,
          depth_km: QUAKE.depthKm,
          geom: { type: 'Point', coordinates: [...QUAKE.epicentre] },
        },
      ],
      motion_record: records.map(({ id, row, x, y }) => ({
        id,
        bearing: row.id,
        earthquake: QUAKE.id,
        started_at: QUAKE.happenedAt,
        step_seconds: STEP_SECONDS,
        x_bearing_degrees: tenths(bearingDegrees),
        peak_mm: tenths(Math.max(...x.map((mm, index) => Math.hypot(mm, y[index] ?? 0)))),
        geom: flat(row),
      })),
    },
    series: monitored.flatMap(({ plan, row }): Series[] => {
      const hours = { first: hourOf(MONITORED_YEAR.from), count: MONITORED_YEAR.days * 24 };
      const year = yearAt(plan, Number(row['compression_mm']), hours, random(`sensors ${row.id}`));
      return (Object.keys(BEARING_SENSORS) as (keyof typeof BEARING_SENSORS)[]).map((property) => {
        const { zh, en, unit } = BEARING_SENSORS[property];
        return {
          collection: 'isolation-bearings',
          featureId: row.id,
          property,
          title: { zh, en },
          unit,
          aggregate: 'mean',
          firstDay: MONITORED_YEAR.from,
          hours: year[property],
        };
      });
    }),
    curves: [
      ...records.map(({ id, x, y }): Curve => ({ motionRecord: id, x, y })),
      ...loops(
        rows.map(({ row }) => row),
        events,
      ),
    ],
  };
};

/** Each test of a rubber bearing is one loop at a shear strain of 100 %; what slides has none. */
function* loops(rows: readonly Row[], events: readonly Row[]): Generator<Curve> {
  const bearingOf = new Map(rows.map((row) => [row.id, row]));
  for (const event of events) {
    const bearing = must(bearingOf.get(String(event['bearing'])));
    const stiffness = event['horizontal_stiffness_kn_mm'];
    const force = event['yield_force_kn'];
    if (typeof stiffness !== 'number' || bearing['kind'] === 'ESB') continue;
    yield {
      bearingEvent: event.id,
      ...testLoop(
        stiffness,
        typeof force === 'number' ? force : null,
        Number(bearing['rubber_thickness_mm']),
      ),
    };
  }
}

function bearings(): Bearing[] {
  const x = (column: number): number => (column - (COLUMNS + 1) / 2) * BAY_METRES;
  const y = (row: number): number => (row - (ROWS.length - 1) / 2) * BAY_METRES;
  const grid = ROWS.flatMap((letter, row) =>
    Array.from({ length: COLUMNS }, (_, index): Bearing => {
      const column = index + 1;
      const isEdge = row === 0 || row === ROWS.length - 1 || column === 1 || column === COLUMNS;
      return {
        axis: `${letter}-${column}`,
        at: [x(column), y(row)],
        kind: isEdge ? 'LRB' : 'LNR',
        diameterMm: isEdge ? 900 : row === 2 ? 1000 : 900,
      };
    }),
  );
  // An axis between two is named after the one before it.
  const cores = CORE_BAYS.flatMap((column) =>
    [2, 3].map((row): Bearing => ({
      axis: `${must(ROWS[row])}-1/${column}`,
      at: [x(column + 0.5), y(row)],
      kind: 'ESB',
      diameterMm: 700,
    })),
  );
  return [...grid, ...cores];
}

function rowOf(
  { axis, kind, diameterMm }: Bearing,
  serial: number,
  building: string,
  position: readonly number[],
  carried: number,
  dice: Random,
): { readonly row: Row; readonly found: Findings } {
  // An id stands in addresses, where a slash would divide it.
  const id = `GZ-${axis.replace('/', '.')}`;
  const rubberMm = kind === 'ESB' ? SLIDER_RUBBER_MM : diameterMm * RUBBER_SHARE;
  const heightMm = Math.round(rubberMm * HEIGHT_PER_RUBBER + FLANGES_MM);
  const areaMm2 = (Math.PI * diameterMm ** 2) / 4;
  const rubberStiffness = (SHEAR_MODULUS_MPA * areaMm2) / rubberMm / 1000;
  const yieldForce =
    kind === 'LRB' ? tenths(((Math.PI * (diameterMm * LEAD_SHARE) ** 2) / 4 / 1000) * LEAD_YIELD_MPA) : null;
  const displacement = DISPLACED_MM[axis] ?? tenths(dice.between(2, 17));
  const compression = COMPRESSED_MM[axis] ?? tenths(dice.between(0.6, 3.4));
  const replaced = REPLACEMENTS[axis];
  const inspection = INSPECTIONS[axis] ?? REGULAR;
  const condition = conditionOf(displacement, compression, inspection);
  const row = {
    id,
    building,
    ifc_guid: ifcGuid(`isolation-bearings/${id}`),
    axis,
    kind,
    model: `${kind}${diameterMm}`,
    diameter_mm: diameterMm,
    height_mm: heightMm,
    rubber_thickness_mm: rubberMm,
    maker: '南方隔震器材(演示)',
    batch: replaced ? 'GZ2510-01' : `GZ2103-${String(Math.ceil(serial / 18)).padStart(2, '0')}`,
    serial: `${kind}${diameterMm}-${String(serial).padStart(3, '0')}`,
    qr_id: ifcGuid(`qr/${id}`),
    // Equivalent, at a shear strain of 100 %: where the lead yields it adds its force.
    horizontal_stiffness_kn_mm: Math.round((rubberStiffness + (yieldForce ?? 0) / rubberMm) * 1000) / 1000,
    vertical_stiffness_kn_mm: Math.round(rubberStiffness * VERTICAL_PER_HORIZONTAL),
    yield_force_kn: yieldForce,
    // A slider moves as far as its plate reaches, which is no limit of its rubber.
    displacement_limit_mm: kind === 'ESB' ? null : Math.round(rareDisplacementLimitMm(diameterMm, rubberMm)),
    displacement_mm: replaced ? 0 : displacement,
    compression_mm: replaced ? 0 : compression,
    lifecycle: condition === 'bad' ? 'flagged' : (replaced?.lifecycle ?? 'in-service'),
    condition: replaced ? 'ok' : condition,
    installed_on: replaced?.installed ?? firstInstalled(serial),
    last_inspected_on: replaced ? null : inspection.last,
    next_inspection_on: replaced ? REGULAR.next : inspection.next,
    geom: { type: 'Point', coordinates: [...position, centimetres(carried - heightMm / 1000)] },
  } satisfies Row;
  return {
    row,
    found: {
      completed: inspection.completed,
      lastInspection: inspection.last,
      displacementMm: displacement,
      compressionMm: compression,
      isAbnormal: condition === 'bad',
      ...(replaced ? { replaced: replaced.installed } : {}),
    },
  };
}

function conditionOf(
  displacementMm: number,
  compressionMm: number,
  { next }: Inspection,
): keyof typeof BEARING_CONDITIONS {
  if (
    displacementMm > SERVICE_LIMITS.horizontalMm.value ||
    compressionMm > SERVICE_LIMITS.compressionMm.value
  )
    return 'bad';
  if (next < TODAY) return 'over';
  return next < DUE_BEFORE ? 'due' : 'ok';
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
