/** An area as a parameter of an operation, and the pipes that it meets. */
import { z } from 'zod';
import { localFrame } from '@twin/gis-data/themes/underground-pipes/analysis/local-frame.ts';
import { Problem } from '../../problems.ts';
import type { Selection } from './read-pipes.ts';

const MOST_CORNERS = 200;
const LARGEST_AREA_M2 = 4_000_000;

export const areaParameter = z
  .string()
  .max(10_000)
  .optional()
  .describe('Corners of a polygon: longitude,latitude longitude,latitude …, in degrees');

/** @throws Problem for what encloses no area, or too much of it */
export function withinArea(text: string): Selection {
  return {
    where: 'ST_Intersects(l.geom, ST_MakeValid(ST_GeomFromText($1, 4490)))',
    values: [polygonOf(text)],
  };
}

function polygonOf(text: string): string {
  const corners = text
    .trim()
    .split(/[ ;]+/)
    .map((corner) => corner.split(',').map(Number) as [number, number]);
  const isPlace = ([longitude, latitude]: readonly number[]): boolean =>
    Math.abs(longitude ?? Number.NaN) <= 180 && Math.abs(latitude ?? Number.NaN) <= 90;
  if (
    corners.length < 3 ||
    corners.length > MOST_CORNERS ||
    !corners.every((one) => one.length === 2 && isPlace(one))
  )
    throw new Problem(
      'parameter-invalid',
      `area is 3 to ${MOST_CORNERS} corners, each as longitude,latitude in degrees, with a space between them.`,
    );
  const square = squareMetres(corners);
  if (square === 0)
    throw new Problem('parameter-invalid', 'The corners of area enclose nothing; name those of an area.');
  if (square > LARGEST_AREA_M2)
    throw new Problem(
      'area-too-large',
      `The area has ${Math.round(square / 10_000)} ha; up to ${LARGEST_AREA_M2 / 10_000} ha are taken at once. Draw a smaller one, or ask without an area for everything.`,
    );
  const ring = [...corners, corners[0] ?? [0, 0]].map(([longitude, latitude]) => `${longitude} ${latitude}`);
  return `POLYGON((${ring.join(', ')}))`;
}

function squareMetres(corners: readonly (readonly [number, number])[]): number {
  const { perLongitude, perLatitude } = localFrame(corners[0]?.[1] ?? 0);
  const twice = corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return (Math.abs(twice) / 2) * perLongitude * perLatitude;
}
