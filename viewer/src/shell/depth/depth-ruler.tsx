/**
 * How deep what one sees lies: a staff below the surface while the ground is open, a bracket at the corner of a pit. It
 * stands at a place of the city, and moves to another when the view has come to rest.
 */
import { useCallback, useEffect, useState } from 'react';
import type { CityScene, FreeArea, ScenePoint } from '../../scene/city-scene.ts';
import { useCityState, type CameraView, type GroundPoint } from '../../state/city-state.ts';
import { useOpenPit, type Pit } from '../../state/open-pit.ts';
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { useScene } from '../frame/scene-context.ts';
import { useSceneStatus } from '../frame/use-scene-status.ts';
import { depthScale, marksOf } from './depth-scale.ts';
import './depth.css';

/** Where in the free part of the picture the staff is set up: left of the middle, with room below it. */
const PLACE = { x: 0.16, y: 0.56 } as const;
/** For the figures beside it, on a narrow screen too, CSS pixels. */
const LEAST_ROOM_PIXELS = 96;
/** CSS pixels. */
const TICK_PIXELS = 6;
const FIGURE_PIXELS = 10;
const BRACKET_PIXELS = 12;

export function DepthRuler({ free }: { readonly free: FreeArea }) {
  const scene = useScene();
  const { mode, groundOpacity, camera } = useCityState();
  const pit = useOpenPit((state) => state.pit);
  if (!scene || mode === '2d') return null;
  if (pit) return <PitDepth scene={scene} pit={pit} />;
  return groundOpacity < 1 || (camera && isBelow(scene, camera)) ? <Staff scene={scene} free={free} /> : null;
}

function Staff({ scene, free }: { readonly scene: CityScene; readonly free: FreeArea }) {
  const { t } = useWords();
  const phase = useSceneStatus()?.phase;
  const [foot, setFoot] = useState<GroundPoint>();
  useFrames(scene);
  const { left, right, top: above, bottom } = free;
  const setUp = useCallback((): void => {
    const { width, height } = scene.size();
    const x = left + Math.max(LEAST_ROOM_PIXELS, PLACE.x * (width - left - right));
    setFoot(scene.pickGround({ x, y: above + PLACE.y * (height - above - bottom) }));
  }, [scene, left, right, above, bottom]);
  // Where the view has come to rest, and again on the finest ground.
  useEffect(() => {
    const stops = [
      useCityState.subscribe((now, before) => now.camera !== before.camera && setUp()),
      scene.onStatus(({ phase }) => phase === 'settled' && setUp()),
    ];
    return () => stops.forEach((stop) => stop());
  }, [scene, setUp]);
  // The model of the national heights comes after the ground.
  const isWaiting = foot !== undefined && foot.elevationMetres === undefined;
  useEffect(() => (isWaiting ? scene.onFrame(setUp) : undefined), [scene, isWaiting, setUp]);

  if (!foot) return null;
  const [top, next] = [below(scene, foot, 0), below(scene, foot, 1)];
  const scale = top && next && depthScale(Math.hypot(next.x - top.x, next.y - top.y));
  if (!scale) return null;
  const marks = marksOf(scale).flatMap((depth) => {
    const pixel = below(scene, foot, depth);
    return pixel ? [{ depth, pixel }] : [];
  });
  return (
    <svg className="depth-ruler" aria-hidden="true">
      {marks.slice(1).map(({ depth, pixel }, index) => {
        const from = marks[index]?.pixel ?? pixel;
        return (
          <line
            key={depth}
            className={index % 2 === 0 ? 'light' : 'dark'}
            x1={from.x}
            y1={from.y}
            x2={pixel.x}
            y2={pixel.y}
          />
        );
      })}
      {marks.map(({ depth, pixel: { x, y } }) => (
        <g key={depth}>
          <path d={`M${x} ${y}h${-TICK_PIXELS}`} />
          <text x={x - FIGURE_PIXELS} y={y}>
            {figureOf(depth)}
          </text>
        </g>
      ))}
    </svg>
  );

  function figureOf(depth: number): string {
    if (depth === 0)
      // While the ground is coming it is coarse, and its level not yet the ground's.
      return phase !== 'settled' || foot?.elevationMetres === undefined
        ? t('depth.surface')
        : t('depth.surfaceAt', { n: formatNumber(foot.elevationMetres, 2) });
    return depth === scale?.reachMetres ? t('depth.deep', { n: formatNumber(depth) }) : formatNumber(depth);
  }
}

function PitDepth({ scene, pit }: { readonly scene: CityScene; readonly pit: Pit }) {
  const { t } = useWords();
  useFrames(scene);
  const [corner] = pit.ring
    .flatMap(([longitude, latitude]) => {
      const rim = scene.groundAt({ longitude, latitude });
      const [top, foot] = rim ? [below(scene, rim, 0), below(scene, rim, pit.depthMetres)] : [];
      return top && foot ? [{ top, foot }] : [];
    })
    .toSorted((a, b) => a.top.x - b.top.x);
  if (!corner) return null;
  const x = Math.min(corner.top.x, corner.foot.x) - BRACKET_PIXELS;
  const [top, foot] = [corner.top.y, corner.foot.y];
  return (
    <svg className="depth-ruler" aria-hidden="true">
      <path d={`M${x + TICK_PIXELS} ${top}H${x}V${foot}h${TICK_PIXELS}`} />
      <text x={x - TICK_PIXELS} y={(top + foot) / 2}>
        {t('depth.deep', { n: formatNumber(pit.depthMetres, 1) })}
      </text>
    </svg>
  );
}

function useFrames(scene: CityScene): void {
  const [, redraw] = useState(0);
  useEffect(() => scene.onFrame(() => redraw((count) => count + 1)), [scene]);
}

function below(scene: CityScene, point: GroundPoint, depthMetres: number): ScenePoint | undefined {
  return scene.project({ ...point, heightMetres: point.heightMetres - depthMetres });
}

function isBelow(scene: CityScene, camera: CameraView): boolean {
  const surface = scene.groundAt(camera);
  return surface !== undefined && camera.heightMetres < surface.heightMetres;
}
