import { describe, expect, it } from 'vitest';
import { openRows } from './read-rows.ts';

describe('rows as the database wrote them', () => {
  const rows = openRows({
    gids: '[7, 3]',
    ids: '["a", "b"]',
    sizes: '[2, 3]',
    wkb: 'AQIDBAU=',
    columns: '[["x", null], null]',
    properties: ['use', 'name'],
  });

  it('have their bytes where the sizes say, and a column without values is empty', () => {
    expect([...rows.wkb.subarray(rows.offsets[1], rows.offsets[2])]).toEqual([3, 4, 5]);
    expect([...rows.gids]).toEqual([7, 3]);
    expect(rows.columns).toEqual({ use: ['x', null], name: [] });
  });

  it('have bytes that can be cut out as a copy, as the readers of shapes do', () => {
    const copy = rows.wkb.subarray(2).slice(1);
    expect(new Uint8Array(copy.buffer)).toEqual(Uint8Array.of(4, 5));
  });
});
