import { describe, expect, it } from 'vitest';
import {
  COAL_EQUIVALENTS,
  energyClassOf,
  ENERGY_LIMITS,
  GRID_CARBON_BY_YEAR,
  MEASURED_REFERENCES,
} from './limits.ts';

describe('the energy class of a building', () => {
  const office = ENERGY_LIMITS['office-government']?.B; // constraint 80, guide 60

  it.each([
    [60, 'guide'],
    [60.1, 'limit'],
    [80, 'limit'],
    [80.1, 'over'],
    [96, 'over'],
    [96.1, 'far'],
  ] as const)('of a government office with %d kWh/(m²·a) is %s', (index, energyClass) => {
    expect(energyClassOf(index, office)).toBe(energyClass);
  });

  it('is none without an index, and none for a use that the standard gives no limit', () => {
    expect(energyClassOf(null, office)).toBe('none');
    expect(energyClassOf(120, ENERGY_LIMITS.medical?.B)).toBe('none');
    expect(energyClassOf(120, ENERGY_LIMITS['mall-shop']?.B)).toBe('none');
  });
});

describe('the conversion factors', () => {
  it('turn the worked office of 20,000 m² into 523.75 t CO₂ and 153.85 t of coal', () => {
    const kwh = 20_000 * MEASURED_REFERENCES['office-government'].electricity.value;
    expect(kwh).toBeCloseTo(1_251_800, 6);
    expect((kwh * (GRID_CARBON_BY_YEAR[2022]?.value ?? Number.NaN)) / 1000).toBeCloseTo(523.75, 2);
    expect((kwh * COAL_EQUIVALENTS.electricity.value) / 1000).toBeCloseTo(153.85, 2);
  });
});
