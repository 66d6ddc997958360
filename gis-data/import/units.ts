/** Units that files write, in any spelling, and the conversion into those of the fields. */

type Unit = { readonly quantity: string; readonly factor: number };

/** Factor to the quantity's base: metre, square metre, watt, volt, pascal, litre, degree, part. */
const UNITS: { readonly [unit: string]: Unit } = {
  mm: { quantity: 'length', factor: 0.001 },
  cm: { quantity: 'length', factor: 0.01 },
  m: { quantity: 'length', factor: 1 },
  km: { quantity: 'length', factor: 1000 },
  in: { quantity: 'length', factor: 0.0254 },
  ft: { quantity: 'length', factor: 0.3048 },
  'm²': { quantity: 'area', factor: 1 },
  ha: { quantity: 'area', factor: 10_000 },
  'km²': { quantity: 'area', factor: 1e6 },
  acre: { quantity: 'area', factor: 4046.8564224 },
  亩: { quantity: 'area', factor: 2000 / 3 },
  'ft²': { quantity: 'area', factor: 0.09290304 },
  W: { quantity: 'power', factor: 1 },
  kW: { quantity: 'power', factor: 1000 },
  VA: { quantity: 'apparent power', factor: 1 },
  kVA: { quantity: 'apparent power', factor: 1000 },
  V: { quantity: 'voltage', factor: 1 },
  kV: { quantity: 'voltage', factor: 1000 },
  A: { quantity: 'current', factor: 1 },
  Pa: { quantity: 'pressure', factor: 1 },
  kPa: { quantity: 'pressure', factor: 1000 },
  MPa: { quantity: 'pressure', factor: 1e6 },
  L: { quantity: 'volume', factor: 1 },
  'm³': { quantity: 'volume', factor: 1000 },
  '°': { quantity: 'angle', factor: 1 },
  '%': { quantity: 'share', factor: 1 },
};

const SPELLINGS: { readonly [spelling: string]: string } = {
  millimetre: 'mm',
  millimetres: 'mm',
  millimeter: 'mm',
  millimeters: 'mm',
  毫米: 'mm',
  公厘: 'mm',
  centimetre: 'cm',
  centimetres: 'cm',
  centimeter: 'cm',
  centimeters: 'cm',
  厘米: 'cm',
  公分: 'cm',
  metre: 'm',
  metres: 'm',
  meter: 'm',
  meters: 'm',
  米: 'm',
  公尺: 'm',
  kilometres: 'km',
  kilometers: 'km',
  公里: 'km',
  千米: 'km',
  inch: 'in',
  inches: 'in',
  '"': 'in',
  英寸: 'in',
  foot: 'ft',
  feet: 'ft',
  "'": 'ft',
  英尺: 'ft',
  m2: 'm²',
  sqm: 'm²',
  '㎡': 'm²',
  平方米: 'm²',
  平米: 'm²',
  hectare: 'ha',
  hectares: 'ha',
  公顷: 'ha',
  km2: 'km²',
  平方公里: 'km²',
  acres: 'acre',
  mu: '亩',
  sqft: 'ft²',
  ft2: 'ft²',
  w: 'W',
  watt: 'W',
  watts: 'W',
  瓦: 'W',
  kw: 'kW',
  千瓦: 'kW',
  kva: 'kVA',
  va: 'VA',
  v: 'V',
  伏: 'V',
  kv: 'kV',
  千伏: 'kV',
  a: 'A',
  安: 'A',
  pa: 'Pa',
  kpa: 'kPa',
  mpa: 'MPa',
  兆帕: 'MPa',
  l: 'L',
  litre: 'L',
  litres: 'L',
  liter: 'L',
  liters: 'L',
  升: 'L',
  m3: 'm³',
  立方米: 'm³',
  degree: '°',
  degrees: '°',
  deg: '°',
  度: '°',
};

/** The unit that a word names, as this product writes it; undefined where it names none. */
export function unitOf(word: string): string | undefined {
  const trimmed = word.trim();
  if (Object.hasOwn(UNITS, trimmed)) return trimmed;
  const lower = trimmed.toLowerCase();
  if (Object.hasOwn(SPELLINGS, lower)) return SPELLINGS[lower];
  return Object.hasOwn(UNITS, lower) ? lower : undefined;
}

/** Undefined where the two measure different things. */
export function factorBetween(from: string, to: string): number | undefined {
  const [a, b] = [UNITS[from], UNITS[to]];
  return a && b && a.quantity === b.quantity ? a.factor / b.factor : undefined;
}

/** Units in which the same things are counted elsewhere: nobody gives a tree's height in inches. */
const INSTEAD_OF: { readonly [unit: string]: readonly string[] } = {
  m: ['ft', 'cm', 'mm'],
  mm: ['m', 'cm', 'in'],
  cm: ['m', 'mm', 'in'],
  'm²': ['ha', 'ft²', 'acre', '亩'],
  W: ['kW'],
  kW: ['W'],
  kV: ['V'],
  MPa: ['kPa', 'Pa'],
};

export function unitsInsteadOf(unit: string): readonly string[] {
  return INSTEAD_OF[unit] ?? [];
}
