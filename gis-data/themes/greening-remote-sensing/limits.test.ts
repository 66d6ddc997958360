import { describe, expect, it } from 'vitest';
import { findingOf } from '../../limit.ts';
import { ANCIENT_GRADES } from './codes.ts';
import { ANCIENT_TREE_YEARS, GARDEN_CITY_TARGETS, PARK_REACH } from './limits.ts';

describe('targets of greening', () => {
  it('are those of the National Garden City, unchecked, so advisory', () => {
    expect(Object.values(GARDEN_CITY_TARGETS).map((target) => target.value)).toEqual([40, 41, 12, 85]);
    for (const target of Object.values(GARDEN_CITY_TARGETS)) expect(findingOf(target)).toBe('advisory');
  });

  it('let a large park reach 500 m and a small one 300 m', () => {
    expect(PARK_REACH.map(({ fromM2, reachMetres }) => [fromM2, reachMetres.value])).toEqual([
      [5000, 500],
      [2000, 300],
    ]);
  });

  it('give every grade of ancient trees an age', () => {
    expect(Object.keys(ANCIENT_TREE_YEARS)).toEqual(Object.keys(ANCIENT_GRADES));
    expect(ANCIENT_TREE_YEARS).toEqual({ 1: 500, 2: 300, 3: 100 });
  });
});
