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

/** Fronds of a coconut palm, and bulges of a round crown. */
const FRONDS = 11;
const BULGES = 7;
const BULGE_SHARE = 0.13;
const CROWN_POINTS = 28;
/** Half the width of a frond at its widest and of a stem, as shares of the crown's radius. */
const FROND_HALF = 0.11;
const STEM_HALF = 0.05;
/** Turned by the golden angle from one to the next, no two neighbours are alike. */
const GOLDEN_RADIANS = 2.399963;

/**
 * Shadow of a tree whose foot is the origin, x to the east and y to the south, in the unit of `away` and `radius`:
 * the stem, and a crown that is drawn out along the light, or the fronds of a palm, which spread level.
 * @param away height of the crown's middle
 * @param seed turns each tree its own way
 */
export function treeShadow(
  form: 'crown' | 'palm',
  [east, north]: readonly [number, number],
  away: number,
  radius: number,
  seed: number,
): number[][] {
  const [x, y] = [east * away, -north * away];
  const length = Math.hypot(x, y);
  // Right below the sun any direction does.
  const along: readonly [number, number] = length > 0 ? [x / length, y / length] : [1, 0];
  const across: readonly [number, number] = [-along[1], along[0]];
  const half = STEM_HALF * radius;
  const stem = [
    across[0] * half,
    across[1] * half,
    x + across[0] * half,
    y + across[1] * half,
    x - across[0] * half,
    y - across[1] * half,
    -across[0] * half,
    -across[1] * half,
  ];
  const turn = (seed * GOLDEN_RADIANS) % (2 * Math.PI);
  if (form === 'palm') {
    const fronds = Array.from({ length: FRONDS }, (_, i) => {
      const angle = turn + (i * 2 * Math.PI) / FRONDS;
      const [dx, dy] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
      const [sx, sy] = [-dy * FROND_HALF, dx * FROND_HALF];
      return orient([
        x,
        y,
        x + 0.45 * dx + sx,
        y + 0.45 * dy + sy,
        x + dx,
        y + dy,
        x + 0.45 * dx - sx,
        y + 0.45 * dy - sy,
      ]);
    });
    return [orient(stem), ...fronds];
  }
  // A ball throws an ellipse: longer along the light by one over the sine of the sun's height.
  const stretch = Math.hypot(1, east, north);
  const crown = Array.from({ length: CROWN_POINTS }, (_, i) => {
    const angle = (i * 2 * Math.PI) / CROWN_POINTS;
    const reach = radius * (1 - BULGE_SHARE + BULGE_SHARE * Math.cos(BULGES * angle + turn));
    const [u, v] = [Math.cos(angle) * reach * stretch, Math.sin(angle) * reach];
    return [x + along[0] * u + across[0] * v, y + along[1] * u + across[1] * v];
  }).flat();
  return [orient(stem), orient(crown)];
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
