import { describe, expect, it } from 'vitest';
import { findingOf } from '../../limit.ts';
import { HORIZONTAL_CLEARANCES, type Party, type Side, VERTICAL_CLEARANCES } from './clearance-limits.ts';

/** Rows whose two sides are these, by their conditions. */
function rows(table: typeof HORIZONTAL_CLEARANCES, a: Party, b: Party): Map<string, number> {
  return new Map(
    table
      .filter(({ sides }) => sides[0].party === a && sides[1].party === b)
      .map(({ sides, least }) => [sides.map(conditions).join(' '), least.value]),
  );
}

function conditions({ party: _party, ...rest }: Side): string {
  return Object.entries(rest)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(',');
}

describe('clearances between pipes', () => {
  it('are the verified rows of table 4.1.9 between sewers and water by diameter, gas by pressure', () => {
    expect([...rows(HORIZONTAL_CLEARANCES, 'drain', 'water')]).toEqual([
      [' upToMm=200', 1.0],
      [' aboveMm=200', 1.5],
    ]);
    expect([...rows(HORIZONTAL_CLEARANCES, 'drain', 'gas').values()]).toEqual([1.0, 1.2, 1.5, 2.0]);
    expect([...rows(HORIZONTAL_CLEARANCES, 'building', 'drain').values()]).toEqual([2.5]);
  });

  it('give a violation for exactly the rows that were checked against the standard', () => {
    const checked = HORIZONTAL_CLEARANCES.filter(({ least }) => findingOf(least) === 'violation');
    expect(checked.every(({ sides }) => sides.some((side) => side.party === 'drain'))).toBe(true);
    expect(checked).toHaveLength(9);
    expect(VERTICAL_CLEARANCES.some(({ least }) => findingOf(least) === 'violation')).toBe(false);
  });

  it('at crossings say the upper pipe first: water over a sewer is not a sewer over water', () => {
    expect([...rows(VERTICAL_CLEARANCES, 'drain', 'water').values()]).toEqual([0.4]);
    expect([...rows(VERTICAL_CLEARANCES, 'water', 'drain').values()]).toEqual([]);
    expect([...rows(VERTICAL_CLEARANCES, 'railway', 'telecom').values()]).toEqual([1.5, 1.5]);
  });

  it('fall to 0.25 m with a separating plate wherever the other is a direct-buried power cable', () => {
    const plated = VERTICAL_CLEARANCES.filter(({ withPlateMetres }) => withPlateMetres !== undefined);
    expect(plated).toHaveLength(10);
    for (const { sides, least, withPlateMetres } of plated) {
      expect(sides.some((side) => side.party === 'power' && side.laid === 'direct')).toBe(true);
      expect([least.value, withPlateMetres]).toEqual([0.5, 0.25]);
    }
  });
});
