import { describe, expect, it } from 'vitest';
import { findingOf } from '../../limit.ts';
import {
  GRAVITY_STRESS_LIMITS,
  INSPECTION_CALENDAR,
  ISOLATION_GAP_LIMITS,
  rareDisplacementLimitMm,
  RARE_EARTHQUAKE_LIMITS,
  SERVICE_LIMITS,
} from './limits.ts';

describe('limits of isolation bearings', () => {
  it('take the smaller of 0.55 diameters and 3 rubber thicknesses in a rare earthquake', () => {
    expect(rareDisplacementLimitMm(900, 180)).toBeCloseTo(495, 9);
    expect(rareDisplacementLimitMm(900, 150)).toBeCloseTo(450, 9);
  });

  it('were read for service: 50 mm aside and 5 mm down; those of design are advisory', () => {
    expect([SERVICE_LIMITS.horizontalMm.value, SERVICE_LIMITS.compressionMm.value]).toEqual([50, 5]);
    expect(findingOf(SERVICE_LIMITS.horizontalMm)).toBe('violation');
    const design = { ...RARE_EARTHQUAKE_LIMITS, ...GRAVITY_STRESS_LIMITS, ...ISOLATION_GAP_LIMITS };
    for (const limit of Object.values(design)) expect(findingOf(limit)).toBe('advisory');
  });

  it('allow less stress under gravity the more a building is protected, and a gap of 300 mm at least', () => {
    const { special, key, standard } = GRAVITY_STRESS_LIMITS;
    expect([special.value, key.value, standard.value]).toEqual([10, 12, 15]);
    expect([ISOLATION_GAP_LIMITS.timesRareDisplacement.value, ISOLATION_GAP_LIMITS.leastMm.value]).toEqual([
      1.2, 300,
    ]);
  });

  it('ask for measured inspections in years 3, 5 and 10, then every 10, and a look every year', () => {
    expect(INSPECTION_CALENDAR.periodic).toMatchObject({ years: [3, 5, 10], thenEveryYears: 10 });
    expect(INSPECTION_CALENDAR.routine.thenEveryYears).toBe(1);
    expect(INSPECTION_CALENDAR.emergency.years).toBeUndefined();
  });
});
