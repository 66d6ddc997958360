/** Polygons and lines of the world on the screen: cut at the near plane, divided by distance. Pure numbers. */

/** Earth-centred metres. */
export type Point3 = readonly [number, number, number];
export type Point2 = readonly [number, number];
/** Column-major 4 × 4, world to clip space. */
export type Matrix = ArrayLike<number>;
export type View = { readonly matrix: Matrix; readonly widthPixels: number; readonly heightPixels: number };

type Clip = readonly [x: number, y: number, w: number];
/** Points nearer than this to the eye's plane are cut off, clip units. */
const NEAREST = 1e-3;

/** A closed polygon, or undefined where it lies wholly behind the eye. */
export function projectPolygon(points: readonly Point3[], view: View): Point2[] | undefined {
  const clipped = cut(
    points.map((point) => toClip(point, view.matrix)),
    true,
  );
  return clipped.length < 3 ? undefined : clipped.map((point) => toScreen(point, view));
}

/** A line, or undefined where fewer than two points of it are before the eye. */
export function projectLine(points: readonly Point3[], view: View): Point2[] | undefined {
  const clipped = cut(
    points.map((point) => toClip(point, view.matrix)),
    false,
  );
  return clipped.length < 2 ? undefined : clipped.map((point) => toScreen(point, view));
}

export function projectPoint(point: Point3, view: View): Point2 | undefined {
  const clip = toClip(point, view.matrix);
  return clip[2] > NEAREST ? toScreen(clip, view) : undefined;
}

function toClip([x, y, z]: Point3, m: Matrix): Clip {
  const row = (i: number): number =>
    (m[i] as number) * x + (m[i + 4] as number) * y + (m[i + 8] as number) * z + (m[i + 12] as number);
  return [row(0), row(1), row(3)];
}

function toScreen([x, y, w]: Clip, { widthPixels, heightPixels }: View): Point2 {
  return [(x / w / 2 + 0.5) * widthPixels, (0.5 - y / w / 2) * heightPixels];
}

function cut(points: readonly Clip[], closed: boolean): Clip[] {
  const kept: Clip[] = [];
  points.forEach((point, i) => {
    const before = i > 0 ? points[i - 1] : closed ? points.at(-1) : undefined;
    const inside = point[2] > NEAREST;
    if (before && before[2] > NEAREST !== inside) kept.push(crossing(before, point));
    if (inside) kept.push(point);
  });
  return kept;
}

function crossing(a: Clip, b: Clip): Clip {
  const t = (NEAREST - a[2]) / (b[2] - a[2]);
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, NEAREST];
}
