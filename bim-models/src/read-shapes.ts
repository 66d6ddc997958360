/** The bodies of elements and spaces as the geometry kernel gives them, each around the middle of its own underside. */
import * as WebIfc from 'web-ifc';
import type { ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { Vec3 } from './ifc-reading.ts';

export type PlacedShape = {
  readonly id: number;
  /** One object for all elements whose parts are the same, alike coloured and turned: it is made once. */
  readonly mesh: ElementMesh;
  readonly foot: Vec3;
  readonly size: Vec3;
};

/** Floats of a vertex: place and normal. */
const STRIDE = 6;
/** Places are rounded to a tenth of a millimetre, so that what is alike is alike to the byte. */
const PLACE_DIGITS = 1e4;
const NORMAL_SCALE = 127;
/** Of turns and scales of parts, when they are compared. */
const TURN_DIGITS = 1e6;

type Geometry = { readonly vertices: Float32Array; readonly indices: Uint32Array };
type Part = Geometry & {
  readonly geometry: number;
  readonly matrix: readonly number[];
  readonly colour: readonly number[];
};
/** The foot is relative to the place of the first part. */
type Merged = { readonly mesh: ElementMesh; readonly foot: Vec3; readonly size: Vec3 };

export function* shapesOf(api: WebIfc.IfcAPI, model: number): Generator<PlacedShape> {
  const geometries = new Map<number, Geometry>();
  const geometryOf = (id: number): Geometry => {
    const known = geometries.get(id);
    if (known) return known;
    const geometry = api.GetGeometry(model, id);
    const copied = {
      vertices: api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize()),
      indices: api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize()),
    };
    geometry.delete();
    geometries.set(id, copied);
    return copied;
  };
  const found: { readonly id: number; readonly parts: readonly Part[] }[] = [];
  const take = (mesh: WebIfc.FlatMesh): void => {
    const parts = Array.from({ length: mesh.geometries.size() }, (_, index): Part => {
      const { geometryExpressID, flatTransformation, color } = mesh.geometries.get(index);
      return {
        ...geometryOf(geometryExpressID),
        geometry: geometryExpressID,
        matrix: flatTransformation,
        colour: [color.x, color.y, color.z, color.w].map((channel) => Math.round(channel * 255)),
      };
    }).filter(({ indices }) => indices.length > 0);
    if (parts.length > 0) found.push({ id: mesh.expressID, parts });
  };
  api.StreamAllMeshes(model, take);
  api.StreamAllMeshesWithTypes(model, [WebIfc.IFCSPACE], take);
  const known = new Map<string, Merged>();
  for (const { id, parts } of found) {
    const origin = placeOf(parts);
    const key = parts.map((part) => keyOf(part, origin)).join('|');
    const merged = known.get(key) ?? merge(parts, origin);
    known.set(key, merged);
    const { mesh, foot, size } = merged;
    yield { id, mesh, size, foot: [origin[0] + foot[0], origin[1] + foot[1], origin[2] + foot[2]] };
  }
}

/** Where the first part stands, z up: the kernel gives y up, with the model's north at −z. */
function placeOf([first]: readonly Part[]): Vec3 {
  const at = (index: number): number => first?.matrix[index] ?? 0;
  return [at(12), -at(14), at(13)];
}

function keyOf(part: Part, origin: Vec3): string {
  const [x, y, z] = placeOf([part]);
  const turn = part.matrix.slice(0, 11).map((value) => Math.round(value * TURN_DIGITS));
  const away = [x - origin[0], y - origin[1], z - origin[2]].map((value) => Math.round(value * PLACE_DIGITS));
  return [part.geometry, ...part.colour, ...turn, ...away].join(' ');
}

/** All parts in one mesh, z up. */
function merge(parts: readonly Part[], origin: Vec3): Merged {
  const vertexCount = parts.reduce((sum, { vertices }) => sum + vertices.length / STRIDE, 0);
  const places = new Float64Array(vertexCount * 3);
  const normals = new Int8Array(vertexCount * 4);
  const colours = new Uint8Array(vertexCount * 4);
  const indices = new Uint32Array(parts.reduce((sum, part) => sum + part.indices.length, 0));
  let vertex = 0;
  let index = 0;
  for (const { vertices, indices: own, matrix, colour } of parts) {
    const first = vertex;
    const m = (at: number): number => matrix[at] ?? 0;
    const east = [m(0), m(4), m(8), m(12) - origin[0]] as const;
    const north = [-m(2), -m(6), -m(10), -m(14) - origin[1]] as const;
    const up = [m(1), m(5), m(9), m(13) - origin[2]] as const;
    // The unit of the file is in the matrix: a thousandth for millimetres.
    const perUnit = NORMAL_SCALE / (Math.hypot(m(0), m(1), m(2)) || 1);
    for (let at = 0; at < vertices.length; at += STRIDE, vertex++) {
      const v = (offset: number): number => vertices[at + offset] ?? 0;
      [east, north, up].forEach(([a, b, c, d], axis) => {
        places[vertex * 3 + axis] = a * v(0) + b * v(1) + c * v(2) + d;
        normals[vertex * 4 + axis] = Math.max(
          -NORMAL_SCALE,
          Math.min(NORMAL_SCALE, Math.round((a * v(3) + b * v(4) + c * v(5)) * perUnit)),
        );
      });
      colours.set(colour, vertex * 4);
    }
    for (const one of own) indices[index++] = first + one;
  }
  const [low, high] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  places.forEach((value, at) => {
    low[at % 3] = Math.min(low[at % 3] ?? value, value);
    high[at % 3] = Math.max(high[at % 3] ?? value, value);
  });
  const [minX = 0, minY = 0, minZ = 0] = low;
  const [maxX = 0, maxY = 0, maxZ = 0] = high;
  const foot: Vec3 = [(minX + maxX) / 2, (minY + maxY) / 2, minZ];
  return {
    foot,
    size: [maxX - minX, maxY - minY, maxZ - minZ],
    mesh: {
      positions: Float32Array.from(
        places,
        (value, at) => Math.round((value - (foot[at % 3] ?? 0)) * PLACE_DIGITS) / PLACE_DIGITS,
      ),
      normals,
      colours,
      indices,
    },
  };
}
