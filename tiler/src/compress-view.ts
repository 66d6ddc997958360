/**
 * Vertices and indices by meshopt, bit for bit: shaders move vertices by metres in model coordinates, so nothing is
 * quantised. The tile is gzipped after that; what gzip alone does as well stays as it is.
 */
import { deflateRawSync } from 'node:zlib';
import { MeshoptEncoder } from 'meshoptimizer/encoder';

await MeshoptEncoder.ready;

export type CompressedView = { readonly bytes: Uint8Array; readonly mode: 'ATTRIBUTES' | 'TRIANGLES' };

/** Below this nothing is worth the work. */
const LEAST_BYTES = 1024;
/** What is saved after gzip has to be worth the reader's work. */
const MOST_SHARE = 0.9;

/**
 * @param count of the vertices or indices in `data`
 * @param kind indices are of triangles
 * @returns undefined when the bytes are as well left alone
 */
export function compressView(
  data: Uint8Array,
  count: number,
  kind: 'vertices' | 'triangles',
): CompressedView | undefined {
  if (data.length < LEAST_BYTES) return undefined;
  const mode = kind === 'triangles' ? 'TRIANGLES' : 'ATTRIBUTES';
  const bytes = MeshoptEncoder.encodeGltfBuffer(data, count, data.length / count, mode);
  return deflated(bytes) <= deflated(data) * MOST_SHARE ? { bytes, mode } : undefined;
}

function deflated(bytes: Uint8Array): number {
  return deflateRawSync(bytes, { level: 1 }).length;
}
