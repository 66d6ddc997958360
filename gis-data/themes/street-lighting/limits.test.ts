import { describe, expect, it } from 'vitest';
import { findingOf } from '../../limit.ts';
import { LIGHTING_CLASS_OF_ROAD, LIGHTING_LIMITS, POWER_DENSITY_CAPS, SERVICE_LEVELS } from './limits.ts';

describe('limits of street lighting', () => {
  it('are table 3.3.1 of CJJ 45-2015 for the class of the road, read in its source', () => {
    const values = (road: keyof typeof LIGHTING_CLASS_OF_ROAD): number[] => {
      const limits = LIGHTING_LIMITS[LIGHTING_CLASS_OF_ROAD[road] ?? 'III'];
      return [...limits.luminance, ...limits.illuminance, limits.mostGlarePercent].map(
        (limit) => limit.value,
      );
    };
    expect(values('arterial')).toEqual([1.5, 2, 20, 30, 10]);
    expect(values('secondary')).toEqual([1, 1.5, 15, 20, 10]);
    expect(values('branch')).toEqual([0.5, 0.75, 8, 10, 15]);
    expect(findingOf(LIGHTING_LIMITS.I.luminance[0])).toBe('violation');
  });

  it('do not judge lanes and paths, which carry no class of motor traffic', () => {
    expect(LIGHTING_CLASS_OF_ROAD.lane).toBeUndefined();
    expect(LIGHTING_CLASS_OF_ROAD.path).toBeUndefined();
  });

  it('cap the power per area, more on roads with fewer lanes; unchecked, so advisory', () => {
    for (const { most, mostFewerLanes } of POWER_DENSITY_CAPS) {
      expect(mostFewerLanes.value).toBeGreaterThan(most.value);
      expect(findingOf(most)).toBe('advisory');
    }
    expect(POWER_DENSITY_CAPS.find(({ road, atLux }) => road === 'I' && atLux === 30)?.most.value).toBe(1);
  });

  it('leave service levels to whoever configures them', () => {
    for (const level of Object.values(SERVICE_LEVELS)) expect(level.confidence).toBe('P');
    expect(SERVICE_LEVELS.litRateMainPercent.value).toBe(98);
  });
});
