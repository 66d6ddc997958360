/** Footprints to buildings: walls with whole windows, parapets, roofs with the plant on them, occlusion at the foot. */
import earcut from 'earcut';
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import { MeshBuilder, type Vec3 } from '../mesh-builder.ts';
import { groundMetres, type Place } from '../place.ts';
import { numberOf, type TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Extrusion = Extract<LayerSymbol, { kind: 'extrusion' }>;

/** Storey height and width of a bay in metres by façade style; LANGUAGE of the scene, seven styles. */
const MODULES: Readonly<Record<string, { storeyMetres: number; bayMetres: number }>> = {
  dwelling: { storeyMetres: 3.1, bayMetres: 3.6 },
  curtain: { storeyMetres: 4, bayMetres: 1.6 },
  ribbon: { storeyMetres: 3.7, bayMetres: 7.2 },
  shop: { storeyMetres: 4.8, bayMetres: 4.2 },
  school: { storeyMetres: 3.8, bayMetres: 4.2 },
  blank: { storeyMetres: 6, bayMetres: 8 },
  village: { storeyMetres: 3.2, bayMetres: 3 },
};
const PLAIN = { storeyMetres: 3.5, bayMetres: 3.6 };
/** Drawn where no height is known: one storey, so that it claims nothing. */
const UNKNOWN_HEIGHT_METRES = 3;
const OCCLUSION_AT_FOOT = 0.72;
const OCCLUSION_ENDS_METRES = 6;
/** Walls reach below the foot by this, so that no gap shows on sloping ground. */
const BURIED_METRES = 1;
/** Keeps walls apart when a shader hashes cells: every wall begins at another multiple. */
const WALL_STRIDE_CELLS = 64;
const PARAPET_METRES = 1.1;
/** Lower buildings have eaves, not parapets. */
const LEAST_PARAPET_HEIGHT_METRES = 8;
/** Beside the last whole storey, where no window is drawn. */
const ABOVE_STOREYS = 0.1;
/** What the shader draws at a negative u instead of windows. */
const ROOF_U = -1;
const PARAPET_U = -2;
const PLANT_U = -3;
const DECK_SHADE = 0.93;
/** Plant stands on roofs from this area and height up. */
const PLANT_LEAST_AREA_METRES2 = 160;
const PLANT_LEAST_HEIGHT_METRES = 11;
/** Corners sharper than this get a hairline; cosine of 20°. */
const FLAT_CORNER = Math.cos((20 * Math.PI) / 180);

type Body = {
  readonly footMetres: number;
  readonly topMetres: number;
  readonly floors: number;
  readonly bayMetres: number;
  readonly gid: number;
};

export function produceExtrusion(symbol: Extrusion, rows: readonly TileRow[], place: Place): Mesh[] {
  const builder = new MeshBuilder();
  rows.forEach((row, feature) => {
    builder.feature = feature;
    const facade = (symbol.facade && MODULES[String(row.properties[symbol.facade])]) || PLAIN;
    for (const rings of readWkb(row.wkb).parts) {
      const [longitude = 0, latitude = 0] = rings[0] ?? [];
      const ground = groundMetres(place, longitude, latitude, numberOf(row, symbol.foot));
      const height = numberOf(row, symbol.height) ?? 0;
      const footMetres = ground + Math.max(0, numberOf(row, symbol.base) ?? 0);
      const topMetres = ground + (height > 0 ? height : UNKNOWN_HEIGHT_METRES);
      if (topMetres <= footMetres) continue;
      const floors = numberOf(row, symbol.floors) ?? 0;
      extrude(builder, rings, place, {
        footMetres,
        topMetres,
        bayMetres: facade.bayMetres,
        gid: row.gid,
        floors:
          floors >= 1
            ? Math.round(floors)
            : Math.max(1, Math.round((topMetres - footMetres) / facade.storeyMetres)),
      });
    }
  });
  return builder.empty ? [] : [builder.mesh([1, 1, 1], 'features', 'given')];
}

function extrude(builder: MeshBuilder, rings: readonly Float64Array[], place: Place, body: Body): void {
  const { footMetres, topMetres } = body;
  const isNear = place.detail === 'near';
  const hasParapet = isNear && topMetres - footMetres >= LEAST_PARAPET_HEIGHT_METRES;
  const deckMetres = hasParapet ? topMetres - PARAPET_METRES : topMetres;
  const flat: number[] = [];
  const holes: number[] = [];
  const deck: Vec3[] = [];
  let wallSerial = 0;
  let outline: (readonly [number, number])[] = [];
  for (const [ringIndex, ring] of rings.entries()) {
    const corners = cornersOf(ring, place);
    if (corners.length < 3) {
      if (ringIndex === 0) return;
      continue;
    }
    // Holes turn the other way, so that the wall's outside is always on the right of its direction.
    const counterClockwise = signedArea(corners.map((corner) => corner.at(0))) > 0;
    if (counterClockwise !== (ringIndex === 0)) corners.reverse();
    if (ringIndex === 0) outline = corners.map((corner) => [corner.at(0)[0], corner.at(0)[1]]);
    if (ringIndex > 0) holes.push(deck.length);
    for (const corner of corners) {
      const position = corner.at(deckMetres);
      flat.push(position[0], position[1]);
      deck.push(position);
    }
    corners.forEach((corner, index) => {
      const previous = corners.at(index - 1) ?? corner;
      const next = corners[(index + 1) % corners.length] ?? corner;
      const sharp = isSharp(previous.at(0), corner.at(0), next.at(0));
      wall(builder, corner, next, body, {
        deckMetres,
        isNear,
        hasParapet,
        u: wallSerial++ * WALL_STRIDE_CELLS,
        sharp,
      });
    });
  }
  const roof = earcut(flat, holes);
  const vertices = deck.map((position) =>
    builder.vertex(position, [0, 0, 1], ROOF_U, ROOF_U, hasParapet ? DECK_SHADE : 1),
  );
  for (let index = 0; index < roof.length; index += 3) {
    const [a = 0, b = 0, c = 0] = [roof[index], roof[index + 1], roof[index + 2]];
    const up = cross(deck[a], deck[b], deck[c]) > 0;
    builder.triangle(vertices[a] ?? 0, vertices[up ? b : c] ?? 0, vertices[up ? c : b] ?? 0);
  }
  if (hasParapet && rings.length === 1 && topMetres - footMetres >= PLANT_LEAST_HEIGHT_METRES)
    standPlant(builder, outline, deck[0]?.[2] ?? 0, body.gid);
}

type Corner = { at(heightMetres: number): Vec3 };

/** Corners of a ring in the tile's frame, without repeated points. */
function cornersOf(ring: Float64Array, { frame }: Place): Corner[] {
  const corners: Corner[] = [];
  const last = ring.length - 3;
  for (let index = 0; index < ring.length; index += 3) {
    const [longitude = 0, latitude = 0] = [ring[index], ring[index + 1]];
    if (index === last && longitude === ring[0] && latitude === ring[1]) break;
    if (index > 0 && longitude === ring[index - 3] && latitude === ring[index - 2]) continue;
    corners.push({ at: (heightMetres) => frame.local(longitude, latitude, heightMetres) });
  }
  return corners;
}

type Wall = {
  readonly deckMetres: number;
  readonly isNear: boolean;
  readonly hasParapet: boolean;
  readonly u: number;
  readonly sharp: boolean;
};

/** Stations from the foot upwards, each with its height, storey and occlusion, joined by quads. */
function wall(
  builder: MeshBuilder,
  a: Corner,
  b: Corner,
  { footMetres, topMetres, floors, bayMetres }: Body,
  { deckMetres, isNear, hasParapet, u, sharp }: Wall,
): void {
  const [from, to] = [a.at(0), b.at(0)];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 0.01) return;
  const normal: Vec3 = [dy / length, -dx / length, 0];
  const bays = Math.max(1, Math.round(length / bayMetres));
  const skirt = Math.min(OCCLUSION_ENDS_METRES, (deckMetres - footMetres) / 2);
  const stations: [height: number, storey: number, shade: number][] = [
    [footMetres - BURIED_METRES, 0, OCCLUSION_AT_FOOT],
    ...(isNear ? ([[footMetres, 0, OCCLUSION_AT_FOOT]] as [number, number, number][]) : []),
    [footMetres + skirt, (floors * skirt) / (deckMetres - footMetres), 1],
    [deckMetres, floors, 1],
    ...(hasParapet ? ([[topMetres, floors + ABOVE_STOREYS, 1]] as [number, number, number][]) : []),
  ];
  const left = stations.map(([height, storey, shade]) =>
    builder.vertex(a.at(height), normal, u, storey, shade),
  );
  const right = stations.map(([height, storey, shade]) =>
    builder.vertex(b.at(height), normal, u + bays, storey, shade),
  );
  for (let index = 0; index + 1 < stations.length; index++) {
    builder.quad(left[index] ?? 0, right[index] ?? 0, right[index + 1] ?? 0, left[index + 1] ?? 0);
    if (isNear && sharp) builder.edge(left[index] ?? 0, left[index + 1] ?? 0);
  }
  if (isNear) builder.edge(left.at(-1) ?? 0, right.at(-1) ?? 0);
  if (!hasParapet) return;
  const inward: Vec3 = [-normal[0], -normal[1], 0];
  const inside = (
    [
      [a, deckMetres],
      [a, topMetres],
      [b, topMetres],
      [b, deckMetres],
    ] as const
  ).map(([corner, height], index) =>
    builder.vertex(corner.at(height), inward, PARAPET_U, PARAPET_U, index === 1 || index === 2 ? 1 : 0.85),
  );
  builder.quad(inside[0] ?? 0, inside[1] ?? 0, inside[2] ?? 0, inside[3] ?? 0);
}

