import { validateBytes } from 'gltf-validator';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { describe, expect, it } from 'vitest';
import { writeGlb } from './glb.ts';
import { MeshBuilder } from './mesh-builder.ts';

await MeshoptDecoder.ready;

type Json = {
  extensionsRequired?: string[];
  buffers: { byteLength: number; extensions?: unknown }[];
  bufferViews: {
    buffer: number;
    byteLength: number;
    extensions?: {
      EXT_meshopt_compression: {
        byteOffset: number;
        byteLength: number;
        byteStride: number;
        count: number;
        mode: string;
      };
    };
  }[];
  extensions: {
    EXT_structural_metadata: {
      schema: { classes: Record<string, { properties: Record<string, unknown> }> };
      propertyTables: { properties: Record<string, { values: number }> }[];
    };
  };
  accessors: { bufferView: number; count: number }[];
  meshes: { primitives: { indices: number; attributes: Record<string, number> }[] }[];
};

/** Forty posts in a row, some of which lean against nothing in particular. */
const posts = () => {
  const builder = new MeshBuilder();
  for (let post = 0; post < 40; post++) {
    builder.feature = post;
    builder.frustum([post * 1.37, Math.sqrt(post), 0.1 * post], 0.3, 4 + post / 7);
  }
  return builder.mesh([1, 1, 1]);
};
const table = { gids: Uint32Array.from({ length: 40 }, (_, row) => row), strings: {}, numbers: {} };

describe('a binary glTF', () => {
  it('has texts exactly as long as its table says, and none of a property that nothing has', () => {
    const glb = writeGlb([posts()], {
      gids: Uint32Array.of(1, 2),
      strings: { name: ['琼', ''], note: ['', ''] },
      numbers: {},
    });
    const header = new DataView(glb.buffer);
    const json = JSON.parse(
      new TextDecoder().decode(glb.subarray(20, 20 + header.getUint32(12, true))),
    ) as Json;
    const { schema, propertyTables } = json.extensions.EXT_structural_metadata;
    expect(schema.classes['feature']?.properties['note']).toEqual({ type: 'STRING' });
    expect(Object.keys(propertyTables[0]?.properties ?? {})).toEqual(['gidx', 'name']);
    const view = json.bufferViews[propertyTables[0]?.properties['name']?.values ?? -1];
    expect(view?.byteLength).toBe('琼'.length * 3);
  });

  it('has large indices compressed, and gives every number back bit for bit', async () => {
    const mesh = posts();
    const glb = writeGlb([mesh], table);
    const { issues } = await validateBytes(glb);
    expect([issues.numErrors, issues.numWarnings]).toEqual([0, 0]);

    const header = new DataView(glb.buffer);
    const textLength = header.getUint32(12, true);
    const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + textLength))) as Json;
    const bin = glb.subarray(28 + textLength);
    expect(json.extensionsRequired).toEqual(['EXT_meshopt_compression']);
    expect(json.buffers[1]?.extensions).toEqual({ EXT_meshopt_compression: { fallback: true } });

    const decoded = (accessor = -1): Uint8Array<ArrayBuffer> => {
      const { bufferView = -1 } = json.accessors[accessor] ?? {};
      const view = json.bufferViews[bufferView];
      const packed = view?.extensions?.EXT_meshopt_compression;
      if (!view || !packed) throw new Error('it is not compressed');
      const out = new Uint8Array(view.byteLength);
      const source = bin.subarray(packed.byteOffset, packed.byteOffset + packed.byteLength);
      MeshoptDecoder.decodeGltfBuffer(out, packed.count, packed.byteStride, source, packed.mode);
      return out;
    };
    const primitive = json.meshes[0]?.primitives[0];
    const triangles = (indices: Uint32Array): string[] =>
      Array.from({ length: indices.length / 3 }, (_, at) => {
        const [a = 0, b = 0, c = 0] = indices.subarray(at * 3, at * 3 + 3);
        // A triangle may begin at another of its corners, but turns the same way.
        const first = Math.min(a, b, c);
        return (first === a ? [a, b, c] : first === b ? [b, c, a] : [c, a, b]).join();
      });
    expect(triangles(new Uint32Array(decoded(primitive?.indices).buffer))).toEqual(triangles(mesh.indices));
    expect([...new Float32Array(decoded(primitive?.attributes['_FEATURE_ID_0']).buffer)]).toEqual([
      ...(mesh.features ?? []),
    ]);
  });

  it('of a few vertices is left as it is', async () => {
    const builder = new MeshBuilder();
    builder.frustum([0, 0, 0], 1, 1, 1, 4);
    const glb = writeGlb([builder.mesh([1, 1, 1])], { ...table, gids: Uint32Array.of(1) });
    expect(new TextDecoder('latin1').decode(glb)).not.toContain('meshopt');
    const { issues } = await validateBytes(glb);
    expect([issues.numErrors, issues.numWarnings]).toEqual([0, 0]);
  });
});
