import { describe, expect, it } from 'vitest';
import { citationOf, findingOf, type Limit } from './limit.ts';
import { ENERGY_LIMITS } from './themes/building-energy/limits.ts';
import { LIGHTING_LIMITS } from './themes/street-lighting/limits.ts';
import { HORIZONTAL_CLEARANCES, VERTICAL_CLEARANCES } from './themes/underground-pipes/clearance-limits.ts';
import {
  COVER_LIMITS,
  DRAIN_LIMITS,
  GAS_PRESSURE_BORDERS,
  MANHOLE_SPACING,
} from './themes/underground-pipes/limits.ts';
import { SURVEY_LIMITS } from './themes/underground-pipes/survey-limits.ts';
import { RARE_EARTHQUAKE_LIMITS, SERVICE_LIMITS } from './themes/seismic-isolation/limits.ts';

const READ: Limit = {
  value: 1.2,
  unit: 'm',
  standard: 'GB 50289',
  edition: '2016',
  clause: '4.1.9',
  confidence: 'V',
  source: 'pages 13 to 15',
};

describe('a limit of a standard', () => {
  it('can be violated only when it was read in its source', () => {
    expect(findingOf(READ)).toBe('violation');
    for (const confidence of ['V2', 'C', 'M', 'P'] as const)
      expect(findingOf({ ...READ, confidence })).toBe('advisory');
  });

  it('is cited by standard, edition and clause, as far as they are known', () => {
    expect(citationOf(READ)).toBe('GB 50289-2016 4.1.9');
    const { clause: _clause, edition: _edition, ...bare } = READ;
    expect(citationOf(bare)).toBe('GB 50289');
  });

  it('always says its value, unit, standard and source', () => {
    const limits = everyLimit([
      ENERGY_LIMITS,
      LIGHTING_LIMITS,
      HORIZONTAL_CLEARANCES,
      VERTICAL_CLEARANCES,
      COVER_LIMITS,
      DRAIN_LIMITS,
      MANHOLE_SPACING,
      GAS_PRESSURE_BORDERS,
      RARE_EARTHQUAKE_LIMITS,
      SERVICE_LIMITS,
      SURVEY_LIMITS,
    ]);
    expect(limits.length).toBeGreaterThan(200);
    for (const limit of limits) {
      expect(Number.isFinite(limit.value) && limit.value > 0, citationOf(limit)).toBe(true);
      expect([limit.unit, limit.standard, limit.source].every((text) => text.length > 0)).toBe(true);
    }
  });
});

function everyLimit(value: unknown): Limit[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('confidence' in value && 'value' in value) return [value as Limit];
  return Object.values(value).flatMap(everyLimit);
}
