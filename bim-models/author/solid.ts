/** Bodies of building elements as plain data, in metres: x along the element, y across it, z up. */
import type { Finish } from './finishes.ts';

export type Point = readonly [x: number, y: number];
export type Vec3 = readonly [x: number, y: number, z: number];

export type Solid = {
  readonly finish: Finish;
} & (
  | {
      /** A profile pushed along an axis; its plane is (x, y) for z, (x, z) for y, (y, z) for x. */
      readonly kind: 'extrusion';
      readonly outline: readonly Point[];
      readonly holes: readonly (readonly Point[])[];
      readonly axis: 'x' | 'y' | 'z';
      /** Where along the axis it begins, and how far it goes. */
      readonly from: number;
      readonly depth: number;
    }
  | {
      readonly kind: 'cylinder';
      readonly foot: Vec3;
      readonly radius: number;
      readonly axis: 'x' | 'y' | 'z';
      readonly depth: number;
    }
  | { readonly kind: 'pipe'; readonly path: readonly Vec3[]; readonly radius: number }
);

export function rectangle(minX: number, minY: number, maxX: number, maxY: number): Point[] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}

/** @param low corner with the smallest coordinates */
export function box(finish: Finish, low: Vec3, high: Vec3): Solid {
  return {
    kind: 'extrusion',
    finish,
    outline: rectangle(low[0], low[1], high[0], high[1]),
    holes: [],
    axis: 'z',
    from: low[2],
    depth: high[2] - low[2],
  };
}

/** A slab of any outline, holes for shafts and stairs. */
export function plate(
  finish: Finish,
  outline: readonly Point[],
  [low, high]: readonly [number, number],
  holes: readonly (readonly Point[])[] = [],
): Solid {
  return { kind: 'extrusion', finish, outline, holes, axis: 'z', from: low, depth: high - low };
}

/** A panel in the plane of x and z, with openings through its thickness. */
export function panel(
  finish: Finish,
  outline: readonly Point[],
  [front, back]: readonly [number, number],
  openings: readonly (readonly Point[])[] = [],
): Solid {
  return {
    kind: 'extrusion',
    finish,
    outline,
    holes: openings,
    axis: 'y',
    from: front,
    depth: back - front,
  };
}

export function cylinder(
  finish: Finish,
  foot: Vec3,
  radius: number,
  depth: number,
  axis: 'x' | 'y' | 'z' = 'z',
): Solid {
  return { kind: 'cylinder', finish, foot, radius, axis, depth };
}

/** A window in a panel's opening: frame, mullions between `panes` of glass. */
export function windowIn(
  [minX, minZ, maxX, maxZ]: readonly [number, number, number, number],
  { panes, y = 0, frame, glass }: { panes: number; y?: number; frame: Finish; glass: Finish },
): Solid[] {
  const wide = (maxX - minX - FRAME_METRES) / panes;
  const openings = Array.from({ length: panes }, (_, pane) =>
    rectangle(
      minX + FRAME_METRES + pane * wide,
      minZ + FRAME_METRES,
      minX + (pane + 1) * wide,
      maxZ - FRAME_METRES,
    ),
  );
  return [
    panel(frame, rectangle(minX, minZ, maxX, maxZ), [y - FRAME_METRES / 2, y + FRAME_METRES / 2], openings),
    box(
      glass,
      [minX + FRAME_METRES / 2, y - 0.012, minZ + FRAME_METRES / 2],
      [maxX - FRAME_METRES / 2, y + 0.012, maxZ - FRAME_METRES / 2],
    ),
  ];
}

const FRAME_METRES = 0.07;

/** Posts and rails along x, from the floor up. */
export function railing(finish: Finish, lengthMetres: number, heightMetres: number, y = 0): Solid[] {
  const half = lengthMetres / 2;
  const gaps = Math.max(1, Math.round(lengthMetres / 1.1));
  return [
    box(finish, [-half, y - 0.03, heightMetres - 0.06], [half, y + 0.03, heightMetres]),
    ...Array.from({ length: gaps + 1 }, (_, post) => {
      const x = -half + 0.03 + (post / gaps) * (lengthMetres - 0.06);
      return box(finish, [x - 0.02, y - 0.02, 0], [x + 0.02, y + 0.02, heightMetres - 0.06]);
    }),
  ];
}
