/** The camera by buttons: north, home, nearer, farther, from above, below the ground, through buildings. */
import { useEffect, useRef } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { useScene } from '../frame/scene-context.ts';
import { useSceneStatus } from '../frame/use-scene-status.ts';
import './camera-controls.css';

/** Of the distance to what is looked at. */
const NEARER = 0.6;
/** Pipes are seen clearly, and streets still tell where one is. */
const THIN_GROUND = 0.3;

export function CameraControls() {
  const { t } = useWords();
  const scene = useScene();
  const status = useSceneStatus();
  const { mode, groundOpacity, xray, camera, set } = useCityState();
  const needle = useRef<HTMLSpanElement>(null);
  const isFlat = mode === '2d';
  const isUnder = groundOpacity < 1;

  // Turned in the frame in which the city turns, without drawing the page anew.
  useEffect(() => {
    const turn = (): void => {
      const heading = scene?.view()?.heading;
      if (needle.current && heading !== undefined) needle.current.style.rotate = `${-heading}deg`;
    };
    turn();
    return scene?.onFrame(turn);
  }, [scene]);

  if (status?.phase === 'unsupported') return null;
  return (
    <div className="camera-controls" role="group" aria-label={t('camera.label')} data-over-scene>
      <TooltipTrigger delay={500}>
        <Button
          className="compass"
          aria-label={t('camera.north', { heading: headingText(camera?.heading ?? 0) })}
          onPress={() => scene?.north()}
        >
          <span ref={needle} className="needle">
            <svg width={40} height={40} viewBox="0 0 40 40" aria-hidden="true">
              <path d="M20 12.500 25 26l-5-3.200L15 26Z" fill="currentColor" />
            </svg>
            <b>{t('camera.n')}</b>
          </span>
        </Button>
        <Tooltip className="tooltip" offset={6} placement="left">
          {t('camera.north', { heading: headingText(camera?.heading ?? 0) })}
        </Tooltip>
      </TooltipTrigger>
      <div className="camera-stack">
        <IconButton icon="home" label={t('camera.home')} onPress={() => scene?.home()} />
        <IconButton icon="plus" label={t('camera.in')} onPress={() => scene?.zoom(NEARER)} />
        <IconButton icon="minus" label={t('camera.out')} onPress={() => scene?.zoom(1 / NEARER)} />
        <IconButton
          icon="cube"
          label={isFlat ? t('camera.to3d') : t('camera.to2d')}
          isPressed={isFlat}
          onPress={() => set({ mode: isFlat ? '3d' : '2d' })}
        />
        <IconButton
          icon="under"
          label={isUnder ? t('camera.toGround') : t('camera.toUnder')}
          isPressed={isUnder}
          onPress={() => set({ groundOpacity: isUnder ? 1 : THIN_GROUND })}
        />
        <IconButton
          icon="xray"
          label={xray ? t('camera.toSolid') : t('camera.toXray')}
          isPressed={xray}
          onPress={() => set({ xray: !xray })}
        />
      </div>
    </div>
  );
}

/** 042: three digits, as a compass is read. */
export function headingText(degrees: number): string {
  return String(Math.round((degrees + 360) % 360) % 360).padStart(3, '0');
}
