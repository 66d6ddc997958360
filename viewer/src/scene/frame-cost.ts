/**
 * What a frame costs the renderer: from its first command until the GPU, or the processor that plays one, has done the
 * last. The page's own clock does not see it, since commands are only queued.
 */
import type { Scene } from '../cesium.ts';

const POLL_MILLISECONDS = 6;

/** @returns the function that stops watching */
export function frameCost(scene: Scene, told: (milliseconds: number) => void): () => void {
  const gl = scene.canvas.getContext('webgl2');
  let begun = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const afterFrame = (): void => {
    const started = begun;
    const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!gl || !fence) {
      told(performance.now() - started);
      return;
    }
    gl.flush();
    const look = (): void => {
      const done = gl.isContextLost() || gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED;
      if (!done) {
        timer = setTimeout(look, POLL_MILLISECONDS);
        return;
      }
      gl.deleteSync(fence);
      told(performance.now() - started);
    };
    // A frame that follows before this one was done is measured instead of it.
    clearTimeout(timer);
    timer = setTimeout(look, 0);
  };
  const stops = [
    scene.preRender.addEventListener(() => {
      begun = performance.now();
    }),
    scene.postRender.addEventListener(afterFrame),
  ];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  };
}
