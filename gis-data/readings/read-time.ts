/** Times as tables of readings write them, and the instants that they mean in a zone. */

/** A wall clock as if it were UTC, and its distance from UTC where the text says it. */
export type ClockTime = { readonly clockMs: number; readonly offsetMinutes: number | null };

/** Whether 3/4/2025 is the third of April or the fourth of March: the text itself does not say it. */
export type DateOrder = 'dmy' | 'mdy';

const MONTHS = 12;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DATED =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时](\d{1,2})?(?:[:：分](\d{1,2})(?:\.\d+)?秒?|分)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const PACKED = /^(\d{4})(\d{2})(\d{2})[T\s]?(?:(\d{2}):?(\d{2})?(?::?(\d{2}))?)?(Z|[+-]\d{2}:?\d{2})?$/i;
/** The year comes last: what comes first is told by the whole column. */
const YEAR_LAST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=$|[T\s])/;
/** Days since the end of 1899, as spreadsheets store them: between 1954 and 2119. */
const SERIAL = /^\d{5}(\.\d+)?$/;
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);

/**
 * @param order of dates whose year comes last, which are no times without it
 * @returns undefined for what is no time, or one that no calendar has; 24:00 is the next day's 0:00
 */
export function readTime(text: string, order?: DateOrder): ClockTime | undefined {
  const trimmed = order ? yearFirst(text.trim(), order) : text.trim();
  if (SERIAL.test(trimmed)) {
    const days = Number(trimmed);
    if (days < 20_000 || days > 80_000) return undefined;
    // A serial has the minute only roughly.
    return {
      clockMs: Math.round((SERIAL_ZERO_MS + days * DAY_MS) / 1000) * 1000,
      offsetMinutes: null,
    };
  }
  const found = DATED.exec(trimmed) ?? PACKED.exec(trimmed);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return undefined;
  return {
    clockMs: midnight + hour * HOUR_MS + minute * MINUTE_MS + second * 1000,
    offsetMinutes: found[7] === undefined ? null : offsetOf(found[7]),
  };
}

export function isYearLast(text: string): boolean {
  return YEAR_LAST.test(text.trim());
}

/** @returns the orders that one date of the year last may have: one of them where a number is above 12 */
export function ordersOf(text: string): readonly DateOrder[] {
  const [, first, second] = YEAR_LAST.exec(text.trim()) ?? [];
  const orders: readonly (readonly [DateOrder, string | undefined])[] = [
    ['dmy', second],
    ['mdy', first],
  ];
  return orders.filter(([, month]) => Number(month ?? 0) <= MONTHS).map(([order]) => order);
}

function yearFirst(text: string, order: DateOrder): string {
  return text.replace(YEAR_LAST, order === 'dmy' ? '$3-$2-$1' : '$3-$1-$2');
}

/** An IANA zone or a fixed offset: Asia/Shanghai, +08:00. */
export class Zone {
  readonly name: string;
  readonly #fixedMinutes: number | undefined;
  readonly #format: Intl.DateTimeFormat | undefined;
  /** Offset in minutes by the hour: it changes at whole hours, or at half ones, which both have. */
  readonly #offsets = new Map<number, number>();

  /** @throws RangeError for a zone that is not known */
  constructor(name: string) {
    this.name = name;
    if (/^(Z|[+-]\d{2}:?\d{2})$/i.test(name)) {
      this.#fixedMinutes = offsetOf(name);
      return;
    }
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** @returns the instants at which clocks show this: none in the hour that spring skips, two in that which autumn repeats */
  instantsOf({ clockMs, offsetMinutes }: ClockTime): number[] {
    if (offsetMinutes !== null) return [clockMs - offsetMinutes * MINUTE_MS];
    const offsets = new Set([this.#offsetAt(clockMs - DAY_MS), this.#offsetAt(clockMs + DAY_MS)]);
    return [...offsets]
      .map((minutes) => clockMs - minutes * MINUTE_MS)
      .filter((instant) => clockMs - instant === this.#offsetAt(instant) * MINUTE_MS)
      .toSorted((a, b) => a - b);
  }

  #offsetAt(instant: number): number {
    if (this.#fixedMinutes !== undefined) return this.#fixedMinutes;
    const half = Math.floor(instant / (30 * MINUTE_MS));
    const known = this.#offsets.get(half);
    if (known !== undefined) return known;
    const at = half * 30 * MINUTE_MS;
    const part = Object.fromEntries(
      (this.#format?.formatToParts(at) ?? []).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
    const offset = (Date.UTC(year, month - 1, day, hour, minute, second) - at) / MINUTE_MS;
    this.#offsets.set(half, offset);
    return offset;
  }
}

function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replaceAll(/\D/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}
