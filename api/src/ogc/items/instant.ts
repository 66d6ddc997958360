/** Times of RFC 3339 as requests write them, and what a day is in the city. */

/** A day, or a moment to the millisecond in UTC. */
export type Instant = { readonly isDay: boolean; readonly value: string };

/** Days begin where the city is. */
export const CITY_TIME_ZONE = 'Asia/Shanghai';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** @returns undefined for what is neither a day of the calendar nor a moment of one, in the years 1 to 9999 */
export function readInstant(written: string | undefined): Instant | undefined {
  // GDAL writes a day as 2025-11-06T.
  const text = written?.toUpperCase().replace(/T$/, '') ?? '';
  const isDay = DAY.test(text);
  if (!isDay && !MOMENT.test(text)) return undefined;
  const time = new Date(isDay ? `${text}T00:00:00Z` : text);
  // A calendar has no 31 April, though `Date` reads one as 1 May.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time.getTime()) || !day.toISOString().startsWith(text.slice(0, 10))) return undefined;
  const value = time.toISOString();
  if (value.startsWith('0000') || !/^\d{4}-/.test(value)) return undefined;
  return { isDay, value: isDay ? text : value };
}

/** SQL of the first moment of a day, given as SQL of a date. */
export function startOfDay(day: string): string {
  return `((${day})::timestamp at time zone '${CITY_TIME_ZONE}')`;
}

/** SQL of the last moment of a day: the database counts microseconds. */
export function endOfDay(day: string): string {
  return `(((${day}) + 1)::timestamp at time zone '${CITY_TIME_ZONE}' - interval '1 microsecond')`;
}
