/** Energy limits, measured references and conversion factors of public buildings in Hainan's climate zone. */
import type { Confidence, Limit } from '../../limit.ts';
import type { AIR_CONDITIONING_CLASSES, EnergyClass, EnergyUse } from './codes.ts';

type AirConditioning = keyof typeof AIR_CONDITIONING_CLASSES;
export type EnergyLimits = { readonly constraint: Limit; readonly guide: Limit };

/** GB/T 51161-2016, non-heating index of the zone 夏热冬暖 (hot summer, warm winter), kWh/(m²·a). */
export const ENERGY_LIMITS: {
  readonly [K in EnergyUse]?: { readonly [A in AirConditioning]?: EnergyLimits };
} = {
  'office-government': { A: limits(65, 50), B: limits(80, 60) },
  'office-commercial': { A: limits(80, 65), B: limits(100, 75) },
  'mall-department-store': { A: limits(120, 100), B: limits(245, 190) },
  'mall-shopping-centre': { A: limits(120, 100), B: limits(300, 245) },
  'mall-supermarket': { A: limits(135, 105), B: limits(290, 240) },
  'mall-restaurant': { A: limits(85, 65) },
  'mall-shop': { A: limits(85, 65) },
  'hotel-five-star': { A: limits(100, 80), B: limits(150, 110) },
  // Four and three stars have lower steps that were not read; schools and hospitals have no limit: they are compared
  // with their peers.
};

/** Above this multiple of the constraint value the index is `far`. A choice of this project. */
export const FAR_RATIO: Limit = {
  value: 1.2,
  unit: '1',
  standard: 'project',
  edition: '2026',
  confidence: 'P',
  source: 'classes of the energy map',
};

/**
 * Class of an index (kWh/(m²·a)) against its limits.
 * @returns 'none' where there is no index or no limit
 */
export function energyClassOf(index: number | null, limits: EnergyLimits | undefined): EnergyClass {
  if (index === null || !limits) return 'none';
  if (index <= limits.guide.value) return 'guide';
  if (index <= limits.constraint.value) return 'limit';
  return index <= limits.constraint.value * FAR_RATIO.value ? 'over' : 'far';
}

/** Shantou, same climate zone, disclosure of 99 buildings for 2022: electricity kWh/(m²·a) and water m³/(m²·a). */
export const MEASURED_REFERENCES = {
  'office-government': { electricity: measured(62.59, 'kWh/(m²·a)'), water: measured(0.84, 'm³/(m²·a)') },
  education: { electricity: measured(38.27, 'kWh/(m²·a)'), water: measured(0.497, 'm³/(m²·a)') },
  hotel: { electricity: measured(115.67, 'kWh/(m²·a)'), water: measured(2.585, 'm³/(m²·a)') },
  medical: { electricity: measured(149.17, 'kWh/(m²·a)'), water: measured(3.219, 'm³/(m²·a)') },
  mall: { electricity: measured(138.69, 'kWh/(m²·a)'), water: measured(1.484, 'm³/(m²·a)') },
  'office-commercial': { electricity: measured(119.46, 'kWh/(m²·a)'), water: measured(1.22, 'm³/(m²·a)') },
  other: { electricity: measured(115.28, 'kWh/(m²·a)'), water: measured(1.19, 'm³/(m²·a)') },
} as const satisfies { readonly [use: string]: { readonly electricity: Limit; readonly water: Limit } };

/** Carbon of a kilowatt-hour of Hainan's grid by year. A later year never rewrites an earlier report. */
export const GRID_CARBON_BY_YEAR: { readonly [year: number]: Limit } = {
  2021: factor(
    0.4524,
    'kgCO₂/kWh',
    'V2',
    '生态环境部公告 2024 年第 12 号',
    '2024',
    'list of all provinces in a code data file',
  ),
  2022: factor(
    0.4184,
    'kgCO₂/kWh',
    'V2',
    '生态环境部公告 2024-12-20',
    '2024',
    'list of all provinces in a code data file',
  ),
};

/** Standard coal of a unit of energy, kilograms of coal equivalent. */
export const COAL_EQUIVALENTS = {
  electricity: factor(0.1229, 'kgce/kWh', 'M', 'GB/T 2589', '2020', 'equivalent value, not yet checked'),
  gas: factor(1.33, 'kgce/m³', 'M', 'GB/T 2589', '2020', 'upper end of 1.1 to 1.33, not yet checked'),
  lpg: factor(1.7143, 'kgce/kg', 'M', 'GB/T 2589', '2020', 'not yet checked'),
} as const satisfies { readonly [energy: string]: Limit };

function limits(constraint: number, guide: number): EnergyLimits {
  return { constraint: index(constraint), guide: index(guide) };
}

function index(value: number): Limit {
  return {
    value,
    unit: 'kWh/(m²·a)',
    standard: 'GB/T 51161',
    edition: '2016',
    confidence: 'M',
    source: 'zone 夏热冬暖, not yet checked against the text of the standard',
  };
}

function measured(value: number, unit: string): Limit {
  return {
    value,
    unit,
    standard: '汕头市公共建筑能耗公示',
    edition: '2022',
    confidence: 'V',
    source: 'mirror of the city notice (dolphinsdream.com)',
  };
}

function factor(
  value: number,
  unit: string,
  confidence: Confidence,
  standard: string,
  edition: string,
  source: string,
): Limit {
  return { value, unit, standard, edition, confidence, source };
}
