/** Knows when the picture is whole: nothing is on its way, nothing moves, and a frame was drawn after that. */
import type { Scene } from '../cesium.ts';

export type Progress = { readonly ready: number; readonly wanted: number };

/** While something is on its way, frames are asked for at this pace, so that what came is taken in. */
const PACE_MILLISECONDS = 80;
/** Quiet frames before the picture counts as whole: a layer asks for its tiles in the frame after it was added. */
const QUIET_FRAMES = 3;

/** @returns the function that stops watching */
export function settling(scene: Scene, progress: () => Progress, tell: (settled: boolean, progress: Progress) => void): () => void {
  let quiet = 0;
  let moving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => scene.requestRender(), PACE_MILLISECONDS);
  };
  const afterFrame = (): void => {
    const now = progress();
    quiet = moving || now.ready < now.wanted ? 0 : quiet + 1;
    const settled = quiet >= QUIET_FRAMES;
    tell(settled, now);
    if (!settled) again();
  };
  const stops = [
    scene.postRender.addEventListener(afterFrame),
    scene.camera.moveStart.addEventListener(() => { moving = true; }),
    scene.camera.moveEnd.addEventListener(() => {
      moving = false;
      scene.requestRender();
    }),
  ];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  };
}
