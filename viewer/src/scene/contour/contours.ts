/**
 * Outlines of what is selected and hovered, drawn over the picture on a canvas of its own: two contours in screen
 * pixels, through everything that lies before the thing, at no cost to the 3D frame. What is selected shows its flow.
 */
import { Cartesian3, Cartographic, Matrix4, Transforms } from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import type { FeatureRef } from '../../state/city-state.ts';
import { getJson } from '../../http.ts';
import type { LightState } from '../light/light-state.ts';
import { reportFault } from '../scene-faults.ts';
import {
  shapeOf,
  type Frame,
  type Item,
  type ItemGeometry,
  type Local,
  type Shape,
} from './feature-shape.ts';
import { createFlowArrows, type FlowLine } from '../flow/flow-arrows.ts';
import { geoidAt } from './geoid.ts';
import { projectLine, projectPolygon, type Point2, type Point3, type View } from './project.ts';
import { clearOverlay } from '../clear-overlay.ts';
import { overlayCanvas } from '../overlay-canvas.ts';

/** Widths in CSS pixels: of the inner contour, of the outer one beyond it, of the hover's. */
const INNER_PIXELS = 2;
const OUTER_PIXELS = 2.6;
const OUTER_OPACITY = 0.62;
const HOVER_PIXELS = 1;
const INK = '#0A1013';
const PAPER = '#FFFFFF';

export type Contours = {
  select(ref: FeatureRef | null): void;
  hover(ref: FeatureRef | null): void;
  light(light: LightState): void;
  /** The middle of the selection in world coordinates, once it is known. */
  onLocated(listener: (ref: FeatureRef, centre: Cartesian3, radiusMetres: number) => void): void;
  draw(): void;
  dispose(): void;
};

type World = {
  readonly faces: readonly (readonly Point3[])[];
  readonly lines: readonly { readonly points: readonly Point3[]; readonly pixels: number }[];
  readonly flows: readonly FlowLine[];
};
type Outlined = {
  readonly ref: FeatureRef;
  readonly item: Item;
  world: World;
  readonly anchor: readonly [number, number];
};

export function createContours(
  scene: Scene,
  container: HTMLElement,
  collectionOf: (id: string) => Collection | undefined,
): Contours {
  const canvas = overlayCanvas(container);
  const context = canvas.getContext('2d');
  // Over the contours.
  const arrows = createFlowArrows(scene, container);
  let selected: Outlined | undefined;
  let hovered: Outlined | undefined;
  let wanted: { readonly selected: FeatureRef | null; readonly hovered: FeatureRef | null } = {
    selected: null,
    hovered: null,
  };
  let light: LightState['name'] = 'day';
  let located: (ref: FeatureRef, centre: Cartesian3, radiusMetres: number) => void = () => undefined;
  let wasEmpty = true;

  const outline = async (ref: FeatureRef): Promise<Outlined | undefined> => {
    const collection = collectionOf(ref.collection);
    if (!collection) return undefined;
    const item = await getJson(
      `/ogc/collections/${ref.collection}/items/${encodeURIComponent(ref.id)}`,
      itemOf,
    );
    const anchor = firstPosition(item.geometry);
    const refresh = (): void => {
      for (const one of [selected, hovered])
        if (one?.item === item) one.world = worldOf(scene, collection, item, anchor);
      arrows.show(selected?.world.flows ?? []);
      scene.requestRender();
    };
    return { ref, item, anchor, world: worldOf(scene, collection, item, anchor, refresh) };
  };

  const take = (which: 'selected' | 'hovered', ref: FeatureRef | null): void => {
    if (same(wanted[which], ref)) return;
    wanted = { ...wanted, [which]: ref };
    const put = (one: Outlined | undefined): void => {
      if (which === 'selected') {
        selected = one;
        arrows.show(one?.world.flows ?? []);
      } else hovered = one;
      scene.requestRender();
    };
    if (!ref) {
      put(undefined);
      return;
    }
    outline(ref).then(
      (one) => {
        if (!same(wanted[which], ref)) return;
        put(one);
        if (one && which === 'selected') tell(one);
      },
      (error: unknown) => reportFault('outline', error),
    );
  };

  const tell = (one: Outlined): void => {
    const points = [...one.world.faces.flat(), ...one.world.lines.flatMap((line) => line.points)];
    if (points.length === 0) return;
    const centre = points.reduce(
      (sum, [x, y, z]) => Cartesian3.add(sum, new Cartesian3(x, y, z), sum),
      new Cartesian3(),
    );
    Cartesian3.divideByScalar(centre, points.length, centre);
    const radius = Math.max(
      ...points.map(([x, y, z]) => Cartesian3.distance(centre, new Cartesian3(x, y, z))),
    );
    located(one.ref, centre, radius);
  };

  return {
    select: (ref) => take('selected', ref),
    hover: (ref) => take('hovered', ref),
    light(next) {
      light = next.name;
    },
    onLocated(listener) {
      located = listener;
    },
    draw() {
      arrows.draw();
      if (!context) return;
      const hoverShown = hovered && !same(hovered.ref, selected?.ref ?? null) ? hovered : undefined;
      if (!selected && !hoverShown && wasEmpty) return;
      const { scale, ...view } = clearOverlay(canvas, context, scene);
      wasEmpty = !selected && !hoverShown;
      if (hoverShown) {
        const colour = light === 'day' ? INK : PAPER;
        drawContour(context, hoverShown.world, view, scale, [{ pixels: HOVER_PIXELS, colour, opacity: 1 }]);
      }
      if (selected) {
        const onWhite = light === 'day' && collectionOf(selected.ref.collection)?.symbol.kind === 'extrusion';
        const [inner, outer] = onWhite ? [INK, PAPER] : [PAPER, INK];
        drawContour(context, selected.world, view, scale, [
          { pixels: INNER_PIXELS + OUTER_PIXELS, colour: outer, opacity: OUTER_OPACITY },
          { pixels: INNER_PIXELS, colour: inner, opacity: 1 },
        ]);
      }
    },
    dispose() {
      arrows.dispose();
      canvas.remove();
    },
  };
}

