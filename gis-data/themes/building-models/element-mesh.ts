/**
 * The shape of a building element as bytes: triangles around the middle of its underside, in the axes of its model (x, y,
 * z up, metres), with a normal and a colour for each vertex. Little-endian: number of vertices, number of indices, then
 * positions (3 floats), normals (4 signed bytes, the last one 0), colours (sRGB and opacity), indices.
 */

export type ElementMesh = {
  readonly positions: Float32Array;
  /** −127 to 127 for −1 to 1, four for each vertex. */
  readonly normals: Int8Array;
  /** Red, green, blue, opacity. */
  readonly colours: Uint8Array;
  readonly indices: Uint32Array;
};

const HEADER_BYTES = 8;
const VERTEX_BYTES = 20;
const INDEX_BYTES = 4;

export function encodeElementMesh({ positions, normals, colours, indices }: ElementMesh): Uint8Array {
  const vertices = positions.length / 3;
  const bytes = new Uint8Array(HEADER_BYTES + vertices * VERTEX_BYTES + indices.length * INDEX_BYTES);
  new Uint32Array(bytes.buffer, 0, 2).set([vertices, indices.length]);
  let at = HEADER_BYTES;
  for (const part of [positions, normals, colours, indices]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** Undefined when the bytes are no shape: they were cut, or written otherwise. */
export function decodeElementMesh(bytes: Uint8Array): ElementMesh | undefined {
  // A copy of its own, since views of whole numbers begin at multiples of their size.
  const { buffer } = new Uint8Array(bytes);
  const [vertices = 0, indices = 0] = buffer.byteLength >= HEADER_BYTES ? new Uint32Array(buffer, 0, 2) : [];
  if (buffer.byteLength !== HEADER_BYTES + vertices * VERTEX_BYTES + indices * INDEX_BYTES) return undefined;
  const normals = HEADER_BYTES + vertices * 12;
  return {
    positions: new Float32Array(buffer, HEADER_BYTES, vertices * 3),
    normals: new Int8Array(buffer, normals, vertices * 4),
    colours: new Uint8Array(buffer, normals + vertices * 4, vertices * 4),
    indices: new Uint32Array(buffer, normals + vertices * 8, indices),
  };
}
