import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DemoPart, Row } from './district.ts';
import { lonLat, localMetres, type Point } from './frame.ts';
import { makeDistrict } from './make-district.ts';
import { boundsOf, contains, ringsOf, type Ring } from './polygon.ts';

describe('the demo district', () => {
  let district: Required<DemoPart>;
  beforeAll(async () => {
    district = await makeDistrict();
  }, 120_000);
  const rowsOf = (table: string): readonly Row[] => district.tables[table] ?? [];

  it('is the same to the byte in every run, readings included', async () => {
    const digest = ({ tables, features, series }: Required<DemoPart>): string => {
      const hash = createHash('sha256').update(JSON.stringify([tables, features]));
      for (const { hours, ...named } of series) hash.update(JSON.stringify(named)).update(hours);
      return hash.digest('hex');
    };
    expect(digest(await makeDistrict())).toBe(digest(district));
  }, 120_000);

  it('has the size that a city asks for', () => {
    expect(rowsOf('building').length).toBeGreaterThanOrEqual(1500);
    expect(Math.abs(rowsOf('lamp').length - 4000)).toBeLessThan(80);
    expect(Math.abs(rowsOf('tree').length - 20_000)).toBeLessThan(1000);
  });

  it('joins every pipe to two points of its own, with ground = depth + elevation at each', () => {
    const points = new Map(rowsOf('pipe_point').map((row) => [row.id, row]));
    for (const line of rowsOf('pipe_line')) {
      for (const end of ['start', 'end']) {
        const point = points.get(String(line[`${end}_point`]));
        expect(point?.['class']).toBe(line['class']);
        const ground = Number(line[`${end}_depth_metres`]) + Number(line[`${end}_elevation_metres`]);
        expect(Math.abs(ground - Number(point?.['ground_elevation_metres']))).toBeLessThan(0.002);
      }
    }
  });

  it('hangs every lamp on a circuit, and every circuit on a cabinet', () => {
    const cabinets = new Set(rowsOf('lamp_cabinet').map((row) => row.id));
    const circuits = new Map(rowsOf('lamp_circuit').map((row) => [row.id, row]));
    for (const circuit of circuits.values()) expect(cabinets.has(String(circuit['cabinet']))).toBe(true);
    for (const lamp of rowsOf('lamp')) expect(circuits.has(String(lamp['circuit']))).toBe(true);
    expect(new Set(rowsOf('lamp').map((row) => row['circuit'])).size).toBe(circuits.size);
  });

  it('plants no tree and puts no lamp in a carriageway, in a building or in water', () => {
    const carriageways = (district.features['pavements'] ?? [])
      .filter(({ properties }) => properties['surface'] === 'carriageway')
      .map(({ geom }) => ringsOf(geom));
    const solid = areas([
      ...carriageways,
      ...rowsOf('building')
        .filter((row) => Number(row['min_height_metres']) === 0)
        .map(({ geom }) => ringsOf(geom)),
    ]);
    // The bridges carry lamps over the river.
    const water = areas(rowsOf('water').map(({ geom }) => ringsOf(geom)));
    for (const row of [...rowsOf('tree'), ...rowsOf('lamp')]) expect(solid(pointOf(row)), row.id).toBe(false);
    for (const row of rowsOf('tree')) expect(water(pointOf(row)), row.id).toBe(false);
  });

  it('lies where Haikou has its grid', () => {
    const [x, y] = localMetres(110.45, 20.03);
    expect(x > 0 && x < 3000 && y > 0 && y < 3000).toBe(true);
    const [longitude, latitude] = lonLat([x, y]);
    expect(longitude).toBeCloseTo(110.45, 7);
    expect(latitude).toBeCloseTo(20.03, 7);
  });
});

function pointOf(row: Row): Point {
  if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
  const [longitude = 0, latitude = 0] = row.geom.coordinates;
  return localMetres(longitude, latitude);
}

/** Says whether a point lies in any of the areas, each its rings: in an odd number of them. */
function areas(all: readonly (readonly Ring[])[]): (at: Point) => boolean {
  const boxed = all.map((rings) => ({ rings, bounds: rings.map((ring) => boundsOf(ring)) }));
  return (at) =>
    boxed.some(
      ({ rings, bounds }) =>
        bounds.some(
          ({ minX, maxX, minY, maxY }) => at[0] >= minX && at[0] <= maxX && at[1] >= minY && at[1] <= maxY,
        ) && rings.filter((ring) => contains(ring, at)).length % 2 === 1,
    );
}
