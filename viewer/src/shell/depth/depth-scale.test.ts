import { describe, expect, it } from 'vitest';
import { depthScale, marksOf } from './depth-scale.ts';

describe('the scale of a depth ruler', () => {
  it('marks single metres from near, and fewer of them as one steps back', () => {
    expect(depthScale(60)).toEqual({ reachMetres: 5, stepMetres: 1 });
    expect(depthScale(12)).toEqual({ reachMetres: 10, stepMetres: 2 });
    expect(depthScale(4)).toEqual({ reachMetres: 20, stepMetres: 5 });
    expect(depthScale(2)).toEqual({ reachMetres: 50, stepMetres: 10 });
  });

  it('is absent where nothing could be read: from straight above, and from far away', () => {
    expect(depthScale(0)).toBeUndefined();
    expect(depthScale(1)).toBeUndefined();
  });

  it('begins at the surface and ends at its reach', () => {
    expect(marksOf({ reachMetres: 5, stepMetres: 1 })).toEqual([0, 1, 2, 3, 4, 5]);
    expect(marksOf({ reachMetres: 20, stepMetres: 5 })).toEqual([0, 5, 10, 15, 20]);
  });
});
