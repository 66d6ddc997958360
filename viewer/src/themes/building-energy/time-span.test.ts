import { describe, expect, it } from 'vitest';
import { spanOf, stepText, addressOf } from './time-span.ts';

describe('a span of the energy map', () => {
  it('is asked for by its days and steps, without a date for the last days read', () => {
    expect(addressOf('day', null)).toBe('/api/energy/use?days=1&step=hour');
    expect(addressOf('year', '2025-01-01')).toBe('/api/energy/use?from=2025-01-01&days=365&step=day');
  });

  it('names its steps by the clock of the city', () => {
    expect(stepText('2024-02-28', 'hour', 25)).toBe('2024-02-29 01:00');
    expect(stepText('2024-12-31', 'day', 1)).toBe('2025-01-01');
  });

  it('is a day where a link says nothing that is known', () => {
    expect([null, 'week', 'century'].map(spanOf)).toEqual(['day', 'week', 'day']);
  });
});
