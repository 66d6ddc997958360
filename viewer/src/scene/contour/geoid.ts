/**
 * Height of the geoid above the ellipsoid, which turns national heights into those of the scene. The server knows it;
 * it changes by centimetres over a kilometre, so one answer serves a cell of about a kilometre.
 */
import { getJson } from '../../http.ts';

const CELLS_PER_DEGREE = 100;

const cells = new Map<string, number>();
const asked = new Set<string>();

/** Metres, or undefined until the server has answered; `then` is called when it has. */
export function geoidAt(longitude: number, latitude: number, then?: () => void): number | undefined {
  const [x, y] = [Math.round(longitude * CELLS_PER_DEGREE), Math.round(latitude * CELLS_PER_DEGREE)];
  const key = `${x}/${y}`;
  const known = cells.get(key);
  if (known !== undefined || asked.has(key)) return known;
  asked.add(key);
  getJson(`/api/geoid?longitude=${x / CELLS_PER_DEGREE}&latitude=${y / CELLS_PER_DEGREE}`, geoidOf).then(
    (metres) => {
      cells.set(key, metres);
      then?.();
    },
    // Unknown stays unknown: callers fall back to the surface, and the next page load asks again.
    () => undefined,
  );
  return undefined;
}

function geoidOf(value: unknown): number {
  const metres: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'geoid_metres') : undefined;
  if (typeof metres !== 'number') throw new Error('the answer carries no geoid_metres');
  return metres;
}
