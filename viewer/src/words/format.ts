/**
 * Figures and dates as the design language writes them: thousands by comma, a true minus, a space before a unit but
 * before ‰ and °, dates by their numbers. Times are those of the city, wherever the reader is.
 */

export const CITY_TIME_ZONE = 'Asia/Shanghai';

/** Units that stand close to their figure. */
const CLOSE_UNITS = new Set(['‰', '°', '′', '″']);
const METRES_PER_KM = 1000;
const SQUARE_METRES_PER_HECTARE = 10_000;
const SQUARE_METRES_PER_KM2 = 1_000_000;

export type Figure = { readonly text: string; readonly unit: string };

/** @param digits after the point, always shown; without it up to three, and no trailing zeros */
export function formatNumber(value: number, digits?: number): string {
  const range =
    digits === undefined
      ? { maximumFractionDigits: 3 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const text = value.toLocaleString('en', range);
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '');
}

export function withUnit(text: string, unit: string | undefined): string {
  if (!unit) return text;
  return isCloseUnit(unit) ? `${text}${unit}` : `${text} ${unit}`;
}

export function isCloseUnit(unit: string): boolean {
  return CLOSE_UNITS.has(unit);
}

/** Kilometres in the layer tree: two digits as long as there is room for them. */
export function formatKilometres(km: number): string {
  return formatNumber(km, km < 100 ? 2 : 1);
}

/** A measured length: metres to the centimetre below a kilometre, kilometres above ten of them. */
export function lengthFigure(metres: number): Figure {
  if (Math.abs(metres) < METRES_PER_KM) return { text: formatNumber(metres, 2), unit: 'm' };
  if (Math.abs(metres) < 10 * METRES_PER_KM) return { text: formatNumber(metres, 1), unit: 'm' };
  return { text: formatNumber(metres / METRES_PER_KM, 3), unit: 'km' };
}

export function areaFigure(squareMetres: number): Figure {
  if (squareMetres < SQUARE_METRES_PER_HECTARE) return { text: formatNumber(squareMetres, 1), unit: 'm²' };
  if (squareMetres < SQUARE_METRES_PER_KM2)
    return { text: formatNumber(squareMetres / SQUARE_METRES_PER_HECTARE, 3), unit: 'ha' };
  return { text: formatNumber(squareMetres / SQUARE_METRES_PER_KM2, 3), unit: 'km²' };
}

/** 2026-01-12, of the city's day; a date without a time stays as it is. */
export function formatDate(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso : (partsOf(iso)?.date ?? iso);
}

/** 2026-01-12 14:30 */
export function formatDateTime(iso: string): string {
  const parts = partsOf(iso);
  return parts ? `${parts.date} ${parts.time.slice(0, 5)}` : iso;
}

/** 14:32:08 */
export function formatClock(now: Date): string {
  return partsOf(now)?.time ?? '';
}

/** 870 → 14:30 */
export function formatMinuteOfDay(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const CITY_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: CITY_TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function partsOf(moment: string | Date): { date: string; time: string } | undefined {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return undefined;
  const part = Object.fromEntries(CITY_TIME.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}:${part['second']}`,
  };
}
