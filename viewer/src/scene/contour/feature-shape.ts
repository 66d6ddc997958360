/**
 * The body of one feature as polygons in a local frame (x east, y north, z up, metres), from its OGC item: enough for
 * its outline on the screen. It follows the rules by which tiles are made, without being one.
 */
import type { Collection, ModelId, Symbol } from '@twin/gis-data/theme.ts';

export type Local = readonly [number, number, number];
export type Shape = {
  /** Closed polygons whose union on the screen is the body. */
  readonly faces: readonly (readonly Local[])[];
  /** Lines with the width they have at least, pixels. */
  readonly lines: readonly { readonly points: readonly Local[]; readonly pixels: number }[];
  /** Axes along which something flows, from where it comes. */
  readonly flows?: readonly Flow[];
};
type Flow = { readonly points: readonly Local[]; readonly isFilled: boolean };

export type ItemGeometry =
  | { readonly type: 'Point'; readonly coordinates: readonly number[] }
  | { readonly type: 'MultiPoint' | 'LineString'; readonly coordinates: readonly (readonly number[])[] }
  | {
      readonly type: 'MultiLineString' | 'Polygon';
      readonly coordinates: readonly (readonly (readonly number[])[])[];
    }
  | {
      readonly type: 'MultiPolygon';
      readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[];
    };
