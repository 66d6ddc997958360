/** Whether a building stands between the eye and a place: names are not read through walls. */

/** A building as a prism on level ground; metres east and north of a common origin, flat x, y. */
export type Body = {
  readonly ring: ArrayLike<number>;
  /** West, south, east, north of the ring. */
  readonly box: readonly [number, number, number, number];
  readonly topMetres: number;
};

/** Metres east, north and above the ground. */
export type Place = readonly [east: number, north: number, up: number];

/** @param nearMetres what stands so near to the place belongs to it: its own house, the houses of its block */
export function isHiddenBehind(
  eye: Place,
  place: Place,
  nearMetres: number,
  bodies: readonly Body[],
): boolean {
  const [dx, dy, dz] = [place[0] - eye[0], place[1] - eye[1], place[2] - eye[2]];
  const length = Math.hypot(dx, dy);
  // The line is followed to where the place's own begins.
  const until = length > 0 ? 1 - nearMetres / length : 0;
  if (until <= 0) return false;
  const [west, east] = [Math.min(eye[0], place[0]), Math.max(eye[0], place[0])];
  const [south, north] = [Math.min(eye[1], place[1]), Math.max(eye[1], place[1])];
  const lowest = Math.min(eye[2], place[2]);
  return bodies.some(({ ring, box, topMetres }) => {
    if (topMetres <= lowest || box[0] > east || box[2] < west || box[1] > north || box[3] < south)
      return false;
    const points = ring.length / 2;
    for (let i = 0; i < points; i++) {
      const j = (i + 1) % points;
      const t = crossing(
        eye,
        dx,
        dy,
        ring[2 * i] ?? 0,
        ring[2 * i + 1] ?? 0,
        ring[2 * j] ?? 0,
        ring[2 * j + 1] ?? 0,
      );
      // A line that passes over the roof meets every wall of the prism above its top.
      if (t !== undefined && t < until && eye[2] + dz * t < topMetres) return true;
    }
    return false;
  });
}

/** Where along the line from the eye it crosses the edge from a to b; undefined where it does not. */
function crossing(
  eye: Place,
  dx: number,
  dy: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number | undefined {
  const [ex, ey] = [bx - ax, by - ay];
  const across = dx * ey - dy * ex;
  if (across === 0) return undefined;
  const [ox, oy] = [ax - eye[0], ay - eye[1]];
  const t = (ox * ey - oy * ex) / across;
  const s = (ox * dy - oy * dx) / across;
  return t >= 0 && t <= 1 && s >= 0 && s <= 1 ? t : undefined;
}
