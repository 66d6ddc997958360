/** What ground lies under the pointer, at most ten times a second: a pick costs a ray through the terrain. */
import { useEffect, useState, type RefObject } from 'react';
import type { GroundPoint } from '../../state/city-state.ts';
import { useScene } from '../frame/scene-context.ts';

const PACE_MILLISECONDS = 100;

export function useCursor(host: RefObject<HTMLElement | null>): GroundPoint | undefined {
  const scene = useScene();
  const [point, setPoint] = useState<GroundPoint>();
  useEffect(() => {
    const element = host.current;
    if (!element || !scene) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let at = { x: 0, y: 0 };
    const pick = (): void => {
      timer = undefined;
      setPoint(scene.pickGround(at));
    };
    const move = (event: PointerEvent): void => {
      if (event.buttons !== 0) return;
      const box = element.getBoundingClientRect();
      at = { x: event.clientX - box.left, y: event.clientY - box.top };
      timer ??= setTimeout(pick, PACE_MILLISECONDS);
    };
    const leave = (): void => {
      clearTimeout(timer);
      timer = undefined;
      setPoint(undefined);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
    };
  }, [host, scene]);
  return point;
}
