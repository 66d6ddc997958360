/**
 * Outdoor air of the district by the hour, °C: a hot summer of eight months, mild winters with cold spells. A choice of
 * this project that drives the demo's cooling; no record of a station.
 */
import { days } from './calendar.ts';
import type { Random } from './random.ts';

const MEAN_CELSIUS = 24.6;
const SEASON_CELSIUS = 5.4;
/** The coldest day: 20 January. */
const COLDEST_DAY = 20;
const YEAR_DAYS = 365.25;
/** Half the way from the night's least to the afternoon's most; the hour of the most. */
const DAY_CELSIUS = 2.9;
const WARMEST_HOUR = 14.5;
/** Weather: how much of a day's departure lasts to the next, and how far it goes in summer and in winter. */
const LASTING = 0.74;
const SPELL_CELSIUS = { summer: 1.1, winter: 2.6 } as const;

/** @returns one value an hour for every day of the calendar, tenths of a degree */
export function outdoorTemperature(dice: Random): Float32Array {
  const hours = new Float32Array(days.length * 24);
  let spell = 0;
  days.forEach(({ dayOfYear }, index) => {
    const winter = (1 + Math.cos((2 * Math.PI * (dayOfYear - COLDEST_DAY)) / YEAR_DAYS)) / 2;
    const reach = SPELL_CELSIUS.summer + (SPELL_CELSIUS.winter - SPELL_CELSIUS.summer) * winter;
    spell = spell * LASTING + dice.between(-reach, reach);
    // Clouds of a cold spell keep the day flat.
    const range = DAY_CELSIUS * (spell < 0 ? 0.7 : 1.1);
    const mean = MEAN_CELSIUS - SEASON_CELSIUS * (2 * winter - 1) + spell;
    for (let hour = 0; hour < 24; hour++) {
      const degrees = mean + range * Math.cos((2 * Math.PI * (hour - WARMEST_HOUR)) / 24) + dice.between(-0.3, 0.3);
      hours[index * 24 + hour] = Math.round(degrees * 10) / 10;
    }
  });
  return hours;
}
