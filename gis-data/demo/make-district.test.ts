import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lonLat, localMetres } from './frame.ts';
import { makeDistrict } from './make-district.ts';

describe('the demo district', () => {
  it('is the same to the byte in every run', async () => {
    const digest = async (): Promise<string> => {
      const { tables, features, series } = await makeDistrict();
      const hash = createHash('sha256').update(JSON.stringify([tables, features]));
      for (const { hours, ...named } of series) hash.update(JSON.stringify(named)).update(hours);
      return hash.digest('hex');
    };
    expect(await digest()).toBe(await digest());
  }, 60_000);

  it('has the size that a city asks for', async () => {
    const { tables } = await makeDistrict();
    expect(tables['building']?.length).toBeGreaterThanOrEqual(1500);
    expect(Math.abs((tables['lamp']?.length ?? 0) - 4000)).toBeLessThan(80);
    expect(Math.abs((tables['tree']?.length ?? 0) - 20_000)).toBeLessThan(1000);
    const metres = (tables['pipe_line'] ?? []).reduce((sum, row) => sum + Number(row['length_metres']), 0);
    expect(metres).toBeGreaterThan(60_000);
  });

  it('joins every pipe to two points of its own, with ground = depth + elevation at each', async () => {
    const { tables } = await makeDistrict();
    const points = new Map(tables['pipe_point']?.map((row) => [row.id, row]));
    for (const line of tables['pipe_line'] ?? []) {
      for (const end of ['start', 'end']) {
        const point = points.get(String(line[`${end}_point`]));
        expect(point?.['class']).toBe(line['class']);
        expect(Number(line[`${end}_depth_metres`]) + Number(line[`${end}_elevation_metres`])).toBeCloseTo(Number(point?.['ground_elevation_metres']), 2);
      }
    }
  });

  it('lies where Haikou has its grid', () => {
    const [x, y] = localMetres(110.45, 20.03);
    expect(x > 0 && x < 3000 && y > 0 && y < 3000).toBe(true);
    const [longitude, latitude] = lonLat([x, y]);
    expect(longitude).toBeCloseTo(110.45, 7);
    expect(latitude).toBeCloseTo(20.03, 7);
  });
});
