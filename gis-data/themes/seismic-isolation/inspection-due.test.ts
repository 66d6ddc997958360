import { describe, expect, it } from 'vitest';
import { inspectionDue } from './inspection-due.ts';

const COMPLETED = '2022-09-20';

describe('the next inspection of a bearing', () => {
  it('is every year, and a periodic one in years 3, 5, 10 and then every ten', () => {
    const yearly = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => ({
        kind: 'periodic' as const,
        on: `${2022 + from + index}-09-20`,
      }));
    const kinds = Array.from({ length: 31 }, (_, done) => {
      const { kind, year } = inspectionDue(COMPLETED, yearly(1, done), '2022-10-01');
      return [year, kind];
    });
    expect(kinds.filter(([, kind]) => kind === 'periodic').map(([year]) => year)).toEqual([3, 5, 10, 20, 30]);
    expect(kinds.map(([year]) => year)).toEqual(Array.from({ length: 31 }, (_, done) => done + 1));
  });

  it('is due within thirty days, and over on the day after', () => {
    const on = (today: string) => inspectionDue(COMPLETED, [], today).state;
    expect([on('2023-08-21'), on('2023-08-22'), on('2023-09-20'), on('2023-09-21')]).toEqual([
      'ok',
      'due',
      'due',
      'over',
    ]);
  });

  it('was made when it was made at most ninety days before its day', () => {
    const next = (on: string) => inspectionDue(COMPLETED, [{ kind: 'routine', on }], '2023-10-01').next;
    expect(next('2023-06-22')).toBe('2024-09-20');
    expect(next('2023-06-21')).toBe('2023-09-20');
  });

  it('is still the periodic one when only a routine one was made in its year', () => {
    const made = [
      { kind: 'routine' as const, on: '2023-09-18' },
      { kind: 'routine' as const, on: '2024-09-18' },
      { kind: 'routine' as const, on: '2025-09-18' },
    ];
    expect(inspectionDue(COMPLETED, made, '2026-01-12')).toEqual({
      next: '2025-09-20',
      kind: 'periodic',
      year: 3,
      state: 'over',
    });
  });
});
