/**
 * Draws the measured shape over the scene and takes its points: a click or a tap sets one (a drag still moves the
 * camera), Enter sets one in the middle, Backspace takes one back, Escape ends.
 */
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useCityState } from '../../state/city-state.ts';
import type { CityScene, ScenePoint } from '../../scene/city-scene.ts';
import { useWords } from '../../words/use-words.ts';
import { useScene } from '../frame/scene-context.ts';
import { tell } from '../notices/notices.ts';
import { measure, MOST_POINTS, type MeasureKind } from './measurement.ts';
import { addPoint, clearPoints, measureKindOf, undoPoint, useMeasuring } from './measuring.ts';

/** A pointer that moved less between down and up has clicked, pixels. */
const CLICK_PIXELS = 6;

export function MeasureOverlay({ host }: { readonly host: RefObject<HTMLElement | null> }) {
  const kind = measureKindOf(useCityState((state) => state.tool));
  const scene = useScene();
  return kind && scene ? <Shape key={kind} kind={kind} scene={scene} host={host} /> : null;
}

function Shape({
  kind,
  scene,
  host,
}: {
  readonly kind: MeasureKind;
  readonly scene: CityScene;
  readonly host: RefObject<HTMLElement | null>;
}) {
  const { t } = useWords();
  const points = useMeasuring((state) => state.points);
  const [pointer, setPointer] = useState<ScenePoint>();
  const [, redraw] = useState(0);
  useEffect(() => scene.onFrame(() => redraw((count) => count + 1)), [scene]);
  usePointsFromHost(kind, scene, host, setPointer);

  const pixels = points.map((point) => scene.project(point));
  const seen = pixels.filter((pixel) => pixel !== undefined);
  const { figures, stretches } = measure(kind, points);
  const last = seen.at(-1);
  const isOpen = points.length > 0 && points.length < MOST_POINTS[kind];
  const main = figures[0];
  const plateAt = kind === 'area' && seen.length > 2 ? middleOf(seen) : last;
  return (
    <>
      <svg className="measure-shape" aria-hidden="true">
        {kind === 'area' && seen.length > 2 ? (
          <polygon points={textOf(seen)} />
        ) : (
          <polyline points={textOf(seen)} />
        )}
        {kind === 'height' && seen.length === 2 && <HeightSides from={seen[0]} to={seen[1]} />}
        {isOpen && last && pointer && (
          <line className="loose" x1={last.x} y1={last.y} x2={pointer.x} y2={pointer.y} />
        )}
        {pixels.map(
          (pixel, index) =>
            pixel && (
              <circle
                key={`${points[index]?.longitude} ${points[index]?.latitude}`}
                cx={pixel.x}
                cy={pixel.y}
                r={4}
              />
            ),
        )}
        {stretches.map(({ text, unit }, index) => {
          const [from, to] = [pixels[index], pixels[index + 1]];
          return (
            from &&
            to && (
              <text
                key={`${points[index]?.longitude} ${points[index]?.latitude}`}
                x={(from.x + to.x) / 2}
                y={(from.y + to.y) / 2 - 6}
              >
                {text} {unit}
              </text>
            )
          );
        })}
      </svg>
      <span className="measure-cross" aria-hidden="true" />
      {main && plateAt && (
        <output className="plate" style={{ left: plateAt.x, top: plateAt.y }}>
          <strong>
            {t(`measure.${kind}`)} {main.text} {main.unit}
          </strong>
          {figures.slice(1).map(({ name, text, unit }) => (
            <span key={name}>
              {t(`measure.${name}`)} {text} {unit}
            </span>
          ))}
        </output>
      )}
    </>
  );
}

function HeightSides({
  from,
  to,
}: {
  readonly from: ScenePoint | undefined;
  readonly to: ScenePoint | undefined;
}) {
  if (!from || !to) return null;
  return <polyline className="loose" points={`${from.x},${from.y} ${to.x},${from.y} ${to.x},${to.y}`} />;
}

/** Listens to the scene's element rather than covering it, so that camera and touch go on working under the tool. */
function usePointsFromHost(
  kind: MeasureKind,
  scene: CityScene,
  host: RefObject<HTMLElement | null>,
  onPointer: (at: ScenePoint | undefined) => void,
): void {
  const down = useRef<ScenePoint>(undefined);
  const missed = useWords().t('measure.missed');
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const place = (event: PointerEvent): ScenePoint => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const add = (at: ScenePoint): void => {
      const point = scene.pickSurface(at);
      if (point) addPoint(kind, point);
      else tell({ text: missed });
    };
    const press = (event: PointerEvent): void => {
      down.current = event.isPrimary && event.button === 0 ? place(event) : undefined;
    };
    const release = (event: PointerEvent): void => {
      const at = place(event);
      if (down.current && Math.hypot(at.x - down.current.x, at.y - down.current.y) < CLICK_PIXELS) add(at);
      down.current = undefined;
    };
    const move = (event: PointerEvent): void =>
      onPointer(event.pointerType === 'touch' ? undefined : place(event));
    const leave = (): void => onPointer(undefined);
    const keys = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement) return;
      const isInScene = event.target instanceof Node && element.contains(event.target);
      if (event.key === 'Escape') end();
      else if (event.key === 'Backspace') undoPoint();
      else if (event.key === 'Enter' && isInScene)
        add({ x: element.clientWidth / 2, y: element.clientHeight / 2 });
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener('pointerdown', press);
    element.addEventListener('pointerup', release);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    // Before the scene's own keys: Enter selects there.
    window.addEventListener('keydown', keys, { capture: true });
    return () => {
      element.removeEventListener('pointerdown', press);
      element.removeEventListener('pointerup', release);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
      window.removeEventListener('keydown', keys, { capture: true });
    };
  }, [kind, scene, host, onPointer, missed]);
}

function end(): void {
  clearPoints();
  useCityState.getState().set({ tool: 'select' });
}

function textOf(points: readonly ScenePoint[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(' ');
}

function middleOf(points: readonly ScenePoint[]): ScenePoint {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
