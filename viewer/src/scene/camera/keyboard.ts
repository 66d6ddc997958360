/** The canvas by keyboard: arrows pan, + and − zoom, Shift with arrows turns and tilts, Enter picks the middle. */
import { Math as CesiumMath } from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import type { CameraMoves } from './camera-moves.ts';

/** Share of the distance to the middle of the picture that one press moves. */
const PAN_SHARE = 0.08;
const NEARER = 0.72;
const TURN_DEGREES = 6;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** @returns the function that stops listening */
export function keyboard(scene: Scene, moves: CameraMoves, pickMiddle: () => void): () => void {
  const { canvas, camera } = scene;
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) {
      camera.setView({
        orientation: {
          heading: camera.heading + CesiumMath.toRadians(arrow[0] * TURN_DEGREES),
          pitch: camera.pitch + CesiumMath.toRadians(arrow[1] * TURN_DEGREES),
          roll: 0,
        },
      });
      scene.requestRender();
    } else if (arrow) moves.pan(arrow[0] * PAN_SHARE, arrow[1] * PAN_SHARE);
    else if (event.key === '+' || event.key === '=') moves.zoom(NEARER);
    else if (event.key === '-' || event.key === '_') moves.zoom(1 / NEARER);
    else if (event.key === 'Enter') pickMiddle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  canvas.addEventListener('keydown', listen);
  return () => canvas.removeEventListener('keydown', listen);
}
