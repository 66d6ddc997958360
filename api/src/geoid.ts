/** `/api/geoid`: the geoid above the ellipsoid, which turns national heights into those that 3D clients draw. */
import { Router } from 'express';
import { geoidMetres } from '@twin/tiler/src/heights.ts';
import { Problem } from './problems.ts';

const DAY_SECONDS = 86_400;
/** Millimetres: the model itself is good to decimetres. */
const DIGITS = 3;

export function createGeoidRouter(): Router {
  const router = Router();
  router.get('/geoid', (request, response) => {
    const longitude = degreesOf(request.query['longitude'], 180, 'longitude');
    const latitude = degreesOf(request.query['latitude'], 90, 'latitude');
    response.set('Cache-Control', `public, max-age=${DAY_SECONDS}`);
    response.json({ geoid_metres: Number(geoidMetres(longitude, latitude).toFixed(DIGITS)) });
  });
  return router;
}

function degreesOf(text: unknown, limit: number, name: string): number {
  const degrees = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (!(Math.abs(degrees) <= limit))
    throw new Problem('parameter-invalid', `${name} is a number of degrees from −${limit} to ${limit}.`);
  return degrees;
}
