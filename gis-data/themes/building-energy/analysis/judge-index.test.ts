import { describe, expect, it } from 'vitest';
import { ENERGY_LIMITS } from '../limits.ts';
import { convertElectricity } from './convert-electricity.ts';
import { comparePeers, judgeIndex } from './judge-index.ts';

describe('an index against its limits', () => {
  /** GB/T 51161-2016 as noted in the domain facts: a government office of class B has 80 and 60 kWh/(m²·a). */
  const office = ENERGY_LIMITS['office-government']?.B;

  it('lies at the guide value, at the constraint or above, the limits themselves belonging below', () => {
    expect([60, 60.01, 80, 80.01].map((index) => judgeIndex(index, office)?.place)).toEqual([
      'guide',
      'constraint',
      'constraint',
      'above',
    ]);
    expect(judgeIndex(100, office)?.ratio).toBe(1.25);
  });

  it('is only advised against where the limit was not read in the standard', () => {
    expect(judgeIndex(81, office)?.finding).toBe('advisory');
    expect(judgeIndex(80, office)?.finding).toBeNull();
    expect(judgeIndex(81, ENERGY_LIMITS.medical?.B)).toBeNull();
  });
});

describe('an index among its peers', () => {
  it('has a rank from the least and the quartiles around it', () => {
    expect(comparePeers(30, [10, 50, 30, 20, 40])).toEqual({
      count: 5,
      rank: 3,
      mean: 30,
      quartiles: [10, 20, 30, 40, 50],
    });
    expect(comparePeers(10, [10])?.quartiles).toEqual([10, 10, 10, 10, 10]);
    // Between the second and the third of four.
    expect(comparePeers(1, [1, 2, 4, 8])?.quartiles[2]).toBe(3);
    expect(comparePeers(10, [])).toBeNull();
  });
});

describe('electricity as coal and carbon', () => {
  it('takes the factor of its year, or of the last year before it that has one', () => {
    expect(convertElectricity(1_000_000, 2021)).toMatchObject({
      carbonTonnes: 452.4,
      carbonFactorYear: 2021,
    });
    expect(convertElectricity(1_000_000, 2025)).toMatchObject({
      carbonTonnes: 418.4,
      carbonFactorYear: 2022,
    });
    expect(convertElectricity(1_000_000, 2025)?.coalTonnes).toBeCloseTo(122.9, 9);
    expect(convertElectricity(1, 2020)).toBeUndefined();
  });
});
