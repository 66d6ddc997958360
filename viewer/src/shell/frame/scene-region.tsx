/** The scene and what is said over it. Its program arrives after the shell is painted; without it the shell still works. */
import { lazy, Suspense, useCallback, useEffect, type RefObject } from 'react';
import type { CityScene } from '../../scene/city-scene.ts';
import type { ScreenBox } from '../../scene/labels/place-labels.ts';
import { useCityState } from '../../state/city-state.ts';
import { FIRST_LISTED, usePanels } from '../../state/panels.ts';
import { useWords } from '../../words/use-words.ts';
import { MeasureOverlay } from '../tools/measure-overlay.tsx';
import { DepthRuler } from '../depth/depth-ruler.tsx';
import { freeArea, sceneInset, type Insets } from './free-area.ts';
import { Icon } from './icon.tsx';
import { Unbroken } from './unbroken.tsx';
import { useSceneStatus } from './use-scene-status.ts';
import { useSlide } from './use-slide.ts';

const CityView = lazy(async () => ({ default: (await import('../../scene/city-view.tsx')).CityView }));

export function SceneRegion({
  host,
  insets,
  onReady,
}: {
  readonly host: RefObject<HTMLElement | null>;
  readonly insets: Insets;
  readonly onReady: (scene: CityScene) => void;
}) {
  const { t } = useWords();
  const tool = useCityState((state) => state.tool);
  const inset = sceneInset(insets);
  const free = freeArea(insets);
  const covered = useCallback(() => floatingOver(host.current), [host]);
  useNamedCanvas(host, t('scene.label'));
  useSlide(host, (inset.left - inset.right) / 2);
  return (
    <>
      <section
        ref={host}
        id="scene"
        className={tool === 'select' ? 'scene' : 'scene measuring'}
        style={inset}
        aria-label={t('scene.title')}
      >
        <Unbroken
          renderBroken={() => (
            <Message
              title={t('scene.broken')}
              how={t('scene.brokenHow')}
              action={[t('reload'), () => window.location.reload()]}
            />
          )}
        >
          <Suspense fallback={null}>
            <CityView onReady={onReady} free={free} covered={covered} />
          </Suspense>
        </Unbroken>
        <DepthRuler free={free} />
        <MeasureOverlay host={host} />
      </section>
      <SceneMessage insets={insets} />
    </>
  );
}

/** Where tools float over the scene, which a name would run under; pixels of the scene. */
function floatingOver(scene: HTMLElement | null): readonly ScreenBox[] {
  if (!scene) return [];
  const { left: x, top: y } = scene.getBoundingClientRect();
  return Array.from(document.querySelectorAll('[data-over-scene]'), (floating) => {
    const { left, right, top, bottom } = floating.getBoundingClientRect();
    return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
  });
}

function SceneMessage({ insets }: { readonly insets: Insets }) {
  const { t } = useWords();
  const status = useSceneStatus();
  const set = usePanels((panels) => panels.set);
  const list = (): void => set({ listed: FIRST_LISTED, tab: 'list', sheet: 'half' });
  const middle = {
    left: `calc(50% + ${(insets.left - insets.right) / 2}px)`,
    top: `calc(50% - ${insets.bottom / 2}px)`,
  };
  const opening = (
    <p className="scene-opening" role="status" style={middle}>
      {t('scene.opening')}
    </p>
  );
  switch (status?.phase) {
    case undefined:
    case 'starting':
      return opening;
    case 'loading':
      return status.recognisable ? null : opening;
    case 'unsupported':
      return (
        <Message
          title={t('scene.unsupported')}
          how={t('scene.unsupportedHow')}
          at={middle}
          action={[t('scene.toList'), list]}
        />
      );
    case 'lost':
      return (
        <Message
          title={t('scene.lost')}
          how={t('scene.lostHow', { n: status.losses })}
          at={middle}
          action={[t('scene.toList'), list]}
        />
      );
    case 'settled':
      return null;
  }
}

type MessageProperties = {
  readonly title: string;
  readonly how: string;
  readonly action: readonly [string, () => void];
  readonly at?: { readonly left: string; readonly top: string };
};

function Message({ title, how, action: [name, run], at }: MessageProperties) {
  return (
    <div className="scene-message" role="alert" style={at}>
      <Icon name="cube" size={24} />
      <strong>{title}</strong>
      <p>{how}</p>
      <button type="button" className="button" onClick={run}>
        {name}
      </button>
    </div>
  );
}

/** The canvas is one stop for the keyboard, with a name that says what its keys do. Another one comes after a lost context. */
function useNamedCanvas(host: RefObject<HTMLElement | null>, name: string): void {
  const phase = useSceneStatus()?.phase;
  useEffect(() => {
    const canvas = host.current?.querySelector('canvas[tabindex]');
    canvas?.setAttribute('role', 'application');
    canvas?.setAttribute('aria-label', name);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- with the phase a new canvas may have come
  }, [host, name, phase]);
}
