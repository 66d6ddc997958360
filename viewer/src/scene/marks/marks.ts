/** Draws the marks of a tool over the picture: cased lines, points and dimensions, through everything before them. */
import { Cartesian3, Cartographic } from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import { useSceneMarks, type MarkPoint, type SceneMark } from '../../state/scene-marks.ts';
import { geoidAt } from '../contour/geoid.ts';
import { projectLine, projectPoint, type Point2, type Point3, type View } from '../contour/project.ts';
import { clearOverlay } from '../clear-overlay.ts';
import { overlayCanvas } from '../overlay-canvas.ts';

/** CSS pixels. */
const LINE_PIXELS = 4;
const CASE_PIXELS = 1.5;
const POINT_PIXELS = 6;
const ARROW_PIXELS = 7;
const FIGURE_PIXELS = 13;
const FIGURE_HALO_PIXELS = 4;
const DASH_PIXELS = [9, 6] as const;

export type Marks = { draw(): void; dispose(): void };

type Placed = { readonly mark: SceneMark; readonly points: readonly Point3[] };

export function createMarks(scene: Scene, container: HTMLElement): Marks {
  const canvas = overlayCanvas(container);
  const context = canvas.getContext('2d');
  let placed: readonly Placed[] = [];
  let isEmpty = true;

  const place = (): void => {
    placed = useSceneMarks
      .getState()
      .marks.map((mark) => ({ mark, points: pointsOf(mark).map((point) => worldOf(scene, point, place)) }));
    scene.requestRender();
  };
  const stop = useSceneMarks.subscribe(place);
  place();

  return {
    draw() {
      if (!context || (placed.length === 0 && isEmpty)) return;
      const { scale, ...view } = clearOverlay(canvas, context, scene);
      isEmpty = placed.length === 0;
      const colours = new Colours(canvas);
      const pen: Pen = { context, view, scale, colours };
      for (const one of placed) if (one.mark.kind === 'line') drawLine(pen, one.mark, one.points);
      for (const one of placed) if (one.mark.kind === 'point') drawPoint(pen, one.mark, one.points);
      for (const one of placed) if (one.mark.kind === 'dimension') drawDimension(pen, one.mark, one.points);
    },
    dispose() {
      stop();
      canvas.remove();
    },
  };
}

type Pen = {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly scale: number;
  readonly colours: Colours;
};
type Of<K extends SceneMark['kind']> = Extract<SceneMark, { kind: K }>;

/** Values of the tokens in the theme of this frame. */
class Colours {
  readonly #style: CSSStyleDeclaration;
  readonly #known = new Map<string, string>();

  constructor(canvas: HTMLCanvasElement) {
    this.#style = getComputedStyle(canvas);
  }

  of(token: string): string {
    let value = this.#known.get(token);
    if (value === undefined) {
      value = this.#style.getPropertyValue(token).trim();
      this.#known.set(token, value);
    }
    return value;
  }
}

function drawLine({ context, view, scale, colours }: Pen, mark: Of<'line'>, world: readonly Point3[]): void {
  const points = projectLine(world, view);
  if (!points) return;
  const width = mark.widthPixels ?? LINE_PIXELS;
  context.save();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  trace(context, points);
  context.strokeStyle = colours.of('--c-1');
  context.lineWidth = (width + 2 * CASE_PIXELS) * scale;
  context.stroke();
  if (mark.isDashed) {
    context.lineCap = 'butt';
    context.setLineDash(DASH_PIXELS.map((pixels) => pixels * scale));
  }
  context.strokeStyle = colours.of(mark.colour);
  context.lineWidth = width * scale;
  context.stroke();
  context.restore();
}

