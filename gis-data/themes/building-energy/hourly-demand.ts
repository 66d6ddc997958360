/**
 * How a public building's electricity goes through the hours of the calendar, by the four sub-items: opening hours,
 * weekends and holidays, cooling by the outdoor air, what runs at night. Shapes are choices of this project; the
 * amounts come from the yearly index of the building.
 */
import { days, type Day } from '../../demo/calendar.ts';
import type { Random } from '../../demo/random.ts';
import type { SUB_ITEMS } from './codes.ts';

export type SubItem = keyof typeof SUB_ITEMS;
export type DemandUse = 'government' | 'office' | 'commercial' | 'hotel' | 'education' | 'medical' | 'culture' | 'sport';

type Pattern = {
  /** Of the year's electricity. */
  readonly shares: Readonly<Record<SubItem, number>>;
  /** Hours of the day between which the building is in use. */
  readonly opens: number; readonly closes: number;
  /** Use on days off, as a share of that on a working day. */
  readonly weekend: number; readonly holiday: number; readonly vacation: number;
  /** What goes on when nobody is there, as a share of full use. */
  readonly night: number; readonly coolingNight: number;
};

const PATTERNS: Readonly<Record<DemandUse, Pattern>> = {
  government: pattern([0.42, 0.4, 0.11, 0.07], [8, 18], [0.16, 0.1, 1], [0.13, 0.03]),
  office: pattern([0.36, 0.43, 0.12, 0.09], [8, 20], [0.34, 0.14, 1], [0.16, 0.05]),
  commercial: pattern([0.35, 0.47, 0.12, 0.06], [9.5, 22], [1.18, 1.3, 1], [0.12, 0.03]),
  hotel: pattern([0.28, 0.46, 0.11, 0.15], [6, 24], [1.1, 1.2, 1.05], [0.42, 0.55]),
  education: pattern([0.5, 0.33, 0.08, 0.09], [7, 21], [0.14, 0.08, 0.16], [0.1, 0.02]),
  medical: pattern([0.29, 0.44, 0.11, 0.16], [7, 21], [0.82, 0.74, 1], [0.46, 0.6]),
  culture: pattern([0.4, 0.44, 0.09, 0.07], [9, 20], [1.3, 1.35, 1.15], [0.14, 0.12]),
  sport: pattern([0.42, 0.35, 0.14, 0.09], [8, 22], [1.4, 1.4, 1.2], [0.1, 0.04]),
};
/** Cooling begins above this, and before the doors open. */
const BALANCE_CELSIUS = 19.5;
const PRECOOLING_HOURS = 1;
/** Pumps and fans of the cooling run whatever the weather. */
const LEAST_COOLING = 0.5;
/** Servers, kitchens and labs: the part that never stops. */
const SPECIAL_BASE = 0.55;
/** Doors open and close within this time. */
const SHOULDER_HOURS = 1.5;
const HOUR_NOISE = 0.045;
const DAY_NOISE = 0.07;

/**
 * @param temperature outdoor air of every hour, °C
 * @param coolsAtNight whether the plant of a day is left on after closing time
 * @returns relative demand of every hour of the calendar: its sum over the days of a year is for the caller to scale
 */
export function hourlyDemand(use: DemandUse, temperature: Float32Array, dice: Random, coolsAtNight: (day: Day) => boolean): Record<SubItem, Float64Array> {
  const { opens, closes, night, coolingNight, ...levels } = PATTERNS[use];
  const series = (): Float64Array => new Float64Array(days.length * 24);
  const demand = { 'lighting-sockets': series(), 'air-conditioning': series(), power: series(), special: series() };
  const present = Array.from({ length: 24 }, (_, hour) => plateau(hour + 0.5, opens, closes));
  const cooled = Array.from({ length: 24 }, (_, hour) => plateau(hour + 0.5, opens - PRECOOLING_HOURS, closes));
  days.forEach((day, index) => {
    const level = levelOf(day, levels) * (1 + dice.between(-DAY_NOISE, DAY_NOISE));
    const leftOn = coolsAtNight(day);
    for (let hour = 0; hour < 24; hour++) {
      const at = index * 24 + hour;
      const people = night + (1 - night) * level * (present[hour] ?? 0);
      const plant = leftOn ? Math.max(0.85, level) : coolingNight + (1 - coolingNight) * level * (cooled[hour] ?? 0);
      const degrees = Math.max(LEAST_COOLING, (temperature[at] ?? BALANCE_CELSIUS) - BALANCE_CELSIUS);
      const noise = (): number => 1 + dice.between(-HOUR_NOISE, HOUR_NOISE);
      demand['lighting-sockets'][at] = people * noise();
      demand['air-conditioning'][at] = plant * degrees * noise();
      demand.power[at] = (0.12 + 0.88 * people * (hour === 12 || hour === 18 ? 1.15 : 1)) * noise();
      demand.special[at] = (SPECIAL_BASE + (1 - SPECIAL_BASE) * people) * noise();
    }
  });
  return demand;
}

/** Share of the year's electricity that a sub-item takes. */
export function shareOf(use: DemandUse, subItem: SubItem): number {
  return PATTERNS[use].shares[subItem];
}

function levelOf(day: Day, { weekend, holiday, vacation }: Pick<Pattern, 'weekend' | 'holiday' | 'vacation'>): number {
  if (day.isHoliday) return holiday;
  return (day.isWeekend ? weekend : 1) * (day.isVacation ? vacation : 1);
}

/** 1 between two hours of the day, 0 outside, rising and falling evenly. */
function plateau(hour: number, from: number, to: number): number {
  const rise = (hour - from) / SHOULDER_HOURS + 0.5;
  const fall = (to - hour) / SHOULDER_HOURS + 0.5;
  return Math.max(0, Math.min(1, rise, fall));
}

function pattern(shares: readonly [number, number, number, number], [opens, closes]: readonly [number, number],
  [weekend, holiday, vacation]: readonly [number, number, number], [night, coolingNight]: readonly [number, number]): Pattern {
  const [lighting, cooling, power, special] = shares;
  return {
    shares: { 'lighting-sockets': lighting, 'air-conditioning': cooling, power, special },
    opens, closes, weekend, holiday, vacation, night, coolingNight,
  };
}
