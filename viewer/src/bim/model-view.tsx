/** The drawn model: what is chosen goes into the scene, what is picked comes out of it. */
import { useEffect, useRef, useState } from 'react';
import { useCityState } from '../state/city-state.ts';
import { Icon } from '../shell/frame/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { useInspector, type Vec3 } from './inspector-state.ts';
import type { BimModel } from './model/bim-model.ts';
import { elementGroup } from './model/groups.ts';
import type { SceneColours } from './scene-colours.ts';
import type { Insets, ModelScene, ScenePalette } from './scene/model-scene.ts';
import { WORDS } from './words.ts';

/** On its way while the model is read. */
const program = import('./scene/model-scene.ts');
/** A click that moved further was a drag, pixels. */
const CLICK_PIXELS = 4;
/** Between two storeys when they are furthest apart. */
const APART_METRES = 6;
const TURN_DEGREES = 6;
const APPROACH = 0.12;
const LIGHT = { light: 1, dark: 0.82 } as const;

type Properties = {
  readonly model: BimModel;
  readonly states: Readonly<Uint8Array>;
  readonly colours: SceneColours;
  readonly insets: Insets;
  readonly onReady: (scene: ModelScene | undefined) => void;
};

export function ModelView({ model, states, colours, insets, onReady }: Properties) {
  const { of } = useWords();
  const { selected, section, explode, tool, points, eye, set } = useInspector();
  const theme = useCityState((state) => state.theme);
  const host = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<ModelScene | 'unsupported'>();
  const scene = drawn === 'unsupported' ? undefined : drawn;
  const written = useRef(eye);

  useEffect(() => {
    let made: ModelScene | undefined;
    let isOver = false;
    program
      .then(({ createModelScene }) => {
        if (isOver || !host.current) return;
        made = createModelScene(host.current, model);
        made.onRest((at) => {
          written.current = at;
          useInspector.getState().set({ eye: at });
        });
        setDrawn(made);
        onReady(made);
      })
      .catch((error: unknown) => {
        console.warn('the model cannot be drawn:', error);
        document.documentElement.dataset['scene'] = 'unsupported';
        if (!isOver) setDrawn('unsupported');
      });
    return () => {
      isOver = true;
      onReady(undefined);
      setDrawn(undefined);
      made?.destroy();
    };
  }, [model, onReady]);

  useEffect(() => scene?.inset(insets), [scene, insets]);
  useEffect(() => scene?.paint(paletteOf(theme)), [scene, theme]);
  useEffect(() => scene?.explode(explode * APART_METRES), [scene, explode]);
  useEffect(() => scene?.show(states), [scene, states]);
  useEffect(() => scene?.colour(colours.colours, colours.times), [scene, colours.colours, colours.times]);
  useEffect(() => scene?.section(section), [scene, section]);
  useEffect(
    () => scene?.select(selected === null ? null : (model.numberOf.get(selected) ?? null)),
    [scene, model, selected],
  );
  // A view that came by a link, not from the scene itself; without one the whole model is looked at.
  useEffect(() => {
    if (!scene) return;
    if (eye === null) scene.fit();
    else if (eye !== written.current || !scene.hasEye()) scene.look(eye);
  }, [scene, eye]);

  useEffect(() => {
    const canvas = scene?.canvas;
    if (!canvas) return undefined;
    canvas.setAttribute('aria-label', of(WORDS.sceneKeys));
    let pressed: readonly [number, number] | undefined;
    const down = (event: PointerEvent): void => {
      pressed = [event.offsetX, event.offsetY];
    };
    const choose = (x: number, y: number): void => {
      const picked = scene.pick(x, y);
      if (tool === 'measure') {
        const known = useInspector.getState().points;
        if (picked) set({ points: known.length >= 2 ? [picked.at] : [...known, picked.at] });
      } else {
        set({ selected: picked ? (model.facts.id[picked.element] ?? null) : null });
      }
    };
    const up = ({ offsetX, offsetY, button }: PointerEvent): void => {
      const from = pressed;
      pressed = undefined;
      if (button !== 0 || !from || Math.hypot(offsetX - from[0], offsetY - from[1]) > CLICK_PIXELS) return;
      choose(offsetX, offsetY);
    };
    const key = (event: KeyboardEvent): void => {
      const act = keys(scene, () =>
        choose(
          canvas.clientWidth / 2 + (insets.left - insets.right) / 2,
          canvas.clientHeight / 2 + (insets.top - insets.bottom) / 2,
        ),
      )[event.key.toLowerCase()];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    };
    canvas.addEventListener('pointerdown', down);
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('keydown', key);
    return () => {
      canvas.removeEventListener('pointerdown', down);
      canvas.removeEventListener('pointerup', up);
      canvas.removeEventListener('keydown', key);
    };
  }, [scene, model, tool, of, set, insets]);

  return (
    <section className={`scene bim-scene ${tool}`} aria-label={of(WORDS.sceneTitle)}>
      <div ref={host} className="bim-canvas" />
      {scene && <MeasureLine scene={scene} points={points} />}
      {drawn === 'unsupported' && (
        <div
          className="scene-message"
          role="alert"
          style={{ left: `calc(50% + ${(insets.left - insets.right) / 2}px)` }}
        >
          <Icon name="cube" size={24} />
          <strong>{of(WORDS.noScene)}</strong>
          <p>{of(WORDS.noSceneHow)}</p>
        </div>
      )}
    </section>
  );
}

