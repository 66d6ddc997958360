import { validateBytes } from 'gltf-validator';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { describe, expect, it } from 'vitest';
import { collections } from '@twin/gis-data/index.ts';
import { encodeElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import { LocalFrame, toEcef } from '../heights.ts';
import { levelsOf } from '../levels.ts';
import { produce } from '../produce-job.ts';
import { packRows } from '../pack-rows-for-tests.ts';
import { produceBim } from './bim.ts';
import { produceModel } from './model.ts';

/** The cell of a level that holds AT. */
const cellAt = (z: number): { z: number; x: number; y: number } => ({
  z,
  x: Math.floor((AT[0] + 180) / (180 / 2 ** z)),
  y: Math.floor((AT[1] + 90) / (180 / 2 ** z)),
});
const SURVEYED = [[110, 19, 111, 21]] as const;
const AT: [number, number] = [110.4505, 20.0305];

function wkb(type: number, points: number[][]): Uint8Array {
  const view = new DataView(
    new ArrayBuffer(5 + (type === 1 ? 0 : 4) + (type === 3 ? 4 : 0) + points.length * 24),
  );
  view.setUint8(0, 1);
  view.setUint32(1, 1000 + type, true);
  let at = 5;
  if (type === 3) {
    view.setUint32(at, 1, true);
    at += 4;
  }
  if (type !== 1) {
    view.setUint32(at, points.length, true);
    at += 4;
  }
  for (const point of points)
    for (const value of point) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  return new Uint8Array(view.buffer);
}

/** A pane of two triangles, one metre square, seen from the south; of glass. */
const PANE = encodeElementMesh({
  positions: Float32Array.of(-0.5, 0, 0, 0.5, 0, 0, 0.5, 0, 1, -0.5, 0, 1),
  normals: Int8Array.from([1, 2, 3, 4].flatMap(() => [0, -127, 0, 0])),
  colours: Uint8Array.from([1, 2, 3, 4].flatMap(() => [169, 188, 199, 115])),
  indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
});

function shaped(point: Uint8Array, shape: Uint8Array): Uint8Array {
  return Uint8Array.from([...point, ...shape]);
}

const [x, y] = AT;
const GEOMETRY = {
  extrusion: wkb(3, [
    [x, y, 0],
    [x + 0.0002, y, 0],
    [x + 0.0002, y + 0.0002, 0],
    [x, y + 0.0002, 0],
    [x, y, 0],
  ]),
  // A right angle and a fall: the joint is the hard part.
  tube: wkb(2, [
    [x, y, 3],
    [x + 0.0003, y, 2.8],
    [x + 0.0003, y + 0.0003, 2.6],
  ]),
  shaft: wkb(1, [[x, y, 5]]),
  model: wkb(1, [[x, y, 5]]),
  bim: shaped(wkb(1, [[x, y, 5]]), PANE),
} as const;
const PROPERTIES = {
  height_metres: 20,
  floors_above: 6,
  facade: 'dwelling',
  width_mm: 600,
  wall_mm: 60,
  elevation_reference: 'invert',
  depth_metres: 3,
  appurtenance: 'manhole',
  class: 'PS',
  form: 'palm',
};

/** What rows of the real world have been seen to hold, by kind; none of it may cost a tile or a neighbour. */
const HOSTILE: { readonly [kind in keyof typeof GEOMETRY]: readonly Uint8Array[] } = {
  extrusion: [
    wkb(3, []),
    wkb(3, [
      [x, y, 0],
      [x, y, 0],
    ]),
    wkb(3, [
      [x, y, 0],
      [x, y, 0],
      [x, y, 0],
      [x, y, 0],
    ]),
    wkb(3, [
      [x, y, 0],
      [x + 0.001, y + 0.001, 0],
      [x + 0.001, y, 0],
      [x, y + 0.001, 0],
      [x, y, 0],
    ]),
    wkb(3, [
      [179.9999, y, 0],
      [-179.9999, y, 0],
      [-179.9999, y + 0.001, 0],
      [179.9999, y, 0],
    ]),
    wkb(3, [
      [x, 89.9999, 0],
      [x + 90, 90, 0],
      [x, 90, 0],
      [x, 89.9999, 0],
    ]),
    wkb(3, [
      [Number.NaN, y, 0],
      [x, Infinity, 0],
      [x, y, Number.NaN],
      [x, y, 0],
    ]),
  ],
  tube: [
    wkb(2, []),
    wkb(2, [[x, y, 0]]),
    wkb(2, [
      [x, y, 1],
      [x, y, 1],
    ]),
    wkb(2, [
      [x, y, 5],
      [x, y, 1],
    ]),
    wkb(2, [
      [x, y, Number.NaN],
      [x + 0.0001, y, -Infinity],
    ]),
    wkb(2, [
      [180, y, 0],
      [-180, y, 0],
    ]),
    wkb(2, [
      [x, 90, 0],
      [x + 180, 90, 0],
    ]),
    wkb(2, [
      [x, y, 1],
      [x + 0.0001, y, 1],
      [x, y, 1],
    ]),
  ],
  shaft: [
    wkb(1, [[Number.NaN, Number.NaN, Number.NaN]]),
    wkb(1, [[180, 90, 9]]),
    wkb(1, [[x, y, Infinity]]),
    wkb(1, [[1e300, 2, 3]]),
  ],
  model: [
    wkb(1, [[Number.NaN, Number.NaN, Number.NaN]]),
    wkb(1, [[-180, -90, 9]]),
    wkb(1, [[x, y, Number.NaN]]),
    wkb(1, [[x, 1e9, 3]]),
  ],
  bim: [
    wkb(1, [[x, y, 5]]),
    shaped(wkb(1, [[x, y, 5]]), PANE.subarray(0, 50)),
    shaped(wkb(1, [[x, y, Number.NaN]]), PANE),
    shaped(wkb(1, [[Number.NaN, y, 5]]), PANE),
    shaped(wkb(1, [[x, 1e9, 3]]), PANE),
  ],
};
await MeshoptDecoder.ready;

const NONSENSE = {
  height_metres: 0,
  floors_above: -3,
  ground_elevation_metres: Number.NaN,
  min_height_metres: 900,
  facade: '??',
  width_mm: -1,
  height_mm: 0,
  wall_mm: 1e12,
  depth_metres: Infinity,
  well_size_mm: 1e9,
  crown_metres: 1e12,
};

function hasNaN(bytes: Uint8Array): boolean {
  const json = jsonOf(bytes);
  return (json.accessors ?? []).some(({ componentType }, accessor) => {
    if (componentType !== 5126) return false;
    const { buffer } = valuesOf(bytes, json, accessor);
    return new Float32Array(buffer).some((value) => !Number.isFinite(value));
  });
}

/** The values of an accessor, as the decoder of other viewers gives them. */
function valuesOf(bytes: Uint8Array, json: GltfJson, accessor = -1): DataView<ArrayBuffer> {
  const { bufferView, componentType, count, type } = json.accessors?.[accessor] ?? {};
  const { byteOffset = 0, extensions } = json.bufferViews?.[bufferView ?? -1] ?? {};
  if (count === undefined) throw new Error('there is no such accessor');
  const size = ({ SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 }[type ?? ''] ?? 1) * (componentType === 5121 ? 1 : 4);
  const start = 28 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  const values = new Uint8Array(count * size);
  const packed = extensions?.EXT_meshopt_compression;
  if (!packed) values.set(bytes.subarray(start + byteOffset, start + byteOffset + values.length));
  else {
    const source = bytes.subarray(start + packed.byteOffset, start + packed.byteOffset + packed.byteLength);
    MeshoptDecoder.decodeGltfBuffer(values, packed.count, packed.byteStride, source, packed.mode);
  }
  return new DataView(values.buffer);
}

type GltfJson = {
  accessors?: { bufferView: number; componentType: number; count: number; type: string }[];
  bufferViews?: {
    byteOffset: number;
    extensions?: {
      EXT_meshopt_compression?: {
        byteOffset: number;
        byteLength: number;
        byteStride: number;
        count: number;
        mode: string;
      };
    };
  }[];
  meshes?: { primitives: { indices: number; attributes: Record<string, number> }[] }[];
};

function jsonOf(bytes: Uint8Array): GltfJson {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as GltfJson;
}

/** Triangles whose turn disagrees with the sum of their vertices' normals. */
function inwardFaces(bytes: Uint8Array): number {
  const json = jsonOf(bytes);
  const read = (accessor: number | undefined): DataView => valuesOf(bytes, json, accessor);
  let inward = 0;
  for (const { indices, attributes } of (json.meshes ?? []).flatMap(({ primitives }) => primitives)) {
    const [order, positions, normals] = [
      read(indices),
      read(attributes['POSITION']),
      read(attributes['NORMAL']),
    ];
    const vector = (of: DataView, vertex: number): number[] =>
      [0, 1, 2].map((axis) => of.getFloat32((vertex * 3 + axis) * 4, true));
    for (let at = 0; at < (json.accessors?.[indices]?.count ?? 0); at += 3) {
      const corners = [0, 1, 2].map((k) => order.getUint32((at + k) * 4, true));
      const [a = [], b = [], c = []] = corners.map((vertex) => vector(positions, vertex));
      const [u, v] = [b, c].map((point) => point.map((value, axis) => value - (a[axis] ?? 0)));
      const face = [0, 1, 2].map((axis) => {
        const [j, k] = [(axis + 1) % 3, (axis + 2) % 3];
        return (u?.[j] ?? 0) * (v?.[k] ?? 0) - (u?.[k] ?? 0) * (v?.[j] ?? 0);
      });
      const agreement = corners.reduce(
        (sum, vertex) =>
          sum + vector(normals, vertex).reduce((dot, value, axis) => dot + value * (face[axis] ?? 0), 0),
        0,
      );
      if (agreement < -1e-9) inward += 1;
    }
  }
  return inward;
}

/** Corners of triangles. */
function indicesIn(bytes: Uint8Array): number {
  const { meshes = [], accessors = [] } = jsonOf(bytes);
  return meshes
    .flatMap(({ primitives }) => primitives)
    .reduce((sum, { indices }) => sum + (accessors[indices]?.count ?? 0), 0);
}

describe('3D content', () => {
  const solids = collections.filter((entry) => entry.collection.symbol.kind in GEOMETRY);

  for (const { collection } of solids) {
    const kind = collection.symbol.kind as keyof typeof GEOMETRY;
    for (const { z, detail } of levelsOf(collection.symbol)?.levels ?? []) {
      it(`of ${collection.id} at level ${z} (${detail}) is valid glTF without errors or warnings`, async () => {
        const bytes = produce({
          format: 'glb',
          collection,
          address: cellAt(z),
          surveyed: SURVEYED,
          rows: packRows([{ gid: 3, id: 'X3', wkb: GEOMETRY[kind], properties: PROPERTIES }]),
        });
        const { issues } = await validateBytes(bytes);
        expect({ errors: issues.numErrors, warnings: issues.numWarnings }).toEqual({
          errors: 0,
          warnings: 0,
        });
        expect(indicesIn(bytes)).toBeGreaterThan(0);
      });
    }

    it(`of ${collection.id} is valid, and without a number that is none, whatever its rows hold`, async () => {
      const rows = [GEOMETRY[kind], ...HOSTILE[kind]].map((one, gid) => ({
        gid,
        id: `X${gid}`,
        wkb: one,
        properties: gid === 0 ? PROPERTIES : NONSENSE,
      }));
      for (const surveyed of [[], SURVEYED]) {
        const bytes = produce({
          format: 'glb',
          collection,
          address: cellAt(16),
          surveyed,
          rows: packRows(rows),
        });
        const { issues } = await validateBytes(bytes);
        expect({ errors: issues.numErrors, warnings: issues.numWarnings }).toEqual({
          errors: 0,
          warnings: 0,
        });
        expect(hasNaN(bytes)).toBe(false);
      }
    });
  }

  it('of rows that have no extent is a valid file with nothing to draw', async () => {
    for (const { collection } of solids) {
      const bytes = produce({
        format: 'glb',
        collection,
        address: cellAt(16),
        rows: packRows([{ gid: 1, id: 'X', wkb: wkb(3, []), properties: {} }]),
      });
      const { issues } = await validateBytes(bytes);
      expect({ errors: issues.numErrors, warnings: issues.numWarnings, drawn: indicesIn(bytes) }).toEqual({
        errors: 0,
        warnings: 0,
        drawn: 0,
      });
    }
  });

  it('turns every face the way its normals point, so that nothing is seen from its inside', () => {
    // Not models: a palm's fronds are seen from both sides.
    for (const { collection } of solids.filter((one) => one.collection.symbol.kind !== 'model')) {
      const kind = collection.symbol.kind as keyof typeof GEOMETRY;
      for (const { z } of levelsOf(collection.symbol)?.levels ?? []) {
        const bytes = produce({
          format: 'glb',
          collection,
          address: cellAt(z),
          surveyed: SURVEYED,
          rows: packRows([{ gid: 3, id: 'X3', wkb: GEOMETRY[kind], properties: PROPERTIES }]),
        });
        expect(inwardFaces(bytes), `${collection.id} at level ${z}`).toBe(0);
      }
    }
  });

  it('has fewer triangles the farther it is seen from', () => {
    for (const { collection } of solids) {
      const kind = collection.symbol.kind as keyof typeof GEOMETRY;
      const row = { gid: 3, id: 'X3', wkb: GEOMETRY[kind], properties: PROPERTIES };
      const counts = (levelsOf(collection.symbol)?.levels ?? []).map(({ z }) =>
        indicesIn(
          produce({
            format: 'glb',
            collection,
            address: cellAt(z),
            surveyed: SURVEYED,
            rows: packRows([row]),
          }),
        ),
      );
      expect(
        [...counts].toSorted((a, b) => a - b),
        collection.id,
      ).toEqual(counts);
    }
  });

  it('lies by its depth where no elevation model knows the ground, by its survey where one does', () => {
    const pipes = solids.find(({ collection }) => collection.id === 'pipe-lines');
    if (!pipes) throw new Error('there is no collection pipe-lines');
    const row = {
      gid: 1,
      id: 'P',
      wkb: wkb(2, [
        [x, y, 43],
        [x + 0.0003, y, 43],
      ]),
      properties: {
        width_mm: 400,
        wall_mm: 50,
        start_depth_metres: 2,
        end_depth_metres: 2,
        elevation_reference: 'top',
      },
    };
    const middleOf = (surveyed: typeof SURVEYED | []): number => {
      const bytes = produce({
        format: 'glb',
        collection: pipes.collection,
        address: cellAt(16),
        surveyed,
        rows: packRows([row]),
      });
      const { min = [], max = [] } = (jsonOf(bytes).accessors ?? [])[0] as { min?: number[]; max?: number[] };
      return ((min[2] ?? 0) + (max[2] ?? 0)) / 2;
    };
    // Top at 2 m, outer diameter 0.5 m: the axis is 2.25 m below the flat ground. EGM96 lies 11.2 m under the ellipsoid.
    expect(middleOf([])).toBeCloseTo(-2.25 - 11.2, 1);
    expect(middleOf(SURVEYED)).toBeCloseTo(43 - 11.2, 1);
  });

  it('turns an element as its model is turned, and puts it on flat ground by its height above the model’s zero', () => {
    const symbol = collections.find(({ collection }) => collection.id === 'bim-elements')?.collection.symbol;
    if (symbol?.kind !== 'bim') throw new Error('there is no collection of elements');
    const row = {
      gid: 1,
      id: 'E',
      wkb: GEOMETRY.bim,
      properties: { bearing_degrees: 90, ground_elevation_metres: 3 },
    };
    const frame = new LocalFrame(...AT);
    const [mesh] = produceBim(symbol, [row], { frame, detail: 'near', surveyed: [] });
    const corner = [...(mesh?.positions.subarray(0, 3) ?? [])];
    // The model's y axis points east: its x axis, along which the pane lies, points south. Height 5 − 3 above the geoid.
    const at = frame.local(x, y, 2);
    expect(corner[0]).toBeCloseTo(at[0], 4);
    expect(corner[1]).toBeCloseTo(at[1] + 0.5, 4);
    expect(corner[2]).toBeCloseTo(at[2], 4);
    // What was seen from the south is seen from the west.
    expect(mesh?.normals[0]).toBeCloseTo(-1, 6);
    expect([...(mesh?.colours?.subarray(0, 4) ?? [])].at(3)).toBe(115);
  });

  it('turns a model by its bearing: the length of a part of 90° lies east and west', () => {
    const row = {
      gid: 1,
      id: 'P1',
      wkb: GEOMETRY.model,
      properties: { length_mm: 4000, width_mm: 200, height_mm: 2870, bearing_degrees: 90 },
    };
    const symbol = {
      kind: 'model',
      model: 'prefab-part',
      paint: { colour: '#FFFFFF' },
      length: 'length_mm',
      width: 'width_mm',
      height: 'height_mm',
      bearing: 'bearing_degrees',
    } as const;
    const [mesh] = produceModel(symbol, [row], {
      frame: new LocalFrame(...AT),
      detail: 'near',
      surveyed: SURVEYED,
    });
    const { scales = [], rotations = [] } = mesh?.instances ?? {};
    expect([...scales].map((scale) => Math.round(scale * 1000))).toEqual([200, 4000, 2870]);
    // A quaternion about z by −90°: the model's north (y), along which its length lies, becomes east.
    expect([...rotations].map((part) => Math.round(part * 1e4) / 1e4)).toEqual([0, 0, -0.7071, 0.7071]);
  });

  it('stands where the survey says, to the millimetre, with the height above the geoid', () => {
    const frame = new LocalFrame(110.45, 20.03);
    const local = frame.local(110.4505, 20.0305, 5.29);
    const m = frame.transform();
    const ecef = [0, 1, 2].map((axis) =>
      local.reduce((sum, value, column) => sum + value * (m[column * 4 + axis] ?? 0), m[12 + axis] ?? 0),
    );
    // EGM96 lies 11.20 m under the ellipsoid here: published grid value at 20.03° N, 110.45° E.
    const expected = toEcef(110.4505, 20.0305, 5.29 - 11.20472);
    expect(Math.hypot(...ecef.map((value, axis) => value - (expected[axis] ?? 0)))).toBeLessThan(0.001);
  });

  it('knows the corner of the ellipsoid', () => {
    expect(toEcef(0, 0, 0)).toEqual([6_378_137, 0, 0]);
    expect(toEcef(0, 90, 0)[2]).toBeCloseTo(6_356_752.314, 2);
  });
});
