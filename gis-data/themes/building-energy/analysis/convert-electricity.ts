/** Electricity as standard coal and as carbon dioxide, with the factors that were taken. */
import type { Limit } from '../../../limit.ts';
import { COAL_EQUIVALENTS, GRID_CARBON_BY_YEAR } from '../limits.ts';

export type Converted = {
  readonly coalTonnes: number;
  readonly carbonTonnes: number;
  readonly coalFactor: Limit;
  readonly carbonFactor: Limit;
  /** Of the carbon factor: that of the year, or of the last one before it that has one. */
  readonly carbonFactorYear: number;
};

const KG_A_TONNE = 1000;

/** @returns undefined for a year before the first factor of carbon: a later one says nothing about it */
export function convertElectricity(kwh: number, year: number): Converted | undefined {
  const carbonFactorYear = Object.keys(GRID_CARBON_BY_YEAR)
    .map(Number)
    .filter((one) => one <= year)
    .toSorted((a, b) => b - a)[0];
  const carbonFactor = carbonFactorYear === undefined ? undefined : GRID_CARBON_BY_YEAR[carbonFactorYear];
  if (carbonFactorYear === undefined || !carbonFactor) return undefined;
  const coalFactor = COAL_EQUIVALENTS.electricity;
  return {
    coalTonnes: (kwh * coalFactor.value) / KG_A_TONNE,
    carbonTonnes: (kwh * carbonFactor.value) / KG_A_TONNE,
    coalFactor,
    carbonFactor,
    carbonFactorYear,
  };
}
