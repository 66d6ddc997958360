import { describe, expect, it } from 'vitest';
import { findingOf } from '../../limit.ts';
import { rareDisplacementLimitMm, RARE_EARTHQUAKE_LIMITS, SERVICE_LIMITS } from './limits.ts';

describe('limits of isolation bearings', () => {
  it('take the smaller of 0.55 diameters and 3 rubber thicknesses in a rare earthquake', () => {
    expect(rareDisplacementLimitMm(900, 180)).toBeCloseTo(495, 9);
    expect(rareDisplacementLimitMm(900, 150)).toBeCloseTo(450, 9);
  });

  it('were read for service: 50 mm aside and 5 mm down; those of design are advisory', () => {
    expect([SERVICE_LIMITS.horizontalMm.value, SERVICE_LIMITS.compressionMm.value]).toEqual([50, 5]);
    expect(findingOf(SERVICE_LIMITS.horizontalMm)).toBe('violation');
    for (const limit of Object.values(RARE_EARTHQUAKE_LIMITS)) expect(findingOf(limit)).toBe('advisory');
  });
});
