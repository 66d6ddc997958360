import { describe, expect, it } from 'vitest';
import { USE_CLASSES_W_M2, USE_LEGEND, classOfUse } from './use-classes.ts';

describe('the classes of the energy map', () => {
  it('have a colour each, the limits belonging below, and one for what was not read', () => {
    expect(USE_LEGEND.map(({ code }) => code)).toEqual([
      'none',
      ...USE_CLASSES_W_M2.map((_, at) => String(at)),
    ]);
    expect([0, 2, 2.01, 40, 40.01, 4000].map(classOfUse)).toEqual(['0', '0', '1', '5', '6', '6']);
    expect([null, undefined].map(classOfUse)).toEqual(['none', 'none']);
  });
});
