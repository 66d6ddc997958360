/** The shapes of a model in one piece: how many, then for each its number and length in bytes, then their bytes. Little-endian. */
import { decodeElementMesh, type ElementMesh } from './element-mesh.ts';

const HEADER_BYTES = 4;
const ENTRY_BYTES = 8;

export function packShapes(shapes: readonly (readonly [id: number, mesh: Uint8Array])[]): Uint8Array {
  const first = HEADER_BYTES + shapes.length * ENTRY_BYTES;
  const bytes = new Uint8Array(shapes.reduce((sum, [, mesh]) => sum + mesh.byteLength, first));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, shapes.length, true);
  let at = first;
  shapes.forEach(([id, mesh], index) => {
    view.setUint32(HEADER_BYTES + index * ENTRY_BYTES, id, true);
    view.setUint32(HEADER_BYTES + index * ENTRY_BYTES + 4, mesh.byteLength, true);
    bytes.set(mesh, at);
    at += mesh.byteLength;
  });
  return bytes;
}

/**
 * @returns meshes by their numbers
 * @throws Error where the bytes are broken off or no such pack
 */
export function unpackShapes(pack: ArrayBuffer): Map<number, ElementMesh> {
  const view = new DataView(pack);
  const count = pack.byteLength < HEADER_BYTES ? -1 : view.getUint32(0, true);
  let at = HEADER_BYTES + count * ENTRY_BYTES;
  const shapes = new Map<number, ElementMesh>();
  if (count < 0 || at > pack.byteLength) throw new Error('the shapes of the model are broken off');
  for (let index = 0; index < count; index++) {
    const id = view.getUint32(HEADER_BYTES + index * ENTRY_BYTES, true);
    const length = view.getUint32(HEADER_BYTES + index * ENTRY_BYTES + 4, true);
    const mesh =
      at + length <= pack.byteLength ? decodeElementMesh(new Uint8Array(pack, at, length)) : undefined;
    if (!mesh) throw new Error(`shape ${id} of the model is broken off`);
    shapes.set(id, mesh);
    at += length;
  }
  return shapes;
}
