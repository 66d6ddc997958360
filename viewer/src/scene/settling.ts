/**
 * Paces the frames until the picture is whole: nothing is on its way, nothing moves, and after that a frame was drawn
 * at full sharpness. A slow renderer is left time between frames for the tiles that it waits for.
 */
import { Matrix4 } from '../cesium.ts';
import type { CesiumWidget } from '../cesium.ts';
import { frameCost } from './frame-cost.ts';
import { sharpness } from './sharpness.ts';

export type Progress = {
  readonly ready: number;
  readonly wanted: number;
  /** The buildings and the ground of what is in view can be recognised. */
  readonly recognisable: boolean;
};

/** Between two frames while something is on its way: as long as the frame took, within these limits. */
const LEAST_PACE_MILLISECONDS = 50;
const MOST_PACE_MILLISECONDS = 500;
/** Quiet frames before the picture counts as whole: a layer asks for its tiles in the frame after it was added. */
const QUIET_FRAMES = 3;

/** A hand that stops for a moment is still moving the camera. */
const REST_MILLISECONDS = 400;

/** @returns the function that stops watching */
export function settling(
  widget: CesiumWidget,
  progress: () => Progress,
  told: {
    /** With each frame. */
    readonly progress: (settled: boolean, progress: Progress) => void;
    /** The camera has come to rest: once after each movement, and before the picture there is told to be whole. */
    readonly rest: () => void;
  },
): () => void {
  const { scene } = widget;
  const sharp = sharpness(widget);
  let quiet = 0;
  // Where the camera stands at first is a place to rest at too.
  let moving = true;
  let movedAt = performance.now();
  /**
   * Once sharp, the picture stays so until the camera moves. Rounded to whole pixels, a coarse picture is a little lower
   * than a sharp one and asks for other tiles at the edge of a level: turning back for those would never end.
   */
  let hasBeenWhole = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // The engine's own events of movement also tell of another resolution, and then not of a flight that begins soon after.
  const seenFrom = Matrix4.clone(scene.camera.viewMatrix);
  const watchCamera = (): void => {
    const time = performance.now();
    if (!Matrix4.equals(scene.camera.viewMatrix, seenFrom)) {
      Matrix4.clone(scene.camera.viewMatrix, seenFrom);
      movedAt = time;
      moving = true;
      hasBeenWhole = false;
    } else if (moving && time - movedAt > REST_MILLISECONDS) {
      moving = false;
      told.rest();
    }
  };
  const afterFrame = (): void => {
    watchCamera();
    const now = progress();
    const isQuiet = !moving && now.ready >= now.wanted;
    quiet = isQuiet ? quiet + 1 : 0;
    const isWhole = quiet >= QUIET_FRAMES;
    const settled = isWhole && sharp.isFull();
    hasBeenWhole ||= isWhole;
    sharp.hurry(!hasBeenWhole);
    told.progress(settled, now);
  };
  const again = (milliseconds: number): void => {
    sharp.learn(milliseconds);
    clearTimeout(timer);
    if (quiet > QUIET_FRAMES) return;
    const pace = Math.min(MOST_PACE_MILLISECONDS, Math.max(LEAST_PACE_MILLISECONDS, milliseconds));
    timer = setTimeout(() => scene.requestRender(), pace);
  };
  const stops = [scene.postRender.addEventListener(afterFrame), frameCost(scene, again)];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  };
}
