import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { baselineKwh, fitBaseline, savingAgainst, type Day } from './fit-baseline.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/energy/', import.meta.url));
const NO_DATA = existsSync(DATA) ? '' : ' (skipped: the folder ../shared/data/energy is not there)';

/** A year from 10 to 34 °C: 100 kWh a day, 5 kWh for each degree above 24, 3 for each below 16. */
const KNOWN: readonly Day[] = Array.from({ length: 365 }, (_, i) => {
  const celsius = 22 + 12 * Math.sin((2 * Math.PI * i) / 365);
  return { celsius, kwh: 100 + 5 * Math.max(0, celsius - 24) + 3 * Math.max(0, 16 - celsius) };
});

describe('the baseline of a building', () => {
  it('finds the parameters that made the days', () => {
    const baseline = fitBaseline(KNOWN);
    expect(baseline.shape).toBe('both');
    expect(baseline.baseKwhPerDay).toBeCloseTo(100, 0);
    expect(Math.abs((baseline.cooling?.celsius ?? 0) - 24)).toBeLessThan(0.11);
    expect(Math.abs((baseline.heating?.celsius ?? 0) - 16)).toBeLessThan(0.11);
    expect(baseline.cooling?.kwhPerDegree).toBeCloseTo(5, 0);
    expect(baseline.heating?.kwhPerDegree).toBeCloseTo(3, 0);
    expect([baseline.r2 > 0.999, baseline.cvRmse < 0.01]).toEqual([true, true]);
  });

  it('counts a tenth less use as a tenth saved, with an error that includes it', () => {
    const saving = savingAgainst(
      fitBaseline(KNOWN),
      KNOWN.map(({ celsius, kwh }) => ({ celsius, kwh: kwh * 0.9 })),
    );
    const tenth = KNOWN.reduce((sum, day) => sum + day.kwh, 0) / 10;
    expect(Math.abs(saving.kwh - tenth)).toBeLessThan(tenth / 1000 + saving.standardErrorKwh);
  });

  it('of a steady building is a constant that explains no variance', () => {
    const steady = KNOWN.map(({ celsius }, i) => ({ celsius, kwh: 50 + (i % 2) }));
    const baseline = fitBaseline(steady);
    expect(baseline.shape).toBe('constant');
    expect(baseline.r2).toBeCloseTo(0, 9);
  });

  it('is refused for a month too short, for a gap, and for a building that used nothing', () => {
    expect(() => fitBaseline(KNOWN.slice(0, 29))).toThrow(/at least 30 days; 29/);
    expect(() => fitBaseline([...KNOWN, { celsius: 20, kwh: Number.NaN }])).toThrow(
      /no temperature or no use/,
    );
    expect(() => fitBaseline(KNOWN.map(({ celsius }) => ({ celsius, kwh: 0 })))).toThrow(/used nothing/);
  });
});

describe.skipIf(NO_DATA !== '')(`the baseline of the sample meters${NO_DATA}`, () => {
  // What their authors made them with: annual_baseline_* of metadata.json; balance points 60 °F and 65 °F.
  it.each([
    ['il-electricity-cdd-hdd-daily', 'both'],
    ['il-electricity-cdd-only-daily', 'cooling'],
    ['il-gas-hdd-only-daily', 'heating'],
    ['il-gas-intercept-only-daily', 'constant'],
  ] as const)('%s has the shape of its making: %s', (meter, shape) => {
    expect(fitBaseline(yearBefore(meter)).shape).toBe(shape);
  });

  it('agrees with a regression by orthogonal projection over every pair of change points', () => {
    const days = yearBefore('il-electricity-cdd-hdd-daily');
    const baseline = fitBaseline(days);
    const ours = days.reduce((sum, day) => sum + (baselineKwh(baseline, day.celsius) - day.kwh) ** 2, 0);
    let least = Infinity;
    for (let heating = 5; heating <= 25; heating += 0.5)
      for (let cooling = heating; cooling <= 28; cooling += 0.5)
        least = Math.min(least, projectedSquares(days, heating, cooling));
    expect(ours).toBeLessThanOrEqual(least * 1.001);
    expect(ours).toBeGreaterThan(least * 0.97);
  });
});

/** Residual after Gram and Schmidt, by which no matrix is inverted. */
function projectedSquares(days: readonly Day[], heating: number, cooling: number): number {
  const basis: number[][] = [];
  let rest = days.map((day) => day.kwh);
  for (const column of [
    days.map(() => 1),
    days.map((day) => Math.max(0, day.celsius - cooling)),
    days.map((day) => Math.max(0, heating - day.celsius)),
  ]) {
    const direction = basis.reduce(without, column);
    basis.push(direction);
    rest = without(rest, direction);
  }
  return dot(rest, rest);
}

function without(vector: number[], direction: number[]): number[] {
  const share = dot(vector, direction) / dot(direction, direction);
  return vector.map((value, i) => value - share * (direction[i] ?? 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** The 365 days before the works began on 2016-12-26. */
function yearBefore(meter: string): Day[] {
  const degrees = new Map<string, number[]>();
  for (const [time, fahrenheit] of rows('il-tempF')) {
    const day = time.slice(0, 10);
    degrees.set(day, [...(degrees.get(day) ?? []), ((fahrenheit - 32) * 5) / 9]);
  }
  return rows(meter).flatMap(([time, kwh]) => {
    const day = time.slice(0, 10);
    const hours = degrees.get(day);
    if (!hours || day < '2015-12-27' || day >= '2016-12-26') return [];
    return [{ celsius: hours.reduce((sum, value) => sum + value, 0) / hours.length, kwh }];
  });
}

function rows(name: string): [time: string, value: number][] {
  const lines = gunzipSync(readFileSync(`${DATA}${name}.csv.gz`))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.flatMap((line) => {
    const [time = '', value = ''] = line.trim().split(',');
    return value === '' ? [] : [[time, Number(value)] satisfies [string, number]];
  });
}
