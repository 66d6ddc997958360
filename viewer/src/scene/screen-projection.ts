/** Where places stand on the screen, for the many that an overlay asks for with each frame. */
import { Matrix4 } from '../cesium.ts';
import type { Cartesian3, Scene } from '../cesium.ts';

/** @returns CSS pixels of the canvas; undefined for what lies behind the eye */
export type ScreenProjection = (place: Cartesian3) => { readonly x: number; readonly y: number } | undefined;

/** As the camera stands now: the engine's own way derives the matrices of view and frustum for each place anew. */
export function screenProjection({ camera, canvas }: Scene): ScreenProjection {
  const matrix = Matrix4.multiply(camera.frustum.projectionMatrix, camera.viewMatrix, new Matrix4());
  const m = Matrix4.toArray(matrix);
  const [halfWidth, halfHeight] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
  const row = (index: number, { x, y, z }: Cartesian3): number =>
    (m[index] ?? 0) * x + (m[index + 4] ?? 0) * y + (m[index + 8] ?? 0) * z + (m[index + 12] ?? 0);
  return (place) => {
    const w = row(3, place);
    if (w <= 0) return undefined;
    return { x: (row(0, place) / w + 1) * halfWidth, y: (1 - row(1, place) / w) * halfHeight };
  };
}
