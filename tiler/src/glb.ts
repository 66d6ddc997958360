/**
 * Writes binary glTF 2.0 with the three extensions by which a 3D tile keeps its features: mesh features, instance
 * features and structural metadata. Written by hand because a tile is a handful of typed arrays: the whole writer is
 * shorter than the extension classes that a general library would need for it.
 */

import { compressView } from './compress-view.ts';

export type Table = {
  /** gidx of each feature. */
  readonly gids: Uint32Array;
  /** String and number columns; `id` among them. Every tile of a tileset must have the same. */
  readonly strings: Readonly<Record<string, readonly string[]>>;
  readonly numbers: Readonly<Record<string, Float32Array>>;
};
export type Mesh = {
  /** x east, y north, z up, metres. */
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly texcoords?: Float32Array;
  /** Linear brightness, one byte a vertex: baked occlusion. */
  readonly shade: Uint8Array;
  /** Linear RGB and opacity of each vertex, four bytes, where vertices differ; else it is the colour times the shade. */
  readonly colours?: Uint8Array;
  /** Row of the table for each vertex; absent when the mesh is instanced. */
  readonly features?: Float32Array;
  readonly indices: Uint32Array;
  /** Pairs of vertices between which a hairline is drawn. */
  readonly edges?: Uint32Array;
  /** Linear RGB of the thing. */
  readonly colour: readonly [number, number, number];
  readonly instances?: {
    readonly translations: Float32Array;
    readonly rotations: Float32Array;
    readonly scales: Float32Array;
    readonly features: Float32Array;
    /** gidx once more, as an attribute: shaders cannot read the property table of instances. */
    readonly gids: Float32Array;
  };
};

type Values = Float32Array | Uint32Array | Uint8Array;

const FLOAT = 5126;
const UNSIGNED_INT = 5125;
const UNSIGNED_BYTE = 5121;
const ARRAY_BUFFER = 34962;
const ELEMENT_ARRAY_BUFFER = 34963;
/** z up to glTF's y up, as a quaternion: −90° about x. */
const Z_UP_TO_Y_UP = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2];
const CLASS = 'feature';
const MESHOPT = 'EXT_meshopt_compression';
const ASSET = { version: '2.0', generator: 'hainan-city-twin' };

