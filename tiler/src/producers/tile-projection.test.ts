import { describe, expect, it } from 'vitest';
import { TileProjection } from './tile-projection.ts';

const EXTENT = 4096;

/** Written as the specification of EPSG:3857 has it, from the radius, and not as the projection under test. */
function independent({ z, x, y }: { z: number; x: number; y: number }, longitude: number, latitude: number) {
  const radius = 6_378_137;
  const easting = radius * ((longitude * Math.PI) / 180);
  const northing = radius * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  const half = Math.PI * radius;
  const unit = (2 * half) / 2 ** z / EXTENT;
  return [(easting + half) / unit - x * EXTENT, (half - northing) / unit - y * EXTENT] as const;
}

describe('the projection of a tile', () => {
  it('agrees with the formula to a thousandth of a unit, in and around the tile, at all zooms and latitudes', () => {
    let worst = 0;
    for (let z = 0; z <= 22; z++) {
      for (const share of [0.02, 0.1, 0.3, 0.443, 0.5, 0.7, 0.97]) {
        const tile = { z, x: Math.floor(0.8 * 2 ** z), y: Math.floor(share * 2 ** z) };
        const projection = new TileProjection(tile, EXTENT);
        for (const at of [-2, -0.6, -0.02, 0, 0.3, 0.5, 0.9, 1, 1.02, 1.6, 3]) {
          const latitude =
            (Math.atan(Math.sinh(Math.PI * (1 - (2 * (tile.y + at)) / 2 ** z))) * 180) / Math.PI;
          const longitude = ((tile.x + at) / 2 ** z) * 360 - 180;
          if (Math.abs(latitude) > 85.05 || Math.abs(longitude) > 180) continue;
          const [px, py] = independent(tile, longitude, latitude);
          worst = Math.max(
            worst,
            Math.abs(projection.x(longitude) - px),
            Math.abs(projection.y(latitude) - py),
          );
        }
      }
    }
    expect(worst).toBeLessThan(0.001);
  });

  it('ends at the edge of the map for the poles', () => {
    const projection = new TileProjection({ z: 0, x: 0, y: 0 }, EXTENT);
    for (const pole of [90, -90]) expect(Number.isFinite(projection.y(pole))).toBe(true);
    expect(projection.y(90)).toBeLessThan(0);
    expect(projection.y(-90)).toBeGreaterThan(EXTENT);
  });
});