/** What the keys do in the scene. */
function keys(scene: ModelScene, choose: () => void): Readonly<Record<string, () => void>> {
  const { selected, hidden, isolated, set } = useInspector.getState();
  return {
    arrowleft: () => scene.turn(-TURN_DEGREES, 0),
    arrowright: () => scene.turn(TURN_DEGREES, 0),
    arrowup: () => scene.turn(0, TURN_DEGREES),
    arrowdown: () => scene.turn(0, -TURN_DEGREES),
    '+': () => scene.approach(APPROACH),
    '=': () => scene.approach(APPROACH),
    '-': () => scene.approach(-APPROACH),
    f: () => scene.fit(),
    enter: choose,
    h: () => selected !== null && set({ hidden: [...hidden, elementGroup(selected)], selected: null }),
    i: () => set({ isolated: isolated || selected === null ? null : [elementGroup(selected)] }),
    escape: () => set({ selected: null, tool: 'select' }),
  };
}

function MeasureLine({ scene, points }: { readonly scene: ModelScene; readonly points: readonly Vec3[] }) {
  const [, setFrame] = useState(0);
  useEffect(() => {
    if (points.length === 0) return undefined;
    scene.onFrame(() => setFrame((count) => count + 1));
    return () => scene.onFrame(() => {});
  }, [scene, points]);
  const at = points.flatMap((point) => {
    const pixel = scene.screenOf(point);
    return pixel ? [pixel] : [];
  });
  if (at.length === 0) return null;
  return (
    <svg className="measure-shape" aria-hidden="true">
      <polyline points={at.map((pixel) => pixel.join(',')).join(' ')} />
      {at.map(([x, y]) => (
        <circle key={`${x},${y}`} cx={x} cy={y} r={4} />
      ))}
    </svg>
  );
}

function paletteOf(theme: 'light' | 'dark'): ScenePalette {
  // The tokens of the theme that is about to be shown, not of the one that still is.
  const probe = document.createElement('div');
  probe.dataset['theme'] = theme;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const palette = {
    ground: token('--c-ground'),
    ink: token('--ink-1'),
    paper: token('--c-1'),
    accent: token('--accent'),
    pencil: '#161E23',
    plain: theme === 'light' ? '#DEDDD8' : '#5A666D',
    light: LIGHT[theme],
  };
  probe.remove();
  return palette;
}
