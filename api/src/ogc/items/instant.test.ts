import { describe, expect, it } from 'vitest';
import { readInstant } from './instant.ts';

describe('a time of a request', () => {
  it.each([
    ['2025-11-06', { isDay: true, value: '2025-11-06' }],
    ['2025-11-06T', { isDay: true, value: '2025-11-06' }],
    ['2024-02-29', { isDay: true, value: '2024-02-29' }],
    ['2025-11-06T08:00:00+08:00', { isDay: false, value: '2025-11-06T00:00:00.000Z' }],
    ['2025-11-06t08:00:00.5z', { isDay: false, value: '2025-11-06T08:00:00.500Z' }],
  ])('%s is read', (text, expected) => {
    expect(readInstant(text)).toEqual(expected);
  });

  it.each([
    undefined,
    '',
    'yesterday',
    '2025-02-29',
    '2025-04-31T00:00:00Z',
    '2025-11-06T08:00',
    '2025-11-06T08:00:00',
    '2025-11-06T24:00:01Z',
    '0000-01-01',
    '0001-01-01T00:00:00+05:00',
    '9999-12-31T23:59:59-05:00',
    '+12025-01-01',
  ])('%s is none', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});
