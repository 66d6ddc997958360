/** The 3D city as a component: makes the widget, builds the scene on it, and builds both anew when the context is lost. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { CesiumWidget as WidgetElement, useCesium } from 'resium';
import { collections } from '@twin/gis-data/index.ts';
import type { CesiumWidget } from '../cesium.ts';
import { buildScene, type BuiltScene } from './build-scene.ts';
import type { CityScene, FreeArea } from './city-scene.ts';
import type { ScreenBox } from './labels/place-labels.ts';
import { reportFault } from './scene-faults.ts';
import { createStage, type Stage } from './stage.ts';
import './city-view.css';

const COLLECTIONS = collections.map(({ collection }) => collection);
/** A lost context is given time to let go of its memory before a new one is made. */
const RECOVER_MILLISECONDS = 600;
/** After a reset of the GPU it may be a while until a context is to be had again. */
const RECOVER_TRIES = 20;

// Constant objects: a new one would make resium build the widget again.
const CONTEXT = { webgl: { alpha: true, antialias: false, powerPreference: 'high-performance' as const } };
const CREDITS = document.createElement('div');

export function CityView({
  onReady,
  free,
  covered,
}: {
  readonly onReady: (scene: CityScene) => void;
  readonly free: FreeArea;
  /** Asked with each frame; the same function for the life of the page. */
  readonly covered: () => readonly ScreenBox[];
}) {
  const stage = useRef<Stage>(undefined);
  stage.current ??= createStage();
  const holder = useRef<HTMLDivElement>(null);
  const built = useRef<BuiltScene>(undefined);
  // Read with each frame: what covers more or less of the scene also gives it another size, and so a frame.
  const freeNow = useRef(free);
  useLayoutEffect(() => {
    freeNow.current = free;
  }, [free]);
  const [attempt, setAttempt] = useState(0);
  const [supported] = useState(hasWebGl);

  useEffect(() => {
    const current = stage.current;
    if (!current) return;
    current.status({ phase: supported ? 'starting' : 'unsupported' });
    onReady(current.scene);
  }, [onReady, supported]);

  const takeDown = useCallback((): void => {
    stage.current?.hold(undefined);
    built.current?.dispose();
    built.current = undefined;
  }, []);
  useLayoutEffect(() => takeDown, [takeDown]);

  const rebuild = useCallback((): void => {
    takeDown();
    stage.current?.status({ phase: 'lost', losses: (stage.current.current().losses ?? 0) + 1 });
    const again = (tries: number): void => {
      if (hasWebGl()) setAttempt((count) => count + 1);
      else if (tries > 0) setTimeout(() => again(tries - 1), RECOVER_MILLISECONDS);
      else stage.current?.status({ phase: 'unsupported' });
    };
    setTimeout(() => again(RECOVER_TRIES), RECOVER_MILLISECONDS);
  }, [takeDown]);

  const furnish = useCallback(
    (widget: CesiumWidget): (() => void) => {
      const container = holder.current;
      const current = stage.current;
      if (!container || !current) return () => undefined;
      let gone = false;
      const lose = (event: Event): void => {
        event.preventDefault();
        widget.useDefaultRenderLoop = false;
        rebuild();
      };
      widget.canvas.addEventListener('webglcontextlost', lose);
      current.status({ phase: 'loading', recognisable: false });
      buildScene(widget, {
        collections: COLLECTIONS,
        container,
        free: () => freeNow.current,
        covered,
        onFrame: () => current.frame(),
        onStatus: (status) => current.status(status),
      }).then(
        (scene) => {
          if (gone) {
            scene.dispose();
            return;
          }
          built.current = scene;
          current.hold(scene);
        },
        (error: unknown) => {
          // A scene that was taken down while it was being built has failed nobody.
          if (!gone) reportFault('render', error);
        },
      );
      return () => {
        gone = true;
        widget.canvas.removeEventListener('webglcontextlost', lose);
      };
    },
    [rebuild, covered],
  );

  return (
    <div ref={holder} className="city-view">
      {supported && (
        <WidgetElement
          key={attempt}
          className="city-view-widget"
          containerProps={PASSIVE}
          contextOptions={CONTEXT}
          creditContainer={CREDITS}
          creditViewport={CREDITS}
          baseLayer={false}
          skyBox={false}
          skyAtmosphere={false}
          requestRenderMode
          maximumRenderTimeChange={Infinity}
          orderIndependentTranslucency={false}
          msaaSamples={4}
          showRenderLoopErrors={false}
          blurActiveElementOnCanvasFocus={false}
        >
          <Furnish furnish={furnish} />
        </WidgetElement>
      )}
    </div>
  );
}

const PASSIVE = {};

/** Runs inside the widget's context, once there is a widget. */
function Furnish({ furnish }: { readonly furnish: (widget: CesiumWidget) => () => void }) {
  const { cesiumWidget } = useCesium();
  useLayoutEffect(() => (cesiumWidget ? furnish(cesiumWidget) : undefined), [cesiumWidget, furnish]);
  return null;
}

function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
