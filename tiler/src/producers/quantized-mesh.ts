/** Quantized-mesh 1.0: a terrain tile as bytes, with a normal for each vertex. https://github.com/CesiumGS/quantized-mesh */

export type TerrainMesh = {
  /** Of the tile: 0 west to 1 east, 0 south to 1 north; metres above the ellipsoid. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly heightMetres: Float64Array;
  /** Earth-centred metres; unit vectors. */
  readonly positions: readonly (readonly [number, number, number])[];
  readonly normals: readonly (readonly [number, number, number])[];
  /** Three vertices for each triangle. */
  readonly triangles: readonly number[];
  /** Earth-centred, around which the tile lies. */
  readonly centre: readonly [number, number, number];
};

const SHORT_MAX = 32_767;
const NORMALS = 1;
const RADII_METRES = [6_378_137, 6_378_137, 6_356_752.314] as const;
const HEADER_BYTES = 88;

export function writeQuantizedMesh(mesh: TerrainMesh): Uint8Array {
  // Coding the indices by their high-water mark asks that vertices appear for the first time in the order of their numbers.
  const order = [...new Set(mesh.triangles)];
  const numberOf = new Map(order.map((vertex, number) => [vertex, number]));
  const pick = (column: Float64Array, vertex: number): number => column[vertex] ?? 0;
  const heights = order.map((vertex) => pick(mesh.heightMetres, vertex));
  const low = Math.min(...heights);
  const span = Math.max(Math.max(...heights) - low, 0.01);
  const points = order.map((vertex) => mesh.positions[vertex] ?? mesh.centre);
  const { centre } = mesh;
  const radius = Math.max(
    ...points.map((at) => Math.hypot(...at.map((value, axis) => value - (centre[axis] ?? 0)))),
  );
  const edges = EDGES.map(({ along, across, end }) =>
    order
      .filter((vertex) => pick(mesh[across], vertex) === end)
      .toSorted((a, b) => pick(mesh[along], a) - pick(mesh[along], b)),
  );

  const bytes =
    HEADER_BYTES +
    4 +
    order.length * 6 +
    4 +
    mesh.triangles.length * 2 +
    edges.reduce((sum, edge) => sum + 4 + edge.length * 2, 0) +
    5 +
    order.length * 2;
  const view = new DataView(new ArrayBuffer(bytes));
  let at = 0;
  const put = (kind: keyof typeof SIZES, value: number): void => {
    view[`set${kind}`](at, value, true);
    at += SIZES[kind];
  };
  for (const value of centre) put('Float64', value);
  put('Float32', low);
  put('Float32', low + span);
  for (const value of [...centre, radius, ...horizonOcclusion(centre, points)]) put('Float64', value);
  put('Uint32', order.length);
  const quantised = (shares: readonly number[]): void => {
    let previous = 0;
    for (const share of shares) {
      const value = Math.round(share * SHORT_MAX);
      const delta = value - previous;
      put('Uint16', ((delta << 1) ^ (delta >> 31)) & 0xffff);
      previous = value;
    }
  };
  quantised(order.map((vertex) => pick(mesh.u, vertex)));
  quantised(order.map((vertex) => pick(mesh.v, vertex)));
  quantised(heights.map((height) => (height - low) / span));
  put('Uint32', mesh.triangles.length / 3);
  let highest = 0;
  for (const vertex of mesh.triangles) {
    const number = numberOf.get(vertex) ?? 0;
    put('Uint16', highest - number);
    if (number === highest) highest++;
  }
  for (const edge of edges) {
    put('Uint32', edge.length);
    for (const vertex of edge) put('Uint16', numberOf.get(vertex) ?? 0);
  }
  put('Uint8', NORMALS);
  put('Uint32', order.length * 2);
  for (const vertex of order)
    for (const byte of octahedral(mesh.normals[vertex] ?? [0, 0, 1])) put('Uint8', byte);
  return new Uint8Array(view.buffer);
}

const SIZES = { Float64: 8, Float32: 4, Uint32: 4, Uint16: 2, Uint8: 1 } as const;

/** In the order of the format: west, south, east, north. */
const EDGES = [
  { along: 'v', across: 'u', end: 0 },
  { along: 'u', across: 'v', end: 0 },
  { along: 'v', across: 'u', end: 1 },
  { along: 'u', across: 'v', end: 1 },
] as const;

/** A unit vector on two bytes: the sphere unfolded into a square. */
function octahedral([x, y, z]: readonly [number, number, number]): [number, number] {
  const sum = Math.abs(x) + Math.abs(y) + Math.abs(z);
  const [u, v] = [x / sum, y / sum];
  const sign = (value: number): number => (value < 0 ? -1 : 1);
  const folded = z < 0 ? [(1 - Math.abs(v)) * sign(u), (1 - Math.abs(u)) * sign(v)] : [u, v];
  const byte = (value = 0): number => Math.round((Math.min(1, Math.max(-1, value)) * 0.5 + 0.5) * 255);
  return [byte(folded[0]), byte(folded[1])];
}

/** The point, in units of the ellipsoid's radii, that is hidden whenever the whole tile is. */
function horizonOcclusion(centre: readonly number[], points: readonly (readonly number[])[]): number[] {
  const scaled = (point: readonly number[]): number[] =>
    point.map((value, axis) => value / (RADII_METRES[axis] ?? 1));
  const towards = scaled(centre);
  const length = Math.hypot(...towards);
  const unit = towards.map((value) => value / length);
  let farthest = 1;
  for (const point of points) {
    const at = scaled(point);
    const magnitude2 = Math.max(
      1,
      at.reduce((sum, value) => sum + value * value, 0),
    );
    const magnitude = Math.sqrt(magnitude2);
    const cosAlpha = at.reduce((sum, value, axis) => sum + value * (unit[axis] ?? 0), 0) / magnitude;
    const sinAlpha = Math.sqrt(Math.max(0, 1 - cosAlpha * cosAlpha));
    const [cosBeta, sinBeta] = [1 / magnitude, Math.sqrt(magnitude2 - 1) / magnitude];
    const reach = cosAlpha * cosBeta - sinAlpha * sinBeta;
    if (reach > 0) farthest = Math.max(farthest, 1 / reach);
  }
  return unit.map((value) => value * farthest);
}