/** A box along the longest wall, in the middle of a roof that is large enough and has its middle inside. */
function standPlant(
  builder: MeshBuilder,
  outline: readonly (readonly [number, number])[],
  deckZ: number,
  gid: number,
): void {
  const area = Math.abs(signedArea(outline)) / 2;
  const middle = outline.reduce<[number, number]>(
    (sum, [x, y]) => [sum[0] + x / outline.length, sum[1] + y / outline.length],
    [0, 0],
  );
  if (area < PLANT_LEAST_AREA_METRES2 || !contains(outline, middle)) return;
  const walls = outline.map((from, index) => {
    const to = outline[(index + 1) % outline.length] ?? from;
    return [to[0] - from[0], to[1] - from[1]] as const;
  });
  const longest = walls.reduce((best, one) => (Math.hypot(...one) > Math.hypot(...best) ? one : best));
  const length = Math.hypot(...longest);
  const along = [longest[0] / length, longest[1] / length] as const;
  // By its number, so that neighbours differ and two runs agree.
  const vary = ((gid * 137) % 100) / 100;
  const half = Math.sqrt(area) * (0.13 + 0.05 * vary);
  const boxes = [
    { away: 0, half, tall: 2.6 + 1.4 * vary },
    ...(area > 900 ? [{ away: half * 2.6, half: half * 0.6, tall: 2.2 }] : []),
  ];
  for (const { away, half: reach, tall } of boxes) {
    const centre = [middle[0] + along[0] * away, middle[1] + along[1] * away] as const;
    const corners = (
      [
        [-1, -0.6],
        [1, -0.6],
        [1, 0.6],
        [-1, 0.6],
      ] as const
    ).map(
      ([s, t]) =>
        [
          centre[0] + (along[0] * s - along[1] * t) * reach,
          centre[1] + (along[1] * s + along[0] * t) * reach,
        ] as const,
    );
    if (corners.every((corner) => contains(outline, corner))) box(builder, corners, deckZ, deckZ + tall);
  }
}

