import { describe, expect, it } from 'vitest';
import {
  areaFigure,
  formatClock,
  formatDate,
  formatDateTime,
  formatKilometres,
  formatMinuteOfDay,
  formatNumber,
  lengthFigure,
  withUnit,
} from './format.ts';

describe('figures', () => {
  it('have commas, their digits and a true minus', () => {
    expect(formatNumber(20416)).toBe('20,416');
    expect(formatNumber(3.1, 2)).toBe('3.10');
    expect(formatNumber(-3.66, 2)).toBe('−3.66');
    expect(formatNumber(0.5)).toBe('0.5');
  });

  it('know no minus zero', () => {
    expect(formatNumber(-0.004, 2)).toBe('0.00');
    expect(formatNumber(-0)).toBe('0');
  });

  it('stand apart from their unit, but from ‰ and °', () => {
    expect(withUnit('1.04', 'm')).toBe('1.04 m');
    expect(withUnit('98.7', '%')).toBe('98.7 %');
    expect(withUnit('20', '‰')).toBe('20‰');
    expect(withUnit('45', '°')).toBe('45°');
    expect(withUnit('2019', undefined)).toBe('2019');
  });

  it('take the unit that can be read', () => {
    expect(lengthFigure(48.2)).toEqual({ text: '48.20', unit: 'm' });
    expect(lengthFigure(1234.56)).toEqual({ text: '1,234.6', unit: 'm' });
    expect(lengthFigure(12_345.6)).toEqual({ text: '12.346', unit: 'km' });
    expect(areaFigure(980.04)).toEqual({ text: '980.0', unit: 'm²' });
    expect(areaFigure(46_800)).toEqual({ text: '4.680', unit: 'ha' });
    expect(areaFigure(9_000_000)).toEqual({ text: '9.000', unit: 'km²' });
    expect(formatKilometres(9.456)).toBe('9.46');
    expect(formatKilometres(282.255)).toBe('282.3');
  });
});

describe('dates', () => {
  it('are those of the city', () => {
    expect(formatDate('2026-01-11T17:30:00.000Z')).toBe('2026-01-12');
    expect(formatDateTime('2026-01-12T07:42:00+08:00')).toBe('2026-01-12 07:42');
    expect(formatClock(new Date('2026-01-12T06:32:08Z'))).toBe('14:32:08');
  });

  it('stay as they are where they have no time or cannot be read', () => {
    expect(formatDate('2025-11-06')).toBe('2025-11-06');
    expect(formatDateTime('soon')).toBe('soon');
  });

  it('give a minute of the day its clock', () => {
    expect([0, 870, 1439].map(formatMinuteOfDay)).toEqual(['00:00', '14:30', '23:59']);
  });
});
