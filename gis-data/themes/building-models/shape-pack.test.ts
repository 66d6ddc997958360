import { describe, expect, it } from 'vitest';
import { encodeElementMesh, type ElementMesh } from './element-mesh.ts';
import { packShapes, unpackShapes } from './shape-pack.ts';

const triangle = (z: number): ElementMesh => ({
  positions: new Float32Array([0, 0, z, 1, 0, z, 0, 1, z]),
  normals: new Int8Array([0, 0, 127, 0, 0, 0, 127, 0, 0, 0, 127, 0]),
  colours: new Uint8Array(12).fill(200),
  indices: new Uint32Array([0, 1, 2]),
});

describe('the shapes of a model in one piece', () => {
  const pack = packShapes([
    [7, encodeElementMesh(triangle(1))],
    [300, encodeElementMesh(triangle(2))],
  ]);

  it('come out as they went in, by their numbers', () => {
    const shapes = unpackShapes(pack.slice().buffer);
    expect([...shapes.keys()]).toEqual([7, 300]);
    expect(shapes.get(300)).toEqual(triangle(2));
    expect(unpackShapes(packShapes([]).slice().buffer).size).toBe(0);
  });

  it('are refused when they are broken off anywhere', () => {
    for (let length = 0; length < pack.byteLength; length++)
      expect(() => unpackShapes(pack.slice(0, length).buffer)).toThrow(/broken off/);
  });
});
