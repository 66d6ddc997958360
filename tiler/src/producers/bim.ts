/** Elements of building models with the shapes and colours of their file, merged: one mesh a tile, whatever they are made of. */
import { decodeElementMesh, type ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { Vec3 } from '../mesh-builder.ts';
import { isSurveyed, type Place } from '../place.ts';
import { numberOf, type TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Bim = Extract<LayerSymbol, { kind: 'bim' }>;

/** ISO WKB of a point with z: byte order, type, three doubles. The shape's own bytes follow. */
const POINT_BYTES = 29;
/** Linear values of sRGB bytes. */
const LINEAR = Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * (value / 255) ** 2.2));
const NORMAL_SCALE = 127;

type Placed = {
  readonly mesh: ElementMesh;
  readonly feature: number;
  readonly at: Vec3;
  /** Of the model's y axis, radians clockwise from north. */
  readonly bearing: number;
};

export function produceBim(symbol: Bim, rows: readonly TileRow[], place: Place): Mesh[] {
  const elements = rows.flatMap((row, feature) => placed(symbol, row, feature, place));
  const vertexCount = sum(elements, ({ mesh }) => mesh.positions.length / 3);
  if (vertexCount === 0) return [];
  const positions = new Float32Array(vertexCount * 3);
  const normals = new Float32Array(vertexCount * 3);
  const colours = new Uint8Array(vertexCount * 4);
  const features = new Float32Array(vertexCount);
  const indices = new Uint32Array(sum(elements, ({ mesh }) => mesh.indices.length));
  let first = 0;
  let index = 0;
  for (const { mesh, feature, at, bearing } of elements) {
    const [cos, sin] = [Math.cos(bearing), Math.sin(bearing)];
    const count = mesh.positions.length / 3;
    for (let vertex = 0; vertex < count; vertex++) {
      const to = (first + vertex) * 3;
      const position = (axis: number): number => mesh.positions[vertex * 3 + axis] ?? 0;
      const [x, y] = [position(0), position(1)];
      positions[to] = at[0] + x * cos + y * sin;
      positions[to + 1] = at[1] + y * cos - x * sin;
      positions[to + 2] = at[2] + position(2);
      const normal = (axis: number): number => mesh.normals[vertex * 4 + axis] ?? 0;
      const [nx, ny, nz] = [normal(0), normal(1), normal(2)];
      const length = Math.hypot(nx, ny, nz) || NORMAL_SCALE;
      normals[to] = (nx * cos + ny * sin) / length;
      normals[to + 1] = (ny * cos - nx * sin) / length;
      // What has no direction points up, as a normal of no length would be refused.
      normals[to + 2] = nx === 0 && ny === 0 && nz === 0 ? 1 : nz / length;
    }
    colours.set(
      mesh.colours.map((value, channel) => (channel % 4 === 3 ? value : (LINEAR[value] ?? 0))),
      first * 4,
    );
    features.fill(feature, first, first + count);
    for (const one of mesh.indices) indices[index++] = first + one;
    first += count;
  }
  return [{ positions, normals, colours, features, indices, shade: new Uint8Array(0), colour: [1, 1, 1] }];
}

/** Nothing for an element without a place on earth or without a shape: it costs its neighbours nothing. */
function placed(symbol: Bim, row: TileRow, feature: number, place: Place): Placed[] {
  const [longitude = Number.NaN, latitude = Number.NaN, z = 0] = readWkb(row.wkb).parts[0]?.[0] ?? [];
  const mesh = decodeElementMesh(row.wkb.subarray(POINT_BYTES));
  const height = isSurveyed(place, longitude, latitude) ? z : z - (numberOf(row, symbol.ground) ?? 0);
  const at = place.frame.local(longitude, latitude, height);
  if (!mesh || !at.every(Number.isFinite)) return [];
  return [{ mesh, feature, at, bearing: ((numberOf(row, symbol.bearing) ?? 0) * Math.PI) / 180 }];
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
