/** The spans of time that the energy map goes through, as the address of their question and as words. */
const DAY_MS = 86_400_000;
const HOURS_A_DAY = 24;

export const SPANS = {
  day: { days: 1, step: 'hour' },
  week: { days: 7, step: 'hour' },
  year: { days: 365, step: 'day' },
} as const;
export type Span = keyof typeof SPANS;

export function spanOf(text: string | null): Span {
  return text === 'week' || text === 'year' ? text : 'day';
}

/** @param from first day, null for the last days read */
export function addressOf(span: Span, from: string | null): string {
  const query = new URLSearchParams({ ...(from === null ? {} : { from }), days: String(SPANS[span].days) });
  return `/api/energy/use?${query.toString()}&step=${SPANS[span].step}`;
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 2025-08-12 14:00, or the day alone. */
export function stepText(firstDay: string, step: 'hour' | 'day', at: number): string {
  if (step === 'day') return dayAfter(firstDay, at);
  const hour = String(at % HOURS_A_DAY).padStart(2, '0');
  return `${dayAfter(firstDay, Math.floor(at / HOURS_A_DAY))} ${hour}:00`;
}
