/** The foot of the page: where the pointer is, how large things are drawn, what the tool waits for, how complete it is. */
import { useState, type RefObject } from 'react';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { formatDegrees, formatGrid } from '../../coordinates/format-coordinates.ts';
import { toGrid } from '../../coordinates/transverse-mercator.ts';
import { wallScale } from '../../design/wall-scale.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { headingText } from '../camera/camera-controls.tsx';
import { useScene } from '../frame/scene-context.ts';
import { useSceneStatus } from '../frame/use-scene-status.ts';
import { useHint } from '../tools/use-hint.ts';
import { scaleBar } from './scale-bar.ts';
import { useCursor } from './use-cursor.ts';
import './status-bar.css';

const SCALE_PIXELS = 110;
const METRES_PER_KM = 1000;
const GRID = 'EPSG:4546';

export function StatusBar({ host }: { readonly host: RefObject<HTMLElement | null> }) {
  const { t } = useWords();
  const scene = useScene();
  const status = useSceneStatus();
  const camera = useCityState((state) => state.camera);
  const byId = useCityLayers((layers) => layers.byId);
  const cursor = useCursor(host);
  const hint = useHint();
  const [isGrid, setGrid] = useState(false);
  const place = cursor ?? camera;
  // `camera` changes when it comes to rest; the scale is that of then. On a wall a pixel of the bar is two of the scene.
  const bar = camera && scene ? scaleBar(scene.metresPerPixel() * wallScale(), SCALE_PIXELS) : undefined;
  const revision = [...byId.values()].reduce((highest, layer) => Math.max(highest, layer.revision), 0);
  return (
    <footer className="status" aria-label={t('status.label')}>
      {place && (
        <span className="cursor">{isGrid ? formatGrid(toGrid(place, GRID), 2) : formatDegrees(place)}</span>
      )}
      {cursor?.elevationMetres !== undefined && (
        <span>
          {t('status.ground')} {formatNumber(cursor.elevationMetres, 2)} m
        </span>
      )}
      <button type="button" aria-pressed={isGrid} onClick={() => setGrid(!isGrid)}>
        {t('status.crs')} / {isGrid ? GRID : 'EPSG:4490'}
      </button>
      {bar && (
        <span className="scale" role="img" aria-label={`${t('status.scale')} ${lengthText(bar.metres)}`}>
          <i style={{ width: bar.pixels }} />
          {lengthText(bar.metres)}
        </span>
      )}
      {hint !== '' && (
        <span className="status-hint" role="status">
          {hint}
        </span>
      )}
      <span className="status-end">
        {camera && (
          <span>
            {t('status.camera', { heading: headingText(camera.heading), pitch: Math.round(-camera.pitch) })}
          </span>
        )}
        {status && (
          <span className="tiles">
            {t('status.tiles', { ready: status.tilesReady, wanted: status.tilesWanted })}
          </span>
        )}
        {revision > 0 && <span>{t('status.revision', { revision })}</span>}
      </span>
    </footer>
  );
}

function lengthText(metres: number): string {
  return metres < METRES_PER_KM ? `${metres} m` : `${metres / METRES_PER_KM} km`;
}