/** Nothing to draw is a valid file too: a tileset may name a cell whose features have no extent. */
export function writeGlb(meshes: readonly Mesh[], table: Table): Uint8Array {
  if (meshes.length === 0) return assemble({ asset: ASSET, scene: 0, scenes: [{}] }, [], 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const bufferViews: Record<string, unknown>[] = [];
  const accessors: Record<string, unknown>[] = [];
  const append = (bytes: Uint8Array): number => {
    // Property tables ask for 8-byte alignment; the byteLength itself stays exact.
    const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
    padded.set(bytes);
    chunks.push(padded);
    length += padded.length;
    return length - padded.length;
  };
  const view = (data: Values, more: Record<string, unknown> = {}): number => {
    const bytes = bytesOf(data);
    bufferViews.push({ buffer: 0, byteOffset: append(bytes), byteLength: bytes.length, ...more });
    return bufferViews.length - 1;
  };
  /** Bytes of the second buffer, which is nowhere: readers fill it from what is compressed. */
  let expandedLength = 0;
  const meshView = (data: Values, count: number, target: number | undefined): number => {
    const bytes = bytesOf(data);
    const isIndices = target === ELEMENT_ARRAY_BUFFER;
    const compressed = compressView(bytes, count, isIndices ? 'triangles' : 'vertices');
    const aimed = target ? { target } : {};
    if (!compressed) return view(data, aimed);
    bufferViews.push({
      buffer: 1,
      byteOffset: expandedLength,
      byteLength: bytes.length,
      ...aimed,
      extensions: {
        [MESHOPT]: {
          buffer: 0,
          byteOffset: append(compressed.bytes),
          byteLength: compressed.bytes.length,
          byteStride: bytes.length / count,
          count,
          mode: compressed.mode,
        },
      },
    });
    expandedLength += Math.ceil(bytes.length / 8) * 8;
    return bufferViews.length - 1;
  };
  const accessor = (
    data: Values,
    componentType: number,
    type: string,
    size: number,
    more: Record<string, unknown> = {},
    role: 'vertices' | 'triangles' | 'edges' | 'instances' = 'vertices',
  ): number => {
    const count = data.length / size;
    const target =
      role === 'instances' ? undefined : role === 'vertices' ? ARRAY_BUFFER : ELEMENT_ARRAY_BUFFER;
    accessors.push({
      // Readers take the edges as they are, without looking for a compression.
      bufferView: role === 'edges' ? view(data, { target }) : meshView(data, count, target),
      componentType,
      type,
      count,
      ...more,
    });
    return accessors.length - 1;
  };

  const rows = table.gids.length;
  const instanced = meshes.some((mesh) => mesh.instances);
  const primitives = meshes.map((mesh, index) => {
    const attributes: Record<string, number> = {
      POSITION: accessor(mesh.positions, FLOAT, 'VEC3', 3, bounds(mesh.positions)),
      NORMAL: accessor(mesh.normals, FLOAT, 'VEC3', 3),
    };
    if (mesh.texcoords) attributes['TEXCOORD_0'] = accessor(mesh.texcoords, FLOAT, 'VEC2', 2);
    attributes['COLOR_0'] = accessor(
      mesh.colours ?? tinted(mesh.shade, mesh.colour),
      UNSIGNED_BYTE,
      'VEC4',
      4,
      {
        normalized: true,
      },
    );
    if (mesh.features) attributes['_FEATURE_ID_0'] = accessor(mesh.features, FLOAT, 'SCALAR', 1);
    return {
      attributes,
      indices: accessor(mesh.indices, UNSIGNED_INT, 'SCALAR', 1, {}, 'triangles'),
      material: index,
      mode: 4,
      ...(mesh.features
        ? {
            extensions: {
              EXT_mesh_features: { featureIds: [{ featureCount: rows, attribute: 0, propertyTable: 0 }] },
              ...(mesh.edges
                ? {
                    CESIUM_primitive_outline: {
                      indices: accessor(mesh.edges, UNSIGNED_INT, 'SCALAR', 1, {}, 'edges'),
                    },
                  }
                : {}),
            },
          }
        : {}),
    };
  });
  const nodes = meshes.map((mesh, index) => {
    const { instances } = mesh;
    if (!instances) return { mesh: index };
    const attributes = {
      TRANSLATION: accessor(instances.translations, FLOAT, 'VEC3', 3, {}, 'instances'),
      ROTATION: accessor(instances.rotations, FLOAT, 'VEC4', 4, {}, 'instances'),
      SCALE: accessor(instances.scales, FLOAT, 'VEC3', 3, {}, 'instances'),
      _FEATURE_ID_0: accessor(instances.features, FLOAT, 'SCALAR', 1, {}, 'instances'),
      _FEATURE_ID_1: accessor(instances.gids, FLOAT, 'SCALAR', 1, {}, 'instances'),
    };
    return {
      mesh: index,
      extensions: {
        EXT_mesh_gpu_instancing: { attributes },
        EXT_instance_features: {
          featureIds: [
            { featureCount: rows, attribute: 0, propertyTable: 0 },
            { featureCount: rows, attribute: 1, label: 'gid' },
          ],
        },
      },
    };
  });

  const properties: Record<string, Record<string, number | string>> = { gidx: { values: view(table.gids) } };
  const schema: Record<string, Record<string, unknown>> = {
    gidx: { type: 'SCALAR', componentType: 'UINT32', required: true },
  };
  for (const [name, values] of Object.entries(table.numbers)) {
    properties[name] = { values: view(values) };
    schema[name] = { type: 'SCALAR', componentType: 'FLOAT32', required: true };
  }
  for (const [name, values] of Object.entries(table.strings)) {
    schema[name] = { type: 'STRING' };
    const { bytes, offsets } = packStrings(values);
    // A buffer view cannot be empty: a property that nothing here has stays away.
    if (bytes.length === 0) continue;
    properties[name] = { values: view(bytes), stringOffsets: view(offsets), stringOffsetType: 'UINT32' };
  }

  const required = [
    ...(instanced ? ['EXT_mesh_gpu_instancing'] : []),
    ...(expandedLength > 0 ? [MESHOPT] : []),
  ];
  const json = {
    asset: ASSET,
    extensionsUsed: [
      'EXT_structural_metadata',
      ...(meshes.some((mesh) => mesh.features) ? ['EXT_mesh_features'] : []),
      ...(meshes.some((mesh) => mesh.edges) ? ['CESIUM_primitive_outline'] : []),
      ...(instanced ? ['EXT_instance_features'] : []),
      ...required,
    ],
    ...(required.length > 0 ? { extensionsRequired: required } : {}),
    extensions: {
      EXT_structural_metadata: {
        schema: { id: 'twin', classes: { [CLASS]: { properties: schema } } },
        propertyTables: [{ class: CLASS, count: rows, properties }],
      },
    },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ rotation: Z_UP_TO_Y_UP, children: nodes.map((_, index) => index + 1) }, ...nodes],
    meshes: primitives.map((primitive) => ({ primitives: [primitive] })),
    materials: meshes.map(() => ({ pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 1 } })),
    accessors,
    bufferViews,
    buffers: [
      { byteLength: length },
      ...(expandedLength > 0
        ? [{ byteLength: expandedLength, extensions: { [MESHOPT]: { fallback: true } } }]
        : []),
    ],
  };
  return assemble(json, chunks, length);
}

