/** The bodies of elements and spaces as the geometry kernel gives them, each around the middle of its own underside. */
import * as WebIfc from 'web-ifc';
import type { ElementMesh } from '@twin/gis-data/store/element-mesh.ts';
import type { Vec3 } from './ifc-reading.ts';

export type PlacedShape = {
  readonly id: number;
  readonly mesh: ElementMesh;
  readonly foot: Vec3;
  readonly size: Vec3;
};

/** Floats of a vertex: place and normal. */
const STRIDE = 6;
/** Places are rounded to a tenth of a millimetre, so that what is alike is alike to the byte. */
const PLACE_DIGITS = 1e4;
const NORMAL_SCALE = 127;

type Geometry = { readonly vertices: Float32Array; readonly indices: Uint32Array };
type Part = Geometry & { readonly matrix: readonly number[]; readonly colour: readonly number[] };

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
        matrix: flatTransformation,
        colour: [color.x, color.y, color.z, color.w].map((channel) => Math.round(channel * 255)),
      };
    }).filter(({ indices }) => indices.length > 0);
    if (parts.length > 0) found.push({ id: mesh.expressID, parts });
  };
  api.StreamAllMeshes(model, take);
  api.StreamAllMeshesWithTypes(model, [WebIfc.IFCSPACE], take);
  for (const { id, parts } of found) yield { id, ...merge(parts) };
}

/** All parts in one mesh, z up: the kernel gives y up, with the model's north at −z. */
function merge(parts: readonly Part[]): Omit<PlacedShape, 'id'> {
  const vertexCount = parts.reduce((sum, { vertices }) => sum + vertices.length / STRIDE, 0);
  const places = new Float64Array(vertexCount * 3);
  const normals = new Int8Array(vertexCount * 4);
  const colours = new Uint8Array(vertexCount * 4);
  const indices = new Uint32Array(parts.reduce((sum, part) => sum + part.indices.length, 0));
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  let vertex = 0;
  let index = 0;
  for (const { vertices, indices: own, matrix, colour } of parts) {
    const first = vertex;
    const m = (at: number): number => matrix[at] ?? 0;
    for (let at = 0; at < vertices.length; at += STRIDE, vertex++) {
      const [x = 0, y = 0, z = 0, nx = 0, ny = 0, nz = 0] = vertices.subarray(at, at + STRIDE);
      const place = [
        m(0) * x + m(4) * y + m(8) * z + m(12),
        -(m(2) * x + m(6) * y + m(10) * z + m(14)),
        m(1) * x + m(5) * y + m(9) * z + m(13),
      ];
      places.set(place, vertex * 3);
      for (let axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis] ?? 0, place[axis] ?? 0);
        high[axis] = Math.max(high[axis] ?? 0, place[axis] ?? 0);
      }
      const normal = [
        m(0) * nx + m(4) * ny + m(8) * nz,
        -(m(2) * nx + m(6) * ny + m(10) * nz),
        m(1) * nx + m(5) * ny + m(9) * nz,
      ];
      const length = Math.hypot(...normal) || 1;
      normals.set(
        normal.map((part) => Math.round((part / length) * NORMAL_SCALE)),
        vertex * 4,
      );
      colours.set(colour, vertex * 4);
    }
    for (const one of own) indices[index++] = first + one;
  }
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
