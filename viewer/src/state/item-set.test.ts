import { describe, expect, it } from 'vitest';
import { hasItem, itemSet } from './item-set.ts';

describe('a set of items', () => {
  it('has those whose bits are set, counted from its first word, and no others', () => {
    const bytes = Uint8Array.from([0x01, 0, 0, 0x80, 0x02, 0, 0, 0]);
    const set = itemSet(3, btoa(String.fromCharCode(...bytes)));
    const found = Array.from({ length: 300 }, (_, gid) => gid).filter((gid) => hasItem(set, gid));
    expect(found).toEqual([96, 127, 129]);
  });

  it('is empty without bits, and has nothing below or beyond', () => {
    expect(hasItem(itemSet(0, ''), 0)).toBe(false);
    expect(hasItem(itemSet(5, 'AQAAAA=='), -1)).toBe(false);
    expect(hasItem(itemSet(5, 'AQAAAA=='), 1e9)).toBe(false);
  });
});
