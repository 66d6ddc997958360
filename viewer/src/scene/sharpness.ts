/**
 * Trades sharpness for speed while something moves or loads, and gives it back at rest: a still picture is always drawn
 * at full resolution with smoothed edges. Where a processor plays the GPU, this is what lets the city come in seconds.
 */
import type { CesiumWidget } from '../cesium.ts';

/** Slower than this the picture coarsens, faster than this it sharpens; milliseconds a frame. */
const SLOW_MILLISECONDS = 60;
const FAST_MILLISECONDS = 20;
/** Share of the pixels' side, finest first, and samples a pixel. */
const STEPS = [
  { scale: 1, samples: 4 },
  { scale: 0.75, samples: 1 },
  { scale: 0.5, samples: 1 },
  { scale: 0.3, samples: 1 },
] as const;

export type Sharpness = {
  /** Whether speed matters more than sharpness now. */
  hurry(now: boolean): void;
  /** What the last frame cost. */
  learn(milliseconds: number): void;
  /** True when a frame drawn now has full resolution. */
  isFull(): boolean;
};

export function sharpness(widget: CesiumWidget): Sharpness {
  const { scene } = widget;
  // Coarse first: a fast renderer is fine within a few frames, a slow one would stand still over the first.
  let step: number = STEPS.length - 1;
  let hurried = true;

  const apply = (): void => {
    const wanted = STEPS[hurried ? step : 0] ?? STEPS[0];
    if (widget.resolutionScale === wanted.scale && scene.msaaSamples === wanted.samples) return;
    widget.resolutionScale = wanted.scale;
    scene.msaaSamples = wanted.samples;
    scene.requestRender();
  };
  apply();
  return {
    hurry(now) {
      hurried = now;
      apply();
    },
    learn(milliseconds) {
      if (!hurried) return;
      if (milliseconds > SLOW_MILLISECONDS && step < STEPS.length - 1) step += 1;
      else if (milliseconds < FAST_MILLISECONDS && step > 0) step -= 1;
      apply();
    },
    isFull: () => widget.resolutionScale === STEPS[0].scale,
  };
}
