/** The life of each demo bearing, so that its register follows from it: what was tested, installed, found and replaced. */
import type { Row } from '../../demo/district.ts';
import type { Random } from '../../demo/random.ts';
import type { BEARING_EVENTS, EVENT_RESULTS } from './codes.ts';
import { QUAKE } from './demo-motion.ts';

type Kind = keyof typeof BEARING_EVENTS;
type Event = {
  readonly kind: Kind;
  readonly on: string;
  readonly actor: string;
  readonly location?: string;
  readonly result?: keyof typeof EVENT_RESULTS;
  readonly finding?: string;
  readonly document?: string;
  readonly values?: Readonly<Record<string, number | null>>;
};

export type Findings = {
  /** Of the place where it stands: the main structure was completed, its years count from then. */
  readonly completed: string;
  readonly lastInspection: string;
  readonly displacementMm: number;
  readonly compressionMm: number;
  readonly isAbnormal: boolean;
  /** Day on which the piece that stands there now took the place of the first one. */
  readonly replaced?: string;
};

const DAY_MS = 86_400_000;
const DESIGNED = '2020-08-18';
const TYPE_TESTED = '2020-03-24';
const ACCEPTED = '2021-11-26';
const DESIGNER = '海南建筑设计(演示)';
const MAKER = '南方隔震器材(演示)';
const LABORATORY = '结构试验中心(演示)';
const BUILDER = '琼北建工(演示)';
const OWNER = '医院后勤(演示)';
const STATION = '质量监督站(演示)';
/** Of each batch of a kind, one in three was taken to a laboratory before it was built in. */
const RETESTED_OF = 3;
/** Results of tests scatter around the design values by this share. */
const TEST_SCATTER = 0.06;

export function bearingLife(bearing: Row, serial: number, found: Findings, dice: Random): Row[] {
  const installed = found.replaced === undefined ? String(bearing['installed_on']) : firstInstalled(serial);
  const events: Event[] = [
    {
      kind: 'type-test',
      on: TYPE_TESTED,
      actor: LABORATORY,
      result: 'passed',
      document: `XS-2003-${String(bearing['model'])}`,
    },
    { kind: 'designed', on: DESIGNED, actor: DESIGNER, document: '结施-03 隔震支座布置图' },
    ...made(bearing, installed, dice),
    ...(serial % RETESTED_OF === 0 ? [retest(bearing, installed, dice)] : []),
    {
      kind: 'installed',
      on: installed,
      actor: BUILDER,
      document: `AZ-${String(serial).padStart(3, '0')}`,
      values: { level_permille: tenths(dice.between(0.4, 2.6)) },
    },
    { kind: 'accepted', on: ACCEPTED, actor: STATION, result: 'passed', document: 'YS-2021-11' },
    {
      kind: 'completed',
      on: found.completed,
      actor: STATION,
      document: 'JG-2022-09',
      values: { displacement_mm: 0, compression_mm: 0 },
    },
    ...inspections(found, dice),
    ...(found.replaced === undefined ? [] : replacement(bearing, found.replaced, dice)),
  ];
  return events.map((event, index) => ({
    id: `${bearing.id}.${String(index + 1).padStart(2, '0')}`,
    bearing: bearing.id,
    kind: event.kind,
    happened_on: event.on,
    actor: event.actor,
    location: event.location ?? null,
    result: event.result ?? 'done',
    finding: event.finding ?? null,
    document: event.document ?? null,
    displacement_mm: null,
    compression_mm: null,
    level_permille: null,
    horizontal_stiffness_kn_mm: null,
    vertical_stiffness_kn_mm: null,
    yield_force_kn: null,
    ...event.values,
    geom: flat(bearing),
  }));
}

/** When the first piece of a place was installed. */
export function firstInstalled(serial: number): string {
  return `2021-0${4 + Math.floor(serial / 30)}-${String(5 + (serial % 20)).padStart(2, '0')}`;
}

