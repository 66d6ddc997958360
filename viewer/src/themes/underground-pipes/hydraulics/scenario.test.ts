import { describe, expect, it } from 'vitest';
import { changesIn, withChange, withoutChange, type Change } from './scenario.ts';

const CHANGES: readonly Change[] = [
  { kind: 'close', id: 'P1' },
  { kind: 'close', id: 'P2' },
  { kind: 'leak', id: 'P3', value: 20 },
  { kind: 'demand', id: 'net:J1', value: 4.5 },
  { kind: 'demand', id: 'J2', value: 0 },
  { kind: 'speed', id: 'pump-9', value: 0.8 },
];
const all = CHANGES.reduce(withChange, new URLSearchParams({ pipe: 'P1' }));

describe('what is changed in a water network', () => {
  it('is the query of the question, and read from it again', () => {
    expect(decodeURIComponent(all.toString())).toBe(
      'pipe=P1&close=P1,P2&leak=P3&leak_litres_per_second=20&demand=net:J1:4.5&demand=J2:0&speed=pump-9:0.8',
    );
    expect(changesIn(all)).toEqual(CHANGES);
  });

  it('is changed once for each thing: the last word holds, and one network has one leak', () => {
    const again = [
      { kind: 'close', id: 'P1' } as const,
      { kind: 'leak', id: 'P4', value: 5 } as const,
      { kind: 'demand', id: 'net:J1', value: 6 } as const,
    ].reduce(withChange, all);
    expect(changesIn(again)).toEqual([
      { kind: 'close', id: 'P2' },
      { kind: 'close', id: 'P1' },
      { kind: 'leak', id: 'P4', value: 5 },
      { kind: 'demand', id: 'J2', value: 0 },
      { kind: 'demand', id: 'net:J1', value: 6 },
      { kind: 'speed', id: 'pump-9', value: 0.8 },
    ]);
  });

  it('can be taken back, each by itself, until nothing of it is left', () => {
    expect(CHANGES.reduce(withoutChange, all).toString()).toBe('pipe=P1');
  });
});