function box(
  builder: MeshBuilder,
  corners: readonly (readonly [number, number])[],
  low: number,
  high: number,
): void {
  corners.forEach(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % corners.length] ?? [ax, ay];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const normal: Vec3 = [(by - ay) / length, (ax - bx) / length, 0];
    const at = (x: number, y: number, z: number, shade: number): number =>
      builder.vertex([x, y, z], normal, PLANT_U, PLANT_U, shade);
    const [a, b, c, d] = [
      at(ax, ay, low, 0.8),
      at(bx, by, low, 0.8),
      at(bx, by, high, 1),
      at(ax, ay, high, 1),
    ];
    builder.quad(a, b, c, d);
    builder.edge(d, c);
  });
  const top = corners.map(([x, y]) => builder.vertex([x, y, high], [0, 0, 1], PLANT_U, PLANT_U));
  builder.quad(top[0] ?? 0, top[1] ?? 0, top[2] ?? 0, top[3] ?? 0);
}

function isSharp(before: Vec3, at: Vec3, after: Vec3): boolean {
  const [ax, ay, bx, by] = [at[0] - before[0], at[1] - before[1], after[0] - at[0], after[1] - at[1]];
  return ax * bx + ay * by < FLAT_CORNER * Math.hypot(ax, ay) * Math.hypot(bx, by);
}

function contains(ring: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean {
  let inside = false;
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring.at(index - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** Twice the area; positive when the ring turns counter-clockwise. */
function signedArea(points: readonly (readonly number[])[]): number {
  return points.reduce((sum, [x = 0, y = 0], index) => {
    const [nx = 0, ny = 0] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);
}

function cross(a: readonly number[] = [], b: readonly number[] = [], c: readonly number[] = []): number {
  return (
    ((b[0] ?? 0) - (a[0] ?? 0)) * ((c[1] ?? 0) - (a[1] ?? 0)) -
    ((b[1] ?? 0) - (a[1] ?? 0)) * ((c[0] ?? 0) - (a[0] ?? 0))
  );
}
