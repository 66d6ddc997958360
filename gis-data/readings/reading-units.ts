/** Units in which meters are read, and what one of them is in the unit that is kept. */
export type ReadingUnit = {
  readonly kept: 'kWh' | 'm³';
  readonly factor: number;
  /** A mean power: what is used depends on the time between readings. */
  readonly isPower?: true;
};

const KWH_A_GJ = 1000 / 3.6;
const UNITS: { readonly [name: string]: ReadingUnit } = {
  kwh: { kept: 'kWh', factor: 1 },
  kw·h: { kept: 'kWh', factor: 1 },
  'kw.h': { kept: 'kWh', factor: 1 },
  度: { kept: 'kWh', factor: 1 },
  千瓦时: { kept: 'kWh', factor: 1 },
  wh: { kept: 'kWh', factor: 0.001 },
  mwh: { kept: 'kWh', factor: 1000 },
  兆瓦时: { kept: 'kWh', factor: 1000 },
  万kwh: { kept: 'kWh', factor: 10_000 },
  万千瓦时: { kept: 'kWh', factor: 10_000 },
  gj: { kept: 'kWh', factor: KWH_A_GJ },
  w: { kept: 'kWh', factor: 0.001, isPower: true },
  kw: { kept: 'kWh', factor: 1, isPower: true },
  千瓦: { kept: 'kWh', factor: 1, isPower: true },
  mw: { kept: 'kWh', factor: 1000, isPower: true },
  'm³': { kept: 'm³', factor: 1 },
  m3: { kept: 'm³', factor: 1 },
  立方米: { kept: 'm³', factor: 1 },
  吨: { kept: 'm³', factor: 1 },
  l: { kept: 'm³', factor: 0.001 },
  升: { kept: 'm³', factor: 0.001 },
};

/** @returns undefined for a unit that is not known */
export function readingUnit(text: string): ReadingUnit | undefined {
  const name = text.trim().toLowerCase();
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
}
