/** Joins the vertices of a mesh that are the same in place, normal and colour: kernels give each triangle its own. */
import type { ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';

export function weld({ positions, normals, colours, indices }: ElementMesh): ElementMesh {
  const known = new Map<string, number>();
  const kept: number[] = [];
  const target = Array.from({ length: positions.length / 3 }, (_, vertex) => {
    const key = [
      ...positions.subarray(vertex * 3, vertex * 3 + 3),
      ...normals.subarray(vertex * 4, vertex * 4 + 3),
      ...colours.subarray(vertex * 4, vertex * 4 + 4),
    ].join(' ');
    const at = known.get(key) ?? kept.push(vertex) - 1;
    known.set(key, at);
    return at;
  });
  const triangles: number[] = [];
  for (let corner = 0; corner + 2 < indices.length; corner += 3) {
    const [a = 0, b = 0, c = 0] = Array.from(indices.subarray(corner, corner + 3), (one) => target[one] ?? 0);
    // What was a sliver is a line now, and nothing is drawn of it.
    if (a !== b && b !== c && c !== a) triangles.push(a, b, c);
  }
  return {
    positions: Float32Array.from(
      kept.flatMap((vertex) => [...positions.subarray(vertex * 3, vertex * 3 + 3)]),
    ),
    normals: Int8Array.from(kept.flatMap((vertex) => [...normals.subarray(vertex * 4, vertex * 4 + 4)])),
    colours: Uint8Array.from(kept.flatMap((vertex) => [...colours.subarray(vertex * 4, vertex * 4 + 4)])),
    indices: Uint32Array.from(triangles),
  };
}
