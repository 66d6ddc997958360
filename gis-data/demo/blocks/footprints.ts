/** Plans of buildings as rings around (0, 0), anticlockwise, in metres; `shifted` puts them in place. */
import type { Point } from '../frame.ts';
import type { Ring } from '../polygon.ts';

export function box(width: number, depth: number): Ring {
  const [x, y] = [width / 2, depth / 2];
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

/** A slab of flats: each stairwell's unit stands a little before or behind its neighbour. */
export function steppedSlab(width: number, depth: number, units: number, stepMetres: number): Ring {
  const unit = width / units;
  const south: Point[] = [];
  const north: Point[] = [];
  for (let index = 0; index < units; index++) {
    const shift = index % 2 === 0 ? 0 : stepMetres;
    const [from, to] = [-width / 2 + index * unit, -width / 2 + (index + 1) * unit];
    south.push([from, -depth / 2 + shift], [to, -depth / 2 + shift]);
    north.push([from, depth / 2 + shift], [to, depth / 2 + shift]);
  }
  return stepMetres === 0 || units === 1 ? box(width, depth) : [...south, ...north.toReversed()];
}

/** A point tower: a box with a notch in the middle of each side, so that all flats have windows on two sides. */
export function notchedTower(width: number, depth: number, notchWidth: number, notchDepth: number): Ring {
  const [x, y, n] = [width / 2, depth / 2, notchWidth / 2];
  return [
    [-x, -y],
    [-n, -y],
    [-n, -y + notchDepth],
    [n, -y + notchDepth],
    [n, -y],
    [x, -y],
    [x, -n],
    [x - notchDepth, -n],
    [x - notchDepth, n],
    [x, n],
    [x, y],
    [n, y],
    [n, y - notchDepth],
    [-n, y - notchDepth],
    [-n, y],
    [-x, y],
    [-x, n],
    [-x + notchDepth, n],
    [-x + notchDepth, -n],
    [-x, -n],
  ];
}

/** Two wings in the shape of a butterfly, as many Hainan towers have them. */
export function butterflyTower(width: number, depth: number): Ring {
  const [x, y] = [width / 2, depth / 2];
  return [
    [-x, -y],
    [-x * 0.42, -y],
    [-x * 0.3, -y * 0.45],
    [x * 0.3, -y * 0.45],
    [x * 0.42, -y],
    [x, -y],
    [x, y * 0.35],
    [x * 0.6, y * 0.6],
    [x * 0.34, y * 0.6],
    [x * 0.34, y],
    [-x * 0.34, y],
    [-x * 0.34, y * 0.6],
    [-x * 0.6, y * 0.6],
    [-x, y * 0.35],
  ];
}

export function ell(width: number, depth: number, wing: number): Ring {
  const [x, y] = [width / 2, depth / 2];
  return [
    [-x, -y],
    [x, -y],
    [x, -y + wing],
    [-x + wing, -y + wing],
    [-x + wing, y],
    [-x, y],
  ];
}

/** Open to the south. */
export function horseshoe(width: number, depth: number, wing: number): Ring {
  const [x, y] = [width / 2, depth / 2];
  return [
    [-x, -y],
    [-x + wing, -y],
    [-x + wing, y - wing],
    [x - wing, y - wing],
    [x - wing, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

/** A back along the north and `teeth` wings to the south. */
export function comb(width: number, depth: number, back: number, tooth: number, teeth: number): Ring {
  const [x, y] = [width / 2, depth / 2];
  const gap = (width - tooth * teeth) / (teeth - 1);
  const ring: Point[] = [];
  for (let index = 0; index < teeth; index++) {
    const from = -x + index * (tooth + gap);
    if (index > 0) ring.push([from, y - back]);
    ring.push([from, -y], [from + tooth, -y]);
    if (index + 1 < teeth) ring.push([from + tooth, y - back]);
  }
  return [...ring, [x, y], [-x, y]];
}

export function ellipse(width: number, depth: number, sides: number): Ring {
  return Array.from({ length: sides }, (_, index): Point => {
    const angle = (2 * Math.PI * index) / sides;
    return [(width / 2) * Math.cos(angle), (depth / 2) * Math.sin(angle)];
  });
}

/** A box whose corners are rounded. */
export function roundedBox(width: number, depth: number, radius: number): Ring {
  const [x, y] = [width / 2 - radius, depth / 2 - radius];
  const corner = (cx: number, cy: number, from: number): Point[] =>
    Array.from({ length: 5 }, (_, index): Point => {
      const angle = from + (Math.PI / 2) * (index / 4);
      return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
    });
  return [
    ...corner(x, -y, -Math.PI / 2),
    ...corner(x, y, 0),
    ...corner(-x, y, Math.PI / 2),
    ...corner(-x, -y, Math.PI),
  ];
}

/** A slab bent along a circle, its middle at (0, 0); 270° in the middle opens it to the north. */
export function crescent(
  radius: number,
  depth: number,
  fromDegrees: number,
  toDegrees: number,
  sides: number,
): Ring {
  const middle = ((fromDegrees + toDegrees) / 360) * Math.PI;
  const at = (r: number, share: number): Point => {
    const angle = ((fromDegrees + (toDegrees - fromDegrees) * share) * Math.PI) / 180;
    return [r * Math.cos(angle) - radius * Math.cos(middle), r * Math.sin(angle) - radius * Math.sin(middle)];
  };
  const shares = Array.from({ length: sides + 1 }, (_, index) => index / sides);
  return [
    ...shares.map((share) => at(radius + depth / 2, share)),
    ...shares.map((share) => at(radius - depth / 2, 1 - share)),
  ];
}

/** A soft outline: lakes, lawns. `wobble` is the share by which the radius swings. */
export function blob(width: number, depth: number, wobble: number, phase: number, sides = 40): Ring {
  return Array.from({ length: sides }, (_, index): Point => {
    const angle = (2 * Math.PI * index) / sides;
    const swing = 1 + wobble * (0.6 * Math.sin(2 * angle + phase) + 0.4 * Math.sin(3 * angle + phase * 2.3));
    return [(width / 2) * swing * Math.cos(angle), (depth / 2) * swing * Math.sin(angle)];
  });
}

/** Turned anticlockwise by `degrees`, then moved. */
export function shifted(ring: Ring, [x, y]: Point, degrees = 0): Ring {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return ring.map(([px, py]): Point => [x + px * c - py * s, y + px * s + py * c]);
}
