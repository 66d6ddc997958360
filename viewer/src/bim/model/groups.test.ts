import { describe, expect, it } from 'vitest';
import {
  classGroup,
  elementGroup,
  GHOST,
  GONE,
  SHOWN,
  statesOf,
  storeyGroup,
  toggledGroup,
} from './groups.ts';
import { modelForTests } from './model-for-tests.ts';

/** Roof slab, ground-floor wall and space, a bearing below, a door on no storey. */
const model = modelForTests([
  { name: 'slab', class: 'IfcSlab', storey: 'roof', foot: 3, high: 1 },
  { name: 'wall', class: 'IfcWall', storey: '1F', foot: 0, high: 1 },
  { name: 'space', class: 'IfcSpace', storey: '1F', foot: 0, high: 1, hasNoShape: true },
  { name: 'bearing', class: 'IfcBearing', storey: 'B1', foot: -2, high: 1 },
  { name: 'door', class: 'IfcDoor', foot: -9, high: 1 },
]);
const states = (hidden: string[], isolated: string[] | null = null, isGhosted = true) => [
  ...statesOf(model, { hidden, isolated, isGhosted }),
];

describe('the storeys of a model', () => {
  it('stand from below, what belongs to none after them', () => {
    expect(model.storeys.map(({ storey }) => storey)).toEqual(['B1', '1F', 'roof', '']);
    expect([...model.levelOf]).toEqual([2, 1, 1, 0, 3]);
  });
});

describe('what is seen of a model', () => {
  it('is everything that has a shape', () => {
    expect(states([])).toEqual([SHOWN, SHOWN, GONE, SHOWN, SHOWN]);
  });

  it('is less what is hidden as a storey, as a class of a storey, as a class or by itself', () => {
    expect(states([storeyGroup('1F')])).toEqual([SHOWN, GONE, GONE, SHOWN, SHOWN]);
    expect(
      states([classGroup('1F', 'IfcSlab'), classGroup(null, 'IfcBearing'), elementGroup('door')]),
    ).toEqual([SHOWN, SHOWN, GONE, GONE, GONE]);
  });

  it('is only what is isolated, the others seen through or gone; what is hidden stays so', () => {
    expect(states([], [classGroup(null, 'IfcBearing')])).toEqual([GHOST, GHOST, GONE, SHOWN, GHOST]);
    expect(states([elementGroup('slab')], [storeyGroup('1F')], false)).toEqual([
      GONE,
      SHOWN,
      GONE,
      GONE,
      GONE,
    ]);
  });

  it('changes by naming a group once more', () => {
    expect(toggledGroup(toggledGroup(['a'], 'b'), 'a')).toEqual(['b']);
  });
});
