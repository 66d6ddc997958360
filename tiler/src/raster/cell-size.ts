/** How large the cells of an image are on the ellipsoid, whatever its coordinate system says of itself. */
import { toLonLat } from '@twin/gis-data/coordinates/crs.ts';
import { applyAffine } from '@twin/gis-data/raster/affine.ts';
import type { PlacedProfile } from '@twin/gis-data/raster/raster-profile.ts';

const SEMI_MAJOR_METRES = 6_378_137;
const ECCENTRICITY_2 = 0.006_694_380_022_9;

/** @returns a function from column and row to degrees */
export function lonLatOf(profile: PlacedProfile): (column: number, row: number) => readonly [number, number] {
  const unproject = toLonLat(profile.crs);
  return (column, row) => unproject(...applyAffine(profile.transform, column, row));
}

/** Square metres of the cell whose corner lies there. */
export function cellSquareMetres(
  at: (column: number, row: number) => readonly [number, number],
  column: number,
  row: number,
): number {
  const [[x, y], [ex, ey], [sx, sy]] = [at(column, row), at(column + 1, row), at(column, row + 1)];
  const phi = (y * Math.PI) / 180;
  const w2 = 1 - ECCENTRICITY_2 * Math.sin(phi) ** 2;
  const meridian = (SEMI_MAJOR_METRES * (1 - ECCENTRICITY_2)) / w2 ** 1.5;
  const normal = SEMI_MAJOR_METRES / Math.sqrt(w2);
  const square = Math.abs((ex - x) * (sy - y) - (ey - y) * (sx - x)) * (Math.PI / 180) ** 2;
  return square * meridian * normal * Math.cos(phi);
}

/** Side of a cell in the middle of the image, metres; NaN where it lies nowhere. */
export function cellMetres(profile: PlacedProfile): number {
  return Math.sqrt(cellSquareMetres(lonLatOf(profile), profile.width / 2, profile.height / 2));
}