function assemble(json: unknown, chunks: readonly Uint8Array[], length: number): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  // The binary chunk begins at a multiple of 8 of the file, so that the alignment inside it holds outside too.
  const textLength = Math.ceil((text.length + 20 + 8) / 8) * 8 - 28;
  const total = length === 0 ? 20 + textLength : 28 + textLength + length;
  const out = new Uint8Array(total);
  const header = new DataView(out.buffer);
  header.setUint32(0, 0x46546c67, true);
  header.setUint32(4, 2, true);
  header.setUint32(8, total, true);
  header.setUint32(12, textLength, true);
  header.setUint32(16, 0x4e4f534a, true);
  out.fill(0x20, 20, 20 + textLength);
  out.set(text, 20);
  if (length === 0) return out; // a chunk of nothing is no chunk
  header.setUint32(20 + textLength, length, true);
  header.setUint32(24 + textLength, 0x004e4942, true);
  let at = 28 + textLength;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

function bytesOf({ buffer, byteOffset, byteLength }: Values): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function bounds(positions: Float32Array): { min: number[]; max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, index) => {
    const axis = index % 3;
    min[axis] = Math.min(min[axis] ?? value, value);
    max[axis] = Math.max(max[axis] ?? value, value);
  });
  return { min, max };
}

/** Colour times occlusion, linear: shaders of ours read it as the thing's own colour. */
function tinted(shade: Uint8Array, colour: Mesh['colour']): Uint8Array {
  const out = new Uint8Array(shade.length * 4);
  shade.forEach((value, index) =>
    out.set([...colour.map((channel) => Math.round(value * channel)), 255], index * 4),
  );
  return out;
}

function packStrings(values: readonly string[]): { bytes: Uint8Array; offsets: Uint32Array } {
  const encoder = new TextEncoder();
  const parts = values.map((value) => encoder.encode(value));
  const offsets = new Uint32Array(values.length + 1);
  parts.forEach((part, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + part.length;
  });
  const bytes = new Uint8Array(offsets.at(-1) ?? 0);
  parts.forEach((part, index) => bytes.set(part, offsets[index] ?? 0));
  return { bytes, offsets };
}
