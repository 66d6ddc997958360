import type { ImageryLayer, Scene } from '../../cesium.ts';

/** The old picture goes when the new one lies on everything in view. */
export function removeWhenLoaded(scene: Scene, old: ImageryLayer, fresh: ImageryLayer): void {
  let frames = 0;
  const stop = scene.postRender.addEventListener(() => {
    frames += 1;
    // A new layer asks for its tiles in the frame after it was added.
    if (frames < 3 || !scene.globe.tilesLoaded) return;
    stop();
    if (scene.imageryLayers.contains(old) && scene.imageryLayers.contains(fresh))
      scene.imageryLayers.remove(old);
    scene.requestRender();
  });
}