type Rim = { readonly pixels: number; readonly colour: string; readonly opacity: number };

/** Rims from the outermost inwards; the body itself is left clear. */
function drawContour(
  context: CanvasRenderingContext2D,
  world: World,
  view: View,
  scale: number,
  rims: readonly Rim[],
): void {
  const faces = world.faces.map((face) => projectPolygon(face, view)).filter((face) => face !== undefined);
  const lines = world.lines.flatMap((line) => {
    const points = projectLine(line.points, view);
    return points ? [{ points, pixels: line.pixels * scale }] : [];
  });
  context.save();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const rim of rims) {
    context.globalAlpha = rim.opacity;
    context.strokeStyle = rim.colour;
    context.fillStyle = rim.colour;
    trace(context, faces);
    context.fill();
    // Strokes of one path overlap without adding up; a path for each would darken where they meet.
    context.lineWidth = 2 * rim.pixels * scale;
    context.stroke();
    for (const { points, pixels } of lines) {
      traceLine(context, points);
      context.lineWidth = pixels + 2 * rim.pixels * scale;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'destination-out';
  trace(context, faces);
  context.fill();
  for (const { points, pixels } of lines) {
    if (pixels === 0) continue;
    traceLine(context, points);
    context.lineWidth = pixels;
    context.stroke();
  }
  context.restore();
}

function trace(context: CanvasRenderingContext2D, faces: readonly (readonly Point2[])[]): void {
  context.beginPath();
  for (const face of faces) {
    const turned = area(face) < 0 ? face.toReversed() : face;
    turned.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
  }
}

function traceLine(context: CanvasRenderingContext2D, points: readonly Point2[]): void {
  context.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

/** All faces turn alike, so that the non-zero rule gives their union. */
function area(face: readonly Point2[]): number {
  return face.reduce((sum, [x, y], i) => {
    const [nx, ny] = face[(i + 1) % face.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);
}

function worldOf(
  scene: Scene,
  collection: Collection,
  item: Item,
  [longitude, latitude]: readonly [number, number],
  whenGeoidKnown?: () => void,
): World {
  const origin = Cartesian3.fromDegrees(longitude, latitude, 0);
  const toWorld = Transforms.eastNorthUpToFixedFrame(origin);
  const toLocal = Matrix4.inverseTransformation(toWorld, new Matrix4());
  const geoid = geoidAt(longitude, latitude, whenGeoidKnown);
  const frame: Frame = {
    local: (lon, lat) => {
      const local = Matrix4.multiplyByPoint(toLocal, Cartesian3.fromDegrees(lon, lat, 0), new Cartesian3());
      return [local.x, local.y];
    },
    surface: (lon, lat) => scene.globe.getHeight(Cartographic.fromDegrees(lon, lat)) ?? geoid ?? 0,
    orthometric: (metres) => (geoid === undefined ? undefined : metres + geoid),
  };
  const shape: Shape = shapeOf(collection, item, frame);
  const place = ([x, y, z]: Local): Point3 => {
    const point = Matrix4.multiplyByPoint(toWorld, new Cartesian3(x, y, z), new Cartesian3());
    return [point.x, point.y, point.z];
  };
  return {
    faces: shape.faces.map((face) => face.map(place)),
    lines: shape.lines.map(({ points, pixels }) => ({ points: points.map(place), pixels })),
    flows: (shape.flows ?? []).map(({ points, isFilled }) => ({ points: points.map(place), isFilled })),
  };
}

function itemOf(value: unknown): Item {
  const read = (key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const [geometry, properties] = [read('geometry'), read('properties')];
  const isGeometry =
    typeof geometry === 'object' && geometry !== null && 'type' in geometry && 'coordinates' in geometry;
  if (!isGeometry) throw new Error('the item carries no geometry');
  return { geometry: geometry as ItemGeometry, properties: (properties ?? {}) as Item['properties'] };
}

function firstPosition(geometry: ItemGeometry): readonly [number, number] {
  let at: unknown = geometry.coordinates;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  const [longitude, latitude] = at as readonly number[];
  if (longitude === undefined || latitude === undefined) throw new Error('the item has an empty geometry');
  return [longitude, latitude];
}

function same(a: FeatureRef | null | undefined, b: FeatureRef | null | undefined): boolean {
  return a?.collection === b?.collection && a?.id === b?.id;
}
