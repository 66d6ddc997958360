/** When a bearing has to be looked at next, by the calendar of inspections, and whether that day has passed. */
import { INSPECTION_CALENDAR } from './limits.ts';

/** Inspections that come by the calendar; an emergency one comes with its cause. */
export type CalendarKind = 'routine' | 'periodic';
export type Inspection = { readonly kind: CalendarKind | 'emergency'; readonly on: string };
export type DueState = 'ok' | 'due' | 'over';
export type InspectionDue = {
  /** 2026-09-20 */
  readonly next: string;
  /** What is to be done that day: a periodic inspection holds a routine one. */
  readonly kind: CalendarKind;
  /** Years after completion. */
  readonly year: number;
  readonly state: DueState;
};

/** An inspection so long before its day still counts for it. */
const EARLY_DAYS = 90;
/** A day within this time is due. */
const DUE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * @param completed day from which the years count, 2022-09-20
 * @param inspections that were made, in any order; the more thorough kinds count as the lesser ones
 * @param today day of the question
 */
export function inspectionDue(
  completed: string,
  inspections: readonly Inspection[],
  today: string,
): InspectionDue {
  const routine = nextOf('routine', completed, inspections);
  const periodic = nextOf('periodic', completed, inspections);
  const [kind, { on, year }] =
    periodic.on <= routine.on ? (['periodic', periodic] as const) : (['routine', routine] as const);
  return { next: on, kind, year, state: stateOn(on, today) };
}

function nextOf(kind: CalendarKind, completed: string, inspections: readonly Inspection[]) {
  const counting = inspections.filter((one) => kind === 'routine' || one.kind !== 'routine');
  const last = counting
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  const until = last === undefined ? completed : later(last, EARLY_DAYS);
  for (const year of yearsOf(kind)) {
    const on = yearsAfter(completed, year);
    if (on > until) return { on, year };
  }
  throw new Error(`the calendar of ${kind} inspections ends`);
}

function* yearsOf(kind: CalendarKind): Generator<number> {
  const { years = [], thenEveryYears = 1 } = INSPECTION_CALENDAR[kind];
  yield* years;
  for (let year = (years.at(-1) ?? 0) + thenEveryYears; ; year += thenEveryYears) yield year;
}

function stateOn(next: string, today: string): DueState {
  if (next < today) return 'over';
  return next < later(today, DUE_DAYS) ? 'due' : 'ok';
}

/** The 29th of February has its anniversary on the 1st of March where there is none. */
function yearsAfter(day: string, years: number): string {
  const at = new Date(day);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.toISOString().slice(0, 10);
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
