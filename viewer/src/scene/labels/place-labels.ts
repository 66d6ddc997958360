/** Which names stand where on the screen: the most important first, none over another, no more than stay calm. */

export type Candidate = {
  /** What may be said, the longest first. */
  readonly texts: readonly { readonly text: string; readonly widthPixels: number }[];
  readonly kind: 'area' | 'line' | 'building' | 'pipe';
  /** Anchor of a point, or the projected points of a line; CSS pixels. */
  readonly points: readonly (readonly [number, number])[];
  /** How much of the screen the thing spans, CSS pixels. */
  readonly sizePixels: number;
};

export type Placed = {
  readonly text: string;
  readonly kind: Candidate['kind'];
  readonly x: number;
  readonly y: number;
  /** Clockwise from the horizontal; never upside down. */
  readonly radians: number;
  readonly opacity: number;
};

/** Where names may stand: sides in CSS pixels of the canvas. */
export type ScreenBox = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

const MOST_LABELS = 36;
const LINE_PIXELS = 16;
const GAP_PIXELS = 10;
/** The same name is said again only after this. */
const REPEAT_PIXELS = 300;
/** Names appear when their thing spans the first figure, and stand fully at the second. */
export const FADE_PIXELS = {
  area: [70, 120],
  line: [90, 140],
  building: [96, 150],
  pipe: [90, 130],
} as const;
/** The name of a street or pipe lies on a stretch that bends by less than this over its length. */
const STRAIGHT = Math.cos((14 * Math.PI) / 180);

/** What keeps a name from a spot. */
export type Obstacles<C> = {
  /** Tools that float over the scene. */
  readonly covered?: readonly ScreenBox[];
  /** Whether something in the scene stands before the name. */
  readonly isHidden?: (candidate: C, x: number, y: number) => boolean;
};

export function placeLabels<C extends Candidate>(
  candidates: readonly C[],
  box: ScreenBox,
  { covered = [], isHidden = () => false }: Obstacles<C> = {},
): Placed[] {
  const placed: Boxed[] = [];
  const ordered = candidates.toSorted(
    (a, b) => b.sizePixels / FADE_PIXELS[b.kind][0] - a.sizePixels / FADE_PIXELS[a.kind][0],
  );
  for (const candidate of ordered) {
    if (placed.length >= MOST_LABELS) break;
    const [from, to] = FADE_PIXELS[candidate.kind];
    const opacity = Math.min(1, (candidate.sizePixels - from) / (to - from));
    if (opacity <= 0) continue;
    for (const { text, widthPixels } of candidate.texts) {
      const spot =
        candidate.kind === 'line' || candidate.kind === 'pipe'
          ? alongLine(candidate.points, widthPixels, box)
          : atPoint(candidate);
      if (!spot) continue;
      const label = { text, kind: candidate.kind, opacity, ...spot, ...boxOf(spot, widthPixels) };
      if (!isFree(label, placed, box, covered) || isHidden(candidate, spot.x, spot.y)) continue;
      placed.push(label);
      break;
    }
  }
  return placed.map(({ halfWidth: _w, halfHeight: _h, ...label }) => label);
}

type Boxed = Placed & { readonly halfWidth: number; readonly halfHeight: number };

/** Half of the box that holds the turned text. */
function boxOf({ radians }: Spot, widthPixels: number): Pick<Boxed, 'halfWidth' | 'halfHeight'> {
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  return {
    halfWidth: (widthPixels * cos + LINE_PIXELS * sin) / 2,
    halfHeight: (widthPixels * sin + LINE_PIXELS * cos) / 2,
  };
}

function isFree(
  { text, x, y, halfWidth, halfHeight }: Boxed,
  placed: readonly Boxed[],
  box: ScreenBox,
  covered: readonly ScreenBox[],
): boolean {
  const isInside =
    x - halfWidth >= box.left &&
    x + halfWidth <= box.right &&
    y - halfHeight >= box.top &&
    y + halfHeight <= box.bottom;
  const isCovered = covered.some(
    ({ left, right, top, bottom }) =>
      x + halfWidth > left && x - halfWidth < right && y + halfHeight > top && y - halfHeight < bottom,
  );
  return (
    isInside &&
    !isCovered &&
    placed.every(
      (other) =>
        (Math.abs(other.x - x) > other.halfWidth + halfWidth + GAP_PIXELS ||
          Math.abs(other.y - y) > other.halfHeight + halfHeight + GAP_PIXELS) &&
        (other.text !== text || Math.hypot(other.x - x, other.y - y) > REPEAT_PIXELS),
    )
  );
}

type Spot = { readonly x: number; readonly y: number; readonly radians: number };

function atPoint({ points, kind }: Candidate): Spot | undefined {
  const [at] = points;
  return at && { x: at[0], y: at[1] - (kind === 'building' ? LINE_PIXELS : 0), radians: 0 };
}

/** The middle of the longest straight stretch that is in view, when the name fits on it. */
function alongLine(points: Candidate['points'], widthPixels: number, box: ScreenBox): Spot | undefined {
  let best:
    | {
        readonly from: readonly [number, number];
        readonly to: readonly [number, number];
        readonly length: number;
      }
    | undefined;
  let from = points[0];
  for (let i = 1; i < points.length; i++) {
    const [before, at, next] = [points[i - 1], points[i], points[i + 1]];
    if (!from || !before || !at) continue;
    const goesOn = next && straight(from, at, next);
    if (goesOn) continue;
    const seen = inView(from, at, box);
    const length = seen ? Math.hypot(seen[1][0] - seen[0][0], seen[1][1] - seen[0][1]) : 0;
    if (seen && length > (best?.length ?? 0)) best = { from: seen[0], to: seen[1], length };
    from = at;
  }
  if (!best || best.length < widthPixels * 1.15) return undefined;
  const angle = Math.atan2(best.to[1] - best.from[1], best.to[0] - best.from[0]);
  const upright = angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle;
  const [x, y] = onLine(points, (best.from[0] + best.to[0]) / 2, (best.from[1] + best.to[1]) / 2);
  return { x, y, radians: upright };
}

/** The point of the line next to a point: the middle of a bow's chord lies beside the street. */
function onLine(points: Candidate['points'], x: number, y: number): readonly [number, number] {
  let nearest: readonly [number, number] = [x, y];
  let least = Infinity;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (!a || !b) continue;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
    const at: readonly [number, number] = [a[0] + t * dx, a[1] + t * dy];
    const distance = Math.hypot(at[0] - x, at[1] - y);
    if (distance < least) [nearest, least] = [at, distance];
  }
  return nearest;
}

/** The part of a stretch that lies in the box. */
export function inView(
  a: readonly [number, number],
  b: readonly [number, number],
  box: ScreenBox,
): readonly [readonly [number, number], readonly [number, number]] | undefined {
  let [first, last] = [0, 1];
  for (const [from, to, least, most] of [
    [a[0], b[0], box.left, box.right],
    [a[1], b[1], box.top, box.bottom],
  ] as const) {
    if (from === to) {
      if (from < least || from > most) return undefined;
      continue;
    }
    const [near, far] = [(least - from) / (to - from), (most - from) / (to - from)];
    first = Math.max(first, Math.min(near, far));
    last = Math.min(last, Math.max(near, far));
  }
  const at = (t: number): readonly [number, number] => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  return first < last ? [at(first), at(last)] : undefined;
}

function straight(
  a: readonly [number, number],
  b: readonly [number, number],
  c: readonly [number, number],
): boolean {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  return ux * vx + uy * vy >= STRAIGHT * Math.hypot(ux, uy) * Math.hypot(vx, vy);
}
