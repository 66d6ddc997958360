import { Matrix4 } from '../cesium.ts';
import type { Scene } from '../cesium.ts';
import type { View } from './contour/project.ts';

/**
 * Empties an overlay for the next frame, with as many pixels as the screen has.
 * @returns how the world falls on it
 */
export function clearOverlay(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { camera }: Scene,
): View & { readonly scale: number } {
  const scale = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  context.clearRect(0, 0, width, height);
  const matrix = Matrix4.multiply(camera.frustum.projectionMatrix, camera.viewMatrix, new Matrix4());
  return { matrix: Matrix4.toArray(matrix), widthPixels: width, heightPixels: height, scale };
}
