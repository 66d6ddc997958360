/** Shadows on level ground as plain polygons, in metres east and north: no shadow map, at any distance, for nothing. */
import type { LightState } from '../light/light-state.ts';
import { sunDirection } from '../light/light-state.ts';

/** Flat rings: x0, y0, x1, y1 … */
export type Ring = ArrayLike<number>;

/** What the top of a body one metre high is thrown aside by, metres east and north. Undefined where the sun gives no shadow. */
export function shadowPerMetre(light: LightState): readonly [number, number] | undefined {
  const [east, north, up] = sunDirection(light);
  // The afterglow of the night comes from a wide part of the sky.
  if (light.name === 'night') return undefined;
  return [-east / up, -north / up];
}

/** Area that a prism on `ring` shades, moved by (dx, dy): the moved ring and one quad for each edge, for a non-zero fill. */
export function sweep(ring: Ring, dx: number, dy: number): number[][] {
  const moved = Array.from({ length: ring.length }, (_, i) => (ring[i] as number) + (i % 2 === 0 ? dx : dy));
  const pieces = [orient(moved)];
  const points = ring.length / 2;
  for (let i = 0; i < points; i++) {
    const j = (i + 1) % points;
    const [ax, ay, bx, by] = [ring[2 * i], ring[2 * i + 1], ring[2 * j], ring[2 * j + 1]] as [
      number,
      number,
      number,
      number,
    ];
    if (ax === bx && ay === by) continue;
    pieces.push(orient([ax, ay, bx, by, bx + dx, by + dy, ax + dx, ay + dy]));
  }
  return pieces;
}

/** All pieces turn the same way, so that overlapping ones do not cancel. */
function orient(ring: number[]): number[] {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    twice += (ring[i] as number) * (ring[j + 1] as number) - (ring[j] as number) * (ring[i + 1] as number);
  }
  if (twice >= 0) return ring;
  const turned: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i] as number, ring[i + 1] as number);
  return turned;
}
