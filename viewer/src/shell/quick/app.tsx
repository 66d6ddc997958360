/** The city page: bar, layers, scene, attributes, status. The scene arrives after the shell is painted. */
import { lazy, Suspense, useEffect, useState } from 'react';
import type { CityScene, SceneStatus } from '../../scene/city-scene.ts';
import { useCityState } from '../../state/city-state.ts';
import { encodeShare } from '../../state/share-link.ts';
import { useWords } from './use-words.ts';
import { AttributePanel } from './attribute-panel.tsx';
import { Bar } from './bar.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { SceneTools } from './scene-tools.tsx';
import { StatusBar } from './status-bar.tsx';
import { useLayers } from './use-layers.ts';

const CityView = lazy(async () => ({ default: (await import('../../scene/city-view.tsx')).CityView }));
const SHARE_DELAY_MS = 400;

export function App() {
  const words = useWords();
  const layers = useLayers();
  const [scene, setScene] = useState<CityScene>();
  const [status, setStatus] = useState<SceneStatus>();
  const { language, theme } = useCityState();

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
    document.title = words.product;
  }, [language, theme, words.product]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = useCityState.subscribe((state) => {
      clearTimeout(timer);
      timer = setTimeout(() => window.history.replaceState(null, '', `#${encodeShare(state)}`), SHARE_DELAY_MS);
    });
    return () => { clearTimeout(timer); stop(); };
  }, []);

  useEffect(() => scene?.onStatus(setStatus), [scene]);

  return (
    <div className="city">
      <Bar scene={scene} layers={layers} />
      <main className="stage">
        <section className="scene" aria-label={words.scene}>
          <Suspense fallback={null}><CityView onReady={setScene} /></Suspense>
          {status?.phase === 'unsupported' && <Message title={words.unsupported} text={words.unsupportedHow} />}
          {status?.phase === 'lost' && <Message title={words.lost} text={words.lostHow.replace('{n}', String(status.losses))} />}
        </section>
        <LayerPanel layers={layers} scene={scene} />
        <SceneTools scene={scene} />
        <AttributePanel scene={scene} />
      </main>
      <StatusBar scene={scene} status={status} />
    </div>
  );
}

function Message({ title, text }: { readonly title: string; readonly text: string }) {
  return <div className="message" role="alert"><strong>{title}</strong><p>{text}</p></div>;
}
