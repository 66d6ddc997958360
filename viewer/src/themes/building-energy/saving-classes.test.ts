import { expect, it } from 'vitest';
import { classOfSaving, SAVING_CLASSES, SAVING_LEGEND } from './saving-classes.ts';

it('the classes of savings lie evenly around none, with a colour each', () => {
  expect(SAVING_LEGEND).toHaveLength(SAVING_CLASSES.length + 1);
  expect([-0.25, -0.2, 0, 0.03, 0.031, 0.21].map(classOfSaving)).toEqual(['0', '0', '3', '3', '4', '6']);
  expect(classOfSaving(undefined)).toBe('none');
});
