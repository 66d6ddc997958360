import { describe, expect, it } from 'vitest';
import { bimModel } from './bim-model.ts';
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

/** Roof slab, ground-floor wall and space, a bearing below, a door on no storey. */
const model = bimModel(
  {
    model: { id: 'm', title: 'm', building: null, schema_name: 'IFC4', element_count: 5, simulated: true },
    count: 5,
    id: ['slab', 'wall', 'space', 'bearing', 'door'],
    guid: ['a', 'b', 'c', 'd', 'e'],
    name: ['slab', 'wall', 'space', 'bearing', null],
    tag: [null, null, null, null, null],
    class: { words: ['IfcSlab', 'IfcWall', 'IfcSpace', 'IfcBearing', 'IfcDoor'], of: [0, 1, 2, 3, 4] },
    part: { words: ['structure'], of: [0, 0, 0, 0, 0] },
    type: { words: [], of: [-1, -1, -1, -1, -1] },
    storey: { words: ['roof', '1F', 'B1'], of: [0, 1, 1, 2, -1] },
    materials: { words: [], of: [-1, -1, -1, -1, -1] },
    record_collection: { words: [], of: [-1, -1, -1, -1, -1] },
    record_id: [null, null, null, null, null],
    shape: [1, 1, null, 1, 1],
    foot: [
      [0, 0, 3],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, -2],
      [0, 0, -9],
    ],
    size: Array.from({ length: 5 }, (): [number, number, number] => [1, 1, 1]),
  },
  new Map(),
);
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
