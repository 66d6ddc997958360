/** Targets of the National Garden City and the service radius of parks. */
import type { Limit } from '../../limit.ts';

export const GARDEN_CITY_TARGETS = {
  greenRatePercent: target(40, '%'),
  coveragePercent: target(41, '%'),
  parkPerPersonM2: target(12, 'm²'),
  parkServicePercent: target(85, '%'),
} as const satisfies { readonly [target: string]: Limit };

/** Reach of a park over residential land, by its least area. */
export const PARK_REACH: readonly { readonly fromM2: number; readonly reachMetres: Limit }[] = [
  { fromM2: 5000, reachMetres: target(500, 'm') },
  { fromM2: 2000, reachMetres: target(300, 'm') },
];

/** Age from which a tree is ancient, by its grade, years. */
export const ANCIENT_TREE_YEARS: { readonly [grade: number]: number } = { 1: 500, 2: 300, 3: 100 };

function target(value: number, unit: string): Limit {
  return {
    value,
    unit,
    standard: '国家园林城市评选标准',
    edition: '2022',
    confidence: 'M',
    source: 'not yet checked against the text',
  };
}
