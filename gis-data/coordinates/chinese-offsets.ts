/**
 * The offsets of Chinese web maps. GCJ-02 moves a position by a smooth function of the position itself; BD-09 turns and
 * shifts that once more. The functions are public only in one direction: the other is found by repeated approach.
 */
import type { LonLat } from './crs.ts';

export type Offset = 'GCJ02' | 'BD09';

/** Krasovsky's ellipsoid, on which the offset in metres becomes degrees. */
const SEMI_MAJOR_METRES = 6_378_245;
const ECCENTRICITY_2 = 0.006_693_421_622_965_943;
const ORIGIN: LonLat = [105, 35];
/** Outside of this nothing is moved. */
const CHINA = { west: 72.004, east: 137.8347, south: 0.8293, north: 55.8271 };
const BAIDU_SHIFT: LonLat = [0.0065, 0.006];
const BAIDU_WAVE = (Math.PI * 3000) / 180;
/** A tenth of a millimetre. */
const CLOSE_ENOUGH_DEGREES = 1e-9;
const MOST_STEPS = 20;

/** Longitude and latitude without the offset, to a tenth of a millimetre. */
export function withoutOffset(offset: Offset, [longitude, latitude]: LonLat): LonLat {
  let [x, y] = [longitude, latitude];
  for (let step = 0; step < MOST_STEPS; step++) {
    const [movedX, movedY] = withOffset(offset, [x, y]);
    const [dx, dy] = [longitude - movedX, latitude - movedY];
    x += dx;
    y += dy;
    if (Math.abs(dx) < CLOSE_ENOUGH_DEGREES && Math.abs(dy) < CLOSE_ENOUGH_DEGREES) break;
  }
  return [x, y];
}

export function withOffset(offset: Offset, at: LonLat): LonLat {
  const gcj = toGcj02(at);
  return offset === 'GCJ02' ? gcj : toBd09(gcj);
}

function toGcj02([longitude, latitude]: LonLat): LonLat {
  const { west, east, south, north } = CHINA;
  if (!(longitude >= west && longitude <= east && latitude >= south && latitude <= north))
    return [longitude, latitude];
  const [x, y] = [longitude - ORIGIN[0], latitude - ORIGIN[1]];
  const root = Math.sqrt(Math.abs(x));
  const ripple = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const northMetres =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    ripple +
    waves(y, [
      [20, 1],
      [40, 1 / 3],
    ]) +
    waves(y, [
      [160, 1 / 12],
      [320, 1 / 30],
    ]);
  const eastMetres =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    ripple +
    waves(x, [
      [20, 1],
      [40, 1 / 3],
    ]) +
    waves(x, [
      [150, 1 / 12],
      [300, 1 / 30],
    ]);
  const phi = (latitude * Math.PI) / 180;
  const flattening = 1 - ECCENTRICITY_2 * Math.sin(phi) ** 2;
  const meridianMetres = (SEMI_MAJOR_METRES * (1 - ECCENTRICITY_2)) / flattening ** 1.5;
  const parallelMetres = (SEMI_MAJOR_METRES / Math.sqrt(flattening)) * Math.cos(phi);
  return [longitude + degrees(eastMetres / parallelMetres), latitude + degrees(northMetres / meridianMetres)];
}

function toBd09([x, y]: LonLat): LonLat {
  const radius = Math.hypot(x, y) + 0.000_02 * Math.sin(y * BAIDU_WAVE);
  const angle = Math.atan2(y, x) + 0.000_003 * Math.cos(x * BAIDU_WAVE);
  return [radius * Math.cos(angle) + BAIDU_SHIFT[0], radius * Math.sin(angle) + BAIDU_SHIFT[1]];
}

function waves(at: number, parts: readonly (readonly [amplitude: number, frequency: number])[]): number {
  return (
    parts.reduce((sum, [amplitude, frequency]) => sum + amplitude * Math.sin(at * frequency * Math.PI), 0) *
    (2 / 3)
  );
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