export type Item = {
  readonly geometry: ItemGeometry;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** Degrees to local metres; `surface` is the height of the ground there, in the frame's z. */
export type Frame = {
  readonly local: (longitude: number, latitude: number) => readonly [number, number];
  readonly surface: (longitude: number, latitude: number) => number;
  /** Local z of a height above the national datum; undefined while the geoid's height here is not known. */
  readonly orthometric: (metres: number) => number | undefined;
};

const SIDES = 12;
const MARK_PIXELS = 9;
const LINE_PIXELS = 3;
const NOTHING: Shape = { faces: [], lines: [] };

export function shapeOf(collection: Collection, item: Item, frame: Frame): Shape {
  const { symbol } = collection;
  switch (symbol.kind) {
    case 'extrusion':
      return merge(polygonsOf(item.geometry).map((rings) => prism(rings, symbol, item, frame)));
    case 'tube':
      return merge(linesOf(item.geometry).map((line) => tube(line, symbol, item, frame)));
    case 'shaft':
      return merge(pointsOf(item.geometry).map((point) => shaft(point, symbol, item, frame)));
    case 'model':
      return merge(pointsOf(item.geometry).map((point) => model(point, symbol, item, frame)));
    case 'bim':
      return merge(pointsOf(item.geometry).map((point) => block(point, symbol, item, frame)));
    case 'area':
    case 'raster':
      return {
        faces: [],
        lines: polygonsOf(item.geometry)
          .flat()
          .map((ring) => ({ points: draped(ring, frame), pixels: 0 })),
      };
    case 'line':
      return {
        faces: [],
        lines: linesOf(item.geometry).map((line) => ({ points: draped(line, frame), pixels: LINE_PIXELS })),
      };
    case 'mark':
      return {
        faces: [],
        lines: pointsOf(item.geometry).map((point) => {
          const at = onSurface(point, frame);
          return { points: [at, at], pixels: MARK_PIXELS };
        }),
      };
    case 'none':
      return NOTHING;
  }
}

function prism(
  rings: readonly (readonly (readonly number[])[])[],
  symbol: Extract<Symbol, { kind: 'extrusion' }>,
  item: Item,
  frame: Frame,
): Shape {
  const outer = rings[0] ?? [];
  const first = outer[0] ?? [];
  const ground = numberOf(item, symbol.base);
  const base =
    (ground === undefined ? undefined : frame.orthometric(ground)) ??
    frame.surface(first[0] ?? 0, first[1] ?? 0);
  const foot = base + (numberOf(item, symbol.foot) ?? 0);
  const top = base + (numberOf(item, symbol.height) ?? 3);
  const corners = outer.map(([longitude = 0, latitude = 0]) => frame.local(longitude, latitude));
  const walls = corners.slice(1).map((b, i): Local[] => {
    const a = corners[i] ?? b;
    return [
      [a[0], a[1], foot],
      [b[0], b[1], foot],
      [b[0], b[1], top],
      [a[0], a[1], top],
    ];
  });
  return { faces: [...walls, corners.map(([x, y]): Local => [x, y, top])], lines: [] };
}

function tube(
  line: readonly (readonly number[])[],
  symbol: Extract<Symbol, { kind: 'tube' }>,
  item: Item,
  frame: Frame,
): Shape {
  const wall = 2 * (numberOf(item, symbol.wallMm) ?? 0);
  const radius = ((numberOf(item, symbol.widthMm) ?? 100) + wall) / 2000;
  const half =
    numberOf(item, symbol.heightMm) === undefined
      ? radius
      : ((numberOf(item, symbol.heightMm) ?? 0) + wall) / 2000;
  const axis = line.map(([longitude = 0, latitude = 0, z]): Local => {
    const [x, y] = frame.local(longitude, latitude);
    const known = z === undefined ? undefined : frame.orthometric(z);
    return [x, y, known ?? frame.surface(longitude, latitude) - 1];
  });
  const faces: Local[][] = [];
  axis.slice(1).forEach((b, i) => {
    const a = axis[i] ?? b;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const across: readonly [number, number] = [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
    const ring = (at: Local): Local[] =>
      Array.from({ length: SIDES }, (_, side) => {
        const angle = (side / SIDES) * 2 * Math.PI;
        return [
          at[0] + across[0] * Math.cos(angle) * radius,
          at[1] + across[1] * Math.cos(angle) * radius,
          at[2] + Math.sin(angle) * half,
        ];
      });
    const [near, far] = [ring(a), ring(b)];
    near.forEach((p, side) => {
      const next = (side + 1) % SIDES;
      faces.push([p, near[next] ?? p, far[next] ?? p, far[side] ?? p]);
    });
    faces.push(near, far);
  });
  return { faces, lines: [{ points: axis, pixels: 2.5 }], flows: flowsOf(axis, symbol, item) };
}

/** None where it is not known, or goes both ways. */
function flowsOf(
  axis: readonly Local[],
  { flow }: Extract<Symbol, { kind: 'tube' }>,
  { properties }: Item,
): Flow[] {
  const way = flow && String(properties[flow.direction]);
  if (flow === undefined || (way !== '1' && way !== '-1')) return [];
  return [
    {
      points: way === '1' ? axis : axis.toReversed(),
      isFilled: flow.foul.includes(String(properties[flow.by])),
    },
  ];
}

function shaft(
  point: readonly number[],
  symbol: Extract<Symbol, { kind: 'shaft' }>,
  item: Item,
  frame: Frame,
): Shape {
  const [x, y, surface] = onSurface(point, frame);
  const ground = point[2] === undefined ? surface : (frame.orthometric(point[2]) ?? surface);
  const depth = numberOf(item, symbol.depth) ?? 1;
  const size = numberOf(item, symbol.sizeMm);
  const isWell = size !== undefined;
  return cylinder(
    x,
    y,
    isWell ? ground - depth : ground - depth - 0.2,
    isWell ? ground : ground - depth + 0.2,
    (size ?? 320) / 2000,
  );
}

/** Share of the height where a tree's crown has its middle, and half of the crown's own height. */
const CROWN = { middle: 0.62, half: 0.38 };
const LAMP_ARM_SHARE = 0.2;
const BODY_METRES: Readonly<Record<ModelId, { readonly height: number; readonly radius: number }>> = {
  tree: { height: 7, radius: 2.5 },
  'street-lamp': { height: 9, radius: 0.1 },
  'lamp-cabinet': { height: 1.5, radius: 0.8 },
  'waste-bin': { height: 1.1, radius: 0.36 },
  bearing: { height: 0.4, radius: 0.45 },
  'prefab-part': { height: 3, radius: 0.5 },
};

function model(
  point: readonly number[],
  symbol: Extract<Symbol, { kind: 'model' }>,
  item: Item,
  frame: Frame,
): Shape {
  const [x, y, surface] = onSurface(point, frame);
  const base = point[2] === undefined ? surface : (frame.orthometric(point[2]) ?? surface);
  const own = BODY_METRES[symbol.model];
  const height = metresOf(item, symbol.height) ?? own.height;
  const radius =
    symbol.width === undefined
      ? own.radius * (height / own.height)
      : (metresOf(item, symbol.width) ?? own.radius * 2) / 2;
  if (symbol.model === 'tree') {
    return {
      faces: [...ellipsoid([x, y, base + height * CROWN.middle], radius, height * CROWN.half)],
      lines: [
        {
          points: [
            [x, y, base],
            [x, y, base + height * CROWN.middle],
          ],
          pixels: 3,
        },
      ],
    };
  }
  if (symbol.model === 'street-lamp') {
    const bearing = ((numberOf(item, symbol.bearing) ?? 0) * Math.PI) / 180;
    const reach = height * LAMP_ARM_SHARE;
    const lantern: Local = [x + Math.sin(bearing) * reach, y + Math.cos(bearing) * reach, base + height];
    return { faces: [], lines: [{ points: [[x, y, base], [x, y, base + height], lantern], pixels: 4 }] };
  }
  return cylinder(x, y, base, base + height, radius);
}

/** The box of an element, turned as its model is. */
function block(
  point: readonly number[],
  symbol: Extract<Symbol, { kind: 'bim' }>,
  item: Item,
  frame: Frame,
): Shape {
  const [x, y, surface] = onSurface(point, frame);
  const low = point[2] === undefined ? surface : (frame.orthometric(point[2]) ?? surface);
  const high = low + (numberOf(item, symbol.height) ?? 0);
  const bearing = ((numberOf(item, symbol.bearing) ?? 0) * Math.PI) / 180;
  const [halfX, halfY] = [symbol.length, symbol.width].map((field) => (numberOf(item, field) ?? 0) / 2);
  const ring = (z: number): Local[] =>
    (
      [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const
    ).map(([sx, sy]): Local => {
      const [dx, dy] = [sx * (halfX ?? 0), sy * (halfY ?? 0)];
      return [
        x + dx * Math.cos(bearing) + dy * Math.sin(bearing),
        y + dy * Math.cos(bearing) - dx * Math.sin(bearing),
        z,
      ];
    });
  const [below, above] = [ring(low), ring(high)];
  const walls = below.map((p, side): Local[] => {
    const next = (side + 1) % below.length;
    return [p, below[next] ?? p, above[next] ?? p, above[side] ?? p];
  });
  return { faces: [...walls, below, above], lines: [] };
}

function cylinder(x: number, y: number, low: number, high: number, radius: number): Shape {
  const ring = (z: number): Local[] =>
    Array.from({ length: SIDES }, (_, side) => {
      const angle = (side / SIDES) * 2 * Math.PI;
      return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius, z];
    });
  const [below, above] = [ring(low), ring(high)];
  const walls = below.map((p, side): Local[] => {
    const next = (side + 1) % SIDES;
    return [p, below[next] ?? p, above[next] ?? p, above[side] ?? p];
  });
  return {
    faces: [...walls, below, above],
    lines: [
      {
        points: [
          [x, y, low],
          [x, y, high],
        ],
        pixels: 3,
      },
    ],
  };
}

/** Discs through the middle in many directions: their union is the body's outline from anywhere. */
function ellipsoid([x, y, z]: Local, radius: number, half: number): Local[][] {
  const steps = Array.from({ length: 20 }, (_, i) => (i / 20) * 2 * Math.PI);
  const upright = Array.from({ length: 8 }, (_, k): Local[] => {
    const turn = (k / 8) * Math.PI;
    return steps.map((angle) => [
      x + Math.cos(turn) * Math.cos(angle) * radius,
      y + Math.sin(turn) * Math.cos(angle) * radius,
      z + Math.sin(angle) * half,
    ]);
  });
  return [
    ...upright,
    steps.map((angle): Local => [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius, z]),
  ];
}

/** Longest piece of a line that lies straight over the ground, metres. */
const DRAPE_METRES = 15;

function draped(line: readonly (readonly number[])[], frame: Frame): Local[] {
  const points: Local[] = [];
  line.forEach(([longitude = 0, latitude = 0], i) => {
    const before = line[i - 1];
    if (before) {
      const [ax, ay] = frame.local(before[0] ?? 0, before[1] ?? 0);
      const [bx, by] = frame.local(longitude, latitude);
      const pieces = Math.min(200, Math.ceil(Math.hypot(bx - ax, by - ay) / DRAPE_METRES));
      for (let k = 1; k < pieces; k++) {
        const t = k / pieces;
        points.push(
          onSurface(
            [
              (before[0] ?? 0) + (longitude - (before[0] ?? 0)) * t,
              (before[1] ?? 0) + (latitude - (before[1] ?? 0)) * t,
            ],
            frame,
          ),
        );
      }
    }
    points.push(onSurface([longitude, latitude], frame));
  });
  return points;
}

function onSurface([longitude = 0, latitude = 0]: readonly number[], frame: Frame): Local {
  const [x, y] = frame.local(longitude, latitude);
  return [x, y, frame.surface(longitude, latitude)];
}

function merge(shapes: readonly Shape[]): Shape {
  return {
    faces: shapes.flatMap((shape) => shape.faces),
    lines: shapes.flatMap((shape) => shape.lines),
    flows: shapes.flatMap((shape) => shape.flows ?? []),
  };
}

function pointsOf(geometry: ItemGeometry): readonly (readonly number[])[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'MultiPoint' ? geometry.coordinates : [];
}
function linesOf(geometry: ItemGeometry): readonly (readonly (readonly number[])[])[] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}
function polygonsOf(geometry: ItemGeometry): readonly (readonly (readonly (readonly number[])[])[])[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

function numberOf(item: Item, field: string | undefined): number | undefined {
  const value = field === undefined ? undefined : item.properties[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
function metresOf(item: Item, field: string | undefined): number | undefined {
  const value = numberOf(item, field);
  return value === undefined || value <= 0 ? undefined : field?.endsWith('_mm') ? value / 1000 : value;
}
