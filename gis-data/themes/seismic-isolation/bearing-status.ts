/** How a bearing stands: by what was found at it, else by the day of its next inspection. */
import { citationOf, findingOf, type Confidence, type Finding, type Limit } from '../../limit.ts';
import type { BEARING_CONDITIONS, BEARING_EVENTS, EVENT_RESULTS } from './codes.ts';
import { inspectionDue, type Inspection, type InspectionDue } from './inspection-due.ts';
import { SERVICE_LIMITS } from './limits.ts';

export type BearingEvent = {
  readonly kind: keyof typeof BEARING_EVENTS;
  /** 2022-09-20 */
  readonly on: string;
  readonly result: keyof typeof EVENT_RESULTS;
  readonly displacementMm?: number | null;
  readonly compressionMm?: number | null;
};
/** What the register says without its history. */
export type BearingRecord = {
  readonly installedOn: string | null;
  readonly displacementMm: number | null;
  readonly compressionMm: number | null;
};
export type MeasuredFinding = {
  readonly what: 'displacement' | 'compression';
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly clause: string;
  readonly confidence: Confidence;
  readonly severity: Finding;
};
export type BearingStatus = {
  /** Nothing where neither a day of completion nor a finding is known. */
  readonly state: keyof typeof BEARING_CONDITIONS | null;
  readonly due: InspectionDue | null;
  /** What the years count from. */
  readonly countedFrom: { readonly on: string; readonly by: 'completed' | 'accepted' | 'installed' } | null;
  readonly findings: readonly MeasuredFinding[];
  /** The last inspection did not pass, and nothing was done since. */
  readonly isOpen: boolean;
};

const INSPECTIONS: readonly BearingEvent['kind'][] = ['routine', 'periodic', 'emergency'];
const REMEDIES: readonly BearingEvent['kind'][] = ['maintained', 'replaced'];

/** @param today day of the question, in the city */
export function bearingStatus(
  record: BearingRecord,
  events: readonly BearingEvent[],
  today: string,
): BearingStatus {
  const life = events.toSorted((a, b) => a.on.localeCompare(b.on));
  const from = countFrom(record, life);
  const inspections = life.flatMap(({ kind, on }): Inspection[] =>
    kind === 'routine' || kind === 'periodic' || kind === 'emergency' ? [{ kind, on }] : [],
  );
  const due = from && inspectionDue(from.on, inspections, today);
  const findings = measured(record, life);
  const isOpen =
    life.findLast(({ kind }) => INSPECTIONS.includes(kind) || REMEDIES.includes(kind))?.result === 'failed';
  return {
    state: findings.length > 0 || isOpen ? 'bad' : (due?.state ?? null),
    due,
    countedFrom: from,
    findings,
    isOpen,
  };
}

function countFrom(
  { installedOn }: BearingRecord,
  life: readonly BearingEvent[],
): BearingStatus['countedFrom'] {
  for (const by of ['completed', 'accepted', 'installed'] as const) {
    const on = life.find(({ kind }) => kind === by)?.on;
    if (on !== undefined) return { on, by };
  }
  return installedOn === null ? null : { on: installedOn, by: 'installed' };
}

/** The last measured values, of the piece that stands there now, against the limits of service. */
function measured(record: BearingRecord, life: readonly BearingEvent[]): MeasuredFinding[] {
  const last = (of: (event: BearingEvent) => number | null | undefined): number | null | undefined => {
    const event = life.findLast((one) => typeof of(one) === 'number');
    return event && of(event);
  };
  return [
    exceeded(
      'displacement',
      last((one) => one.displacementMm) ?? record.displacementMm,
      SERVICE_LIMITS.horizontalMm,
    ),
    exceeded(
      'compression',
      last((one) => one.compressionMm) ?? record.compressionMm,
      SERVICE_LIMITS.compressionMm,
    ),
  ].flat();
}

function exceeded(what: MeasuredFinding['what'], value: number | null, limit: Limit): MeasuredFinding[] {
  if (value === null || value <= limit.value) return [];
  return [
    {
      what,
      value,
      limit: limit.value,
      unit: limit.unit,
      clause: citationOf(limit),
      confidence: limit.confidence,
      severity: findingOf(limit),
    },
  ];
}
