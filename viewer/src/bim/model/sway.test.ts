import { describe, expect, it } from 'vitest';
import { modelForTests } from './model-for-tests.ts';
import { bearingsOf, BENDS, MOVES, STAYS, swayOf } from './sway.ts';

/** Foot and height in metres: bearings between piers, with a damper, a moat and a building over them. */
const ELEMENTS = [
  { name: 'pier', class: 'IfcColumn', foot: -3.6, high: 1.7 },
  { name: 'bearing', class: 'IfcBearing', foot: -1.9, high: 0.4, record: 'isolation-bearings' },
  { name: 'low bearing', class: 'IfcBearing', foot: -1.92, high: 0.4, record: 'isolation-bearings' },
  { name: 'damper', class: 'IfcVibrationDamper', foot: -3.6, high: 2.5 },
  { name: 'moat', class: 'IfcWall', foot: -3.6, high: 3.56 },
  { name: 'upper pier', class: 'IfcColumn', foot: -1.5, high: 0.6 },
  { name: 'roof', class: 'IfcSlab', foot: 36, high: 0.2 },
];

describe('what sways on isolation bearings', () => {
  it('is all that stands over them; they bend, and so does a damper beside them', () => {
    expect([...(swayOf(modelForTests(ELEMENTS)) ?? [])]).toEqual([
      STAYS,
      BENDS,
      BENDS,
      BENDS,
      STAYS,
      MOVES,
      MOVES,
    ]);
    expect(bearingsOf(modelForTests(ELEMENTS))).toEqual([1, 2]);
  });

  it('is nothing in a model without bearings on record', () => {
    const unrecorded = ELEMENTS.filter(({ record }) => record === undefined);
    expect(swayOf(modelForTests(unrecorded))).toBeUndefined();
  });
});
