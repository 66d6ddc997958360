/** The status bar: where the camera looks, its scale, and how many tiles are there. */
import type { CityScene, SceneStatus } from '../../scene/city-scene.ts';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';

const BAR_PIXELS = 110;
const STEPS = [1, 2, 5];

export function StatusBar({ scene, status }: { readonly scene: CityScene | undefined; readonly status: SceneStatus | undefined }) {
  const words = useWords();
  const camera = useCityState((state) => state.camera);
  const perPixel = scene && camera ? scene.metresPerPixel() : 0;
  const metres = niceMetres(perPixel * BAR_PIXELS);
  return (
    <footer className="status">
      {camera && <code>{camera.longitude.toFixed(5)}° E {camera.latitude.toFixed(5)}° N</code>}
      <span>CGCS2000 / EPSG:4490</span>
      {metres > 0 && <span className="scale"><i style={{ width: metres / perPixel }} />{metres >= 1000 ? `${metres / 1000} km` : `${metres} m`}</span>}
      <span className="spring" />
      {camera && <span>{words.heading} {Math.round((camera.heading + 360) % 360)}° {words.pitch} {Math.round(-camera.pitch)}°</span>}
      {status && <span>{words.tiles} {status.tilesReady} / {status.tilesWanted}</span>}
    </footer>
  );
}

/** The largest 1, 2 or 5 times a power of ten that fits. */
function niceMetres(room: number): number {
  if (!(room > 0) || !Number.isFinite(room)) return 0;
  const power = 10 ** Math.floor(Math.log10(room));
  return power * (STEPS.findLast((step) => step * power <= room) ?? 1);
}
