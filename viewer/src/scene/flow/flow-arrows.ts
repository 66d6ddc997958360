/** Arrows that go the way of the flow along what is selected, on a canvas of their own: the 3D frame is not drawn for them. */
import type { Scene } from '../../cesium.ts';
import { wallScale } from '../../design/wall-scale.ts';
import { clearOverlay } from '../clear-overlay.ts';
import { projectLine, type Point3 } from '../contour/project.ts';
import { overlayCanvas } from '../overlay-canvas.ts';
import { arrowPlaces, type ArrowPlace } from './arrow-places.ts';

/** From where it flows to where; filled for foul water, open for everything else. */
export type FlowLine = { readonly points: readonly Point3[]; readonly isFilled: boolean };
export type FlowArrows = {
  show(lines: readonly FlowLine[]): void;
  /** With each frame of the scene: where they stand follows the camera. */
  draw(): void;
  dispose(): void;
};

/** CSS pixels, and of those in a second, whatever the zoom. */
const SPACING_PIXELS = 52;
const SPEED_PIXELS = 24;
const HALF_PIXELS = 5;
const STROKE_PIXELS = 2;
const CASE_PIXELS = 1.5;
const INK = '#0A1013';
const PAPER = '#FFFFFF';

export function createFlowArrows(scene: Scene, container: HTMLElement): FlowArrows {
  const canvas = overlayCanvas(container);
  const context = canvas.getContext('2d');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let lines: readonly FlowLine[] = [];
  let next: number | undefined;

  const draw = (): void => {
    if (!context) return;
    const { scale, ...view } = clearOverlay(canvas, context, scene);
    const size = scale * wallScale();
    const spacing = SPACING_PIXELS * size;
    const walked = still.matches ? spacing / 2 : ((performance.now() / 1000) * SPEED_PIXELS * size) % spacing;
    const box = { left: 0, right: view.widthPixels, top: 0, bottom: view.heightPixels };
    for (const { points, isFilled } of lines)
      for (const place of arrowPlaces(projectLine(points, view) ?? [], box, spacing, walked))
        drawArrow(context, place, size, isFilled);
  };
  const step = (): void => {
    next = undefined;
    if (scene.isDestroyed()) return;
    draw();
    walk();
  };
  const walk = (): void => {
    if (lines.length > 0 && !still.matches) next ??= requestAnimationFrame(step);
  };
  const halt = (): void => {
    if (next !== undefined) cancelAnimationFrame(next);
    next = undefined;
  };
  still.addEventListener('change', walk);

  return {
    show(shown) {
      // What was asked for may come after the scene has gone.
      if (scene.isDestroyed()) return;
      lines = shown;
      draw();
      walk();
    },
    draw() {
      if (lines.length > 0) draw();
    },
    dispose() {
      halt();
      lines = [];
      still.removeEventListener('change', walk);
      canvas.remove();
    },
  };
}

function drawArrow(
  context: CanvasRenderingContext2D,
  { x, y, radians }: ArrowPlace,
  size: number,
  isFilled: boolean,
): void {
  const half = HALF_PIXELS * size;
  context.save();
  context.translate(x, y);
  context.rotate(radians);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(-half * 0.9, -half * 0.85);
  context.lineTo(half * 1.3, 0);
  context.lineTo(-half * 0.9, half * 0.85);
  if (isFilled) context.closePath();
  context.lineWidth = (STROKE_PIXELS + 2 * CASE_PIXELS) * size;
  context.strokeStyle = INK;
  context.stroke();
  context.lineWidth = STROKE_PIXELS * size;
  context.strokeStyle = PAPER;
  context.stroke();
  if (isFilled) {
    context.fillStyle = PAPER;
    context.fill();
  }
  context.restore();
}
