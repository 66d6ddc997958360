import { describe, expect, it } from 'vitest';
import { readTime, Zone } from './read-time.ts';

const iso = (text: string): string | undefined => {
  const time = readTime(text);
  return time && new Date(time.clockMs).toISOString().slice(0, 19);
};
const instants = (zone: string, text: string): string[] => {
  const time = readTime(text);
  return time ? new Zone(zone).instantsOf(time).map((one) => new Date(one).toISOString().slice(0, 16)) : [];
};

describe('a time in a table', () => {
  it.each([
    ['2025-01-03 05:00', '2025-01-03T05:00:00'],
    ['2025/1/3 5:00:30', '2025-01-03T05:00:30'],
    ['2025年1月3日5时30分', '2025-01-03T05:30:00'],
    ['2025.01.03', '2025-01-03T00:00:00'],
    ['20250103 0530', '2025-01-03T05:30:00'],
    ['20250103', '2025-01-03T00:00:00'],
    ['2025-01-03T05:00:00.000+08:00', '2025-01-03T05:00:00'],
    ['2024-02-28 24:00', '2024-02-29T00:00:00'],
    // As a spreadsheet stores 2025-01-03 05:00: 45,660 days after the end of 1899, and 5 / 24.
    ['45660.2083333333', '2025-01-03T05:00:00'],
  ])('%s is read', (text, expected) => expect(iso(text)).toBe(expected));

  it.each([
    '',
    'yesterday',
    '2025-02-29',
    '2025-13-01',
    '03/04/2025',
    '2025-01-03 25:00',
    '2025-01-03 24:01',
    '12',
    '99999',
  ])('%s is none', (text) => expect(readTime(text)).toBeUndefined());

  it('is an instant by its own offset, else by the zone', () => {
    expect(instants('Asia/Shanghai', '2025-01-03 05:00')).toEqual(['2025-01-02T21:00']);
    expect(instants('Asia/Shanghai', '2025-01-03T05:00:00Z')).toEqual(['2025-01-03T05:00']);
    expect(instants('+05:30', '2025-01-03 05:00')).toEqual(['2025-01-02T23:30']);
  });

  it('is none in the hour that spring skips, and two in that which autumn repeats', () => {
    // Chicago 2016: from 2:00 to 3:00 on 13 March, back from 2:00 to 1:00 on 6 November.
    expect(instants('America/Chicago', '2016-03-13 01:59')).toEqual(['2016-03-13T07:59']);
    expect(instants('America/Chicago', '2016-03-13 02:30')).toEqual([]);
    expect(instants('America/Chicago', '2016-03-13 03:00')).toEqual(['2016-03-13T08:00']);
    expect(instants('America/Chicago', '2016-11-06 01:30')).toEqual(['2016-11-06T06:30', '2016-11-06T07:30']);
    expect(instants('America/Chicago', '2016-11-06 02:00')).toEqual(['2016-11-06T08:00']);
  });

  it('of a zone that is none is refused', () => {
    expect(() => new Zone('Mars/Olympus')).toThrow(RangeError);
  });
});