function made(bearing: Row, installed: string, dice: Random): Event[] {
  return [
    { kind: 'manufactured', on: dayAfter(installed, -46), actor: MAKER, location: '生产车间' },
    {
      kind: 'factory-test',
      on: dayAfter(installed, -38),
      actor: MAKER,
      location: '试验室',
      result: 'passed',
      document: `CC-${String(bearing['serial'])}`,
      values: tested(bearing, dice),
    },
    { kind: 'delivered', on: dayAfter(installed, -16), actor: BUILDER, result: 'passed' },
  ];
}

function retest(bearing: Row, installed: string, dice: Random): Event {
  return {
    kind: 'witnessed-retest',
    on: dayAfter(installed, -9),
    actor: LABORATORY,
    location: '结构试验中心',
    result: 'passed',
    document: `JZ-${String(bearing['serial'])}`,
    values: tested(bearing, dice),
  };
}

/** A look every year until the last one; in the third year it is measured by specialists. */
function inspections(
  { completed, lastInspection, displacementMm, compressionMm, isAbnormal, replaced }: Findings,
  dice: Random,
): Event[] {
  const events: Event[] = [];
  const third = dayAfter(`${Number(completed.slice(0, 4)) + 3}${completed.slice(4)}`, -90);
  for (let year = Number(completed.slice(0, 4)) + 1; ; year++) {
    const on = dayAfter(`${year}${completed.slice(4)}`, dice.integer(-12, 4));
    if (on.slice(0, 7) >= lastInspection.slice(0, 7)) break;
    events.push({ kind: 'routine', on, actor: OWNER, result: 'passed' });
  }
  const isMeasured = lastInspection >= third;
  const values = { displacement_mm: displacementMm, compression_mm: compressionMm };
  const torn = replaced !== undefined;
  return [
    ...events,
    // After an earthquake that was felt all items are looked at, whatever the calendar says.
    {
      kind: 'emergency',
      on: QUAKE.inspectedOn,
      actor: LABORATORY,
      result: 'passed',
      document: `YJ-${QUAKE.inspectedOn.slice(0, 4)}`,
    },
    {
      kind: isMeasured ? 'periodic' : 'routine',
      on: lastInspection,
      actor: isMeasured ? LABORATORY : OWNER,
      result: torn || isAbnormal ? 'failed' : displacementMm > 14 ? 'observe' : 'passed',
      ...(torn
        ? { finding: '保护层撕裂,长 180 mm,须更换' }
        : isAbnormal
          ? { finding: '变形超过正常使用限值,须复测' }
          : {}),
      ...(isMeasured
        ? { document: `DJ-${lastInspection.slice(0, 4)}`, values }
        : isAbnormal
          ? { values }
          : {}),
    },
  ];
}

function replacement(bearing: Row, on: string, dice: Random): Event[] {
  return [
    ...made(bearing, on, dice),
    {
      kind: 'replaced',
      on,
      actor: BUILDER,
      finding: '同型号新支座换入,原支座退役',
      document: `GH-${on.slice(0, 7)}`,
      values: { displacement_mm: 0, compression_mm: 0, level_permille: tenths(dice.between(0.4, 2)) },
    },
    ...(bearing['lifecycle'] === 'accepted'
      ? [{ kind: 'accepted', on: dayAfter(on, 12), actor: STATION, result: 'passed' } as const]
      : []),
  ];
}

function tested(bearing: Row, dice: Random): Readonly<Record<string, number | null>> {
  const near = (column: string, digits: number): number | null => {
    const design = bearing[column];
    return typeof design === 'number'
      ? Number((design * (1 + dice.between(-TEST_SCATTER, TEST_SCATTER))).toFixed(digits))
      : null;
  };
  return {
    horizontal_stiffness_kn_mm: near('horizontal_stiffness_kn_mm', 3),
    vertical_stiffness_kn_mm: near('vertical_stiffness_kn_mm', 0),
    yield_force_kn: near('yield_force_kn', 1),
  };
}

/** Where a bearing stands in plan. */
export function flat({ geom, id }: Row): Row['geom'] {
  if (geom.type !== 'Point') throw new Error(`${id} is no point`);
  return { type: 'Point', coordinates: geom.coordinates.slice(0, 2) };
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
