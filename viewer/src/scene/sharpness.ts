/**
 * Trades sharpness for smoothness while something moves, and gives it back at rest: a still picture is always drawn
 * at full resolution.
 */
import type { CesiumWidget } from '../cesium.ts';

/** Slower than this the picture coarsens, faster than this it sharpens; milliseconds a frame, averaged over some. */
const SLOW_MILLISECONDS = 55;
const FAST_MILLISECONDS = 24;
const FRAMES = 6;
const SCALES = [1, 0.8, 0.65, 0.5] as const;
/** A pause longer than this is rest, not a slow frame. */
const REST_MILLISECONDS = 350;

/** @returns the function that stops watching */
export function sharpness(widget: CesiumWidget): () => void {
  const { scene } = widget;
  let last = 0;
  let durations: number[] = [];
  let step = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let moving = false;

  const set = (next: number): void => {
    const scale = SCALES[next];
    if (scale === undefined || widget.resolutionScale === scale) return;
    widget.resolutionScale = scale;
    scene.requestRender();
  };
  const startMoving = (): void => {
    moving = true;
    clearTimeout(rest);
    durations = [];
    last = 0;
    set(step);
  };
  const stopMoving = (): void => {
    moving = false;
    clearTimeout(rest);
    rest = setTimeout(() => set(0), REST_MILLISECONDS);
  };
  const afterFrame = (): void => {
    const now = performance.now();
    if (moving && last > 0) durations.push(now - last);
    last = now;
    if (durations.length < FRAMES) return;
    const mean = durations.reduce((sum, one) => sum + one, 0) / durations.length;
    durations = [];
    if (mean > SLOW_MILLISECONDS && step < SCALES.length - 1) step += 1;
    else if (mean < FAST_MILLISECONDS && step > 0) step -= 1;
    set(step);
  };
  const stops = [
    scene.camera.moveStart.addEventListener(startMoving),
    scene.camera.moveEnd.addEventListener(stopMoving),
    scene.postRender.addEventListener(afterFrame),
  ];
  return () => {
    clearTimeout(rest);
    stops.forEach((stop) => stop());
  };
}
