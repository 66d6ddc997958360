/** The outline of a trench of one width along a line, its corners mitred, its ends square. */
import { localFrame } from './local-frame.ts';

type Place = readonly [longitude: number, latitude: number];
type Flat = readonly [x: number, y: number];

/** A corner sharper than this is cut: its mitre would reach far beyond the trench. */
const MOST_MITRE = 3;

/**
 * @param line two places or more, none the same as the next
 * @returns an open ring, to the left of the line there and to its right back
 */
export function trenchRing(line: readonly Place[], widthMetres: number): Place[] {
  const [origin] = line;
  if (!origin || line.length < 2) throw new RangeError('a trench runs between two places or more');
  const { perLongitude, perLatitude } = localFrame(origin[1]);
  const flat = line.map(([x, y]): Flat => [(x - origin[0]) * perLongitude, (y - origin[1]) * perLatitude]);
  const half = widthMetres / 2;
  const side = (sign: 1 | -1): Flat[] =>
    flat.map((at, index) => {
      const [before, after] = [normalOf(flat[index - 1], at), normalOf(at, flat[index + 1])];
      const [one, other] = [before ?? after, after ?? before];
      if (!one || !other) throw new RangeError('a trench has no length');
      const [sx, sy] = [one[0] + other[0], one[1] + other[1]];
      const length = Math.hypot(sx, sy) || 1;
      const mitre = Math.min(2 / Math.max(length, 1e-9), MOST_MITRE);
      return [at[0] + (sign * half * mitre * sx) / length, at[1] + (sign * half * mitre * sy) / length];
    });
  return [...side(1), ...side(-1).toReversed()].map(([x, y]) => [
    origin[0] + x / perLongitude,
    origin[1] + y / perLatitude,
  ]);
}

/** To the left of the way from one to the other. */
function normalOf(from: Flat | undefined, to: Flat | undefined): Flat | undefined {
  if (!from || !to) return undefined;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return length > 0 ? [-dy / length, dx / length] : undefined;
}