function drawPoint(pen: Pen, mark: Of<'point'>, [world]: readonly Point3[]): void {
  const { context, view, scale, colours } = pen;
  const at = world && projectPoint(world, view);
  if (!at) return;
  const [x, y] = at;
  const size = (mark.sizePixels ?? POINT_PIXELS) * scale;
  context.save();
  context.lineWidth = 2 * scale;
  context.strokeStyle = colours.of('--c-1');
  context.fillStyle = colours.of(mark.colour);
  context.beginPath();
  switch (mark.shape) {
    case 'disc':
    case 'ring':
      context.arc(x, y, size, 0, 2 * Math.PI);
      break;
    case 'square':
      context.rect(x - size, y - size, 2 * size, 2 * size);
      break;
    case 'diamond':
      context.moveTo(x, y - size * 1.3);
      context.lineTo(x + size * 1.3, y);
      context.lineTo(x, y + size * 1.3);
      context.lineTo(x - size * 1.3, y);
      context.closePath();
      break;
    case 'cross':
      context.arc(x, y, size * 1.2, 0, 2 * Math.PI);
      break;
  }
  context.fill();
  context.stroke();
  if (mark.shape === 'ring') {
    context.beginPath();
    context.arc(x, y, size * 0.5, 0, 2 * Math.PI);
    context.fillStyle = colours.of('--c-1');
    context.fill();
  }
  if (mark.shape === 'cross') {
    const arm = size * 0.6;
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
  }
  context.restore();
  if (mark.text !== undefined) write(pen, mark.text, [x, y - 2.6 * size]);
}

/** Arrows at both ends where they fit, and the figure beside the middle. */
function drawDimension(pen: Pen, mark: Of<'dimension'>, [from, to]: readonly Point3[]): void {
  const { context, view, scale, colours } = pen;
  const a = from && projectPoint(from, view);
  const b = to && projectPoint(to, view);
  if (!a || !b) return;
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [ux, uy] = length > 0 ? [(b[0] - a[0]) / length, (b[1] - a[1]) / length] : [1, 0];
  const arrow = Math.min(ARROW_PIXELS * scale, length / 3);
  context.save();
  context.lineCap = 'round';
  for (const [colour, width] of [
    ['--c-1', 2 + 2 * CASE_PIXELS],
    [mark.colour, 2],
  ] as const) {
    context.strokeStyle = colours.of(colour);
    context.lineWidth = width * scale;
    context.beginPath();
    context.moveTo(...a);
    context.lineTo(...b);
    for (const [[x, y], way] of [
      [a, 1],
      [b, -1],
    ] as const) {
      for (const side of [-0.5, 0.5]) {
        context.moveTo(x, y);
        context.lineTo(x + way * ux * arrow - uy * arrow * side, y + way * uy * arrow + ux * arrow * side);
      }
    }
    context.stroke();
  }
  context.restore();
  write(pen, mark.text, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - FIGURE_PIXELS * scale]);
}

function write({ context, scale, colours }: Pen, text: string, [x, y]: Point2): void {
  context.save();
  context.font = `600 ${FIGURE_PIXELS * scale}px ${colours.of('--font-ui')}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = FIGURE_HALO_PIXELS * scale;
  context.strokeStyle = colours.of('--c-1');
  context.fillStyle = colours.of('--ink-1');
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  context.restore();
}

function trace(context: CanvasRenderingContext2D, points: readonly Point2[]): void {
  context.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

function pointsOf(mark: SceneMark): readonly MarkPoint[] {
  switch (mark.kind) {
    case 'line':
      return mark.points;
    case 'point':
      return [mark.at];
    case 'dimension':
      return [mark.from, mark.to];
  }
}

/** On the ground where no height is known, or the geoid is not yet. */
function worldOf(
  scene: Scene,
  [longitude, latitude, elevation]: MarkPoint,
  whenGeoidKnown: () => void,
): Point3 {
  const geoid = elevation === undefined ? undefined : geoidAt(longitude, latitude, whenGeoidKnown);
  const height =
    elevation === undefined || geoid === undefined
      ? (scene.globe.getHeight(Cartographic.fromDegrees(longitude, latitude)) ?? 0)
      : elevation + geoid;
  const { x, y, z } = Cartesian3.fromDegrees(longitude, latitude, height);
  return [x, y, z];
}
