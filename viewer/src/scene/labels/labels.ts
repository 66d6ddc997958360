/** Names over the picture, drawn with each frame on a canvas of their own: never in the raster, never turned over. */
import { Cartesian3, Cartographic, Math as CesiumMath } from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import { wallScale } from '../../design/wall-scale.ts';
import type { Language } from '../../state/city-state.ts';
import type { LightState } from '../light/light-state.ts';
import type { FreeArea } from '../city-scene.ts';
import { reportFault } from '../scene-faults.ts';
import type { TileAddress } from '../ground/tile-grid.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import { labelTexts } from './label-texts.ts';
import { isHiddenBehind, type Body, type Place } from './hidden-behind.ts';
import type { LabelSource, WallSource } from './label-sources.ts';
import type { NamedThing, NamesAnswer, NamesQuestion, Wall } from './named-things.ts';
import { FADE_PIXELS, placeLabels, type Candidate, type Placed, type ScreenBox } from './place-labels.ts';
import { overlayCanvas } from '../overlay-canvas.ts';
import { screenProjection, type ScreenProjection } from '../screen-projection.ts';

export type Labels = {
  /** What may be named; asked anew when the view comes to rest elsewhere. */
  sources(next: readonly LabelSource[], walls: readonly WallSource[]): void;
  language(next: Language): void;
  light(light: LightState): void;
  /** Reads the names around the middle of the picture, and those of pipes where it is near. */
  look(focus: Cartesian3 | undefined): void;
  refresh(): void;
  draw(): void;
  dispose(): void;
};

/** `places`: the same points in metres around the middle of what was asked for, for the eye's line to them. */
type Standing = {
  readonly thing: NamedThing;
  readonly at: readonly Cartesian3[];
  readonly places: readonly Place[];
};
type StandingCandidate = Candidate & { readonly standing: Standing };
/** Longitude and latitude, degrees. */
type Origin = readonly [number, number];

const FONT = { area: '500 13px', line: '400 12px', building: '600 12px', pipe: '500 12px' } as const;
const HALO_PIXELS = 3;
const HALO_OPACITY = 0.85;
/** Streets' and waters' names are set wide, Chinese ones only: Latin words would fall apart. */
const LINE_SPACING_EM = 0.3;
const INK = {
  day: { area: '#2C4A2A', line: '#3A4449', building: '#161E23', pipe: '#161E23', halo: '#FFFFFF' },
  dark: { area: '#A9C7A4', line: '#C3CDD1', building: '#ECF1F2', pipe: '#ECF1F2', halo: '#0A1013' },
} as const;
/** Zoom at which three tiles span what is seen to the middle of the picture and as far beyond. */
const FINEST_ZOOM = 15;
const COARSEST_ZOOM = 5;
/** Pipes are named from nearer than this: three tiles of the zoom reach as far as a name can be read. */
const PIPES_ZOOM = 17;
const PIPES_METRES = 500;
const EQUATOR_METRES = 40_075_016.686;
const METRES_PER_DEGREE = EQUATOR_METRES / 360;
/** Streets are followed in steps of this, so that the place below a name is known. */
const STEP_METRES = 40;
/** The ground below a name is looked for in the engine's triangles: in slices, between which frames are drawn. */
const SLICE_MILLISECONDS = 5;
/** What stands this near belongs to the thing: a tower's own walls, a house at the kerb. Areas have their own half. */
const NEAR_METRES = { building: 45, line: 14, pipe: 3 } as const;

export function createLabels(
  scene: Scene,
  container: HTMLElement,
  free: () => FreeArea,
  covered: () => readonly ScreenBox[],
  collectionOf: (id: string) => Collection | undefined,
  ask: (question: NamesQuestion) => Promise<NamesAnswer>,
): Labels {
  const canvas = overlayCanvas(container);
  const context = canvas.getContext('2d');
  const family = getComputedStyle(container).fontFamily;
  let from: readonly LabelSource[] = [];
  let wallsFrom: readonly WallSource[] = [];
  let bodies: readonly Body[] = [];
  let origin: Origin = [0, 0];
  let originHeight = 0;
  let language: Language = 'zh-CN';
  let ink: (typeof INK)[keyof typeof INK] = INK.day;
  let standing: readonly Standing[] = [];
  let asked = '';
  let isEmpty = true;
  /** Pixels of the shell by style and text: measuring them anew for each frame costs more than writing them. */
  const widths = new Map<string, number>();
  /** On a wall names are as much larger as the shell is: they are placed in its pixels. */
  let enlarged = wallScale();
  const shrunk = ({ left, right, top, bottom }: ScreenBox): ScreenBox => ({
    left: left / enlarged,
    right: right / enlarged,
    top: top / enlarged,
    bottom: bottom / enlarged,
  });

  const textsOf = ({ collection: id, properties }: NamedThing): readonly string[] => {
    const collection = collectionOf(id);
    return collection ? labelTexts(collection, properties, language) : [];
  };

  const groundHeight = (longitude: number, latitude: number): number =>
    scene.globe.getHeight(Cartographic.fromDegrees(longitude, latitude)) ?? 0;

  const standUp = (thing: NamedThing, origin: Origin): Standing => {
    const points = isLong(thing.kind) ? inSteps(thing.points) : thing.points;
    return {
      thing,
      at: points.map(([longitude, latitude]) =>
        Cartesian3.fromDegrees(longitude, latitude, groundHeight(longitude, latitude) + thing.heightMetres),
      ),
      places: points.map(([longitude, latitude]) => [
        ...metresFrom(origin, longitude, latitude),
        thing.heightMetres,
      ]),
    };
  };

  /** @returns undefined when something else has been asked for meanwhile */
  const standAllUp = async (
    things: readonly NamedThing[],
    origin: Origin,
    isWanted: () => boolean,
  ): Promise<readonly Standing[] | undefined> => {
    const stood: Standing[] = [];
    let begun = performance.now();
    for (const thing of things) {
      stood.push(standUp(thing, origin));
      if (performance.now() - begun < SLICE_MILLISECONDS) continue;
      await new Promise((next) => setTimeout(next));
      if (!isWanted()) return undefined;
      begun = performance.now();
    }
    return stood;
  };

  const readAround = async (
    focus: Cartesian3,
    { around, near }: Pick<NamesQuestion, 'around' | 'near'>,
    isWanted: () => boolean,
  ): Promise<void> => {
    const { things, walls } = await ask({ sources: from, walls: wallsFrom, around, near });
    if (!isWanted()) return;
    const { longitude, latitude } = Cartographic.fromCartesian(focus);
    const middle: Origin = [CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude)];
    const stood = await standAllUp(things, middle, isWanted);
    if (!stood) return;
    origin = middle;
    originHeight = groundHeight(...middle);
    bodies = walls.map((wall) => bodyOf(wall, middle));
    standing = stood;
    widths.clear();
    scene.requestRender();
  };

  /** Heights are counted from the ground below the middle of the picture: a district is level enough for that. */
  const eyePlace = (): Place => {
    const { longitude, latitude, height } = scene.camera.positionCartographic;
    return [
      ...metresFrom(origin, CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude)),
      height - originHeight,
    ];
  };

  const isHidden = (
    eye: Place,
    { standing: { thing, places }, points }: StandingCandidate,
    x: number,
    y: number,
  ): boolean => {
    const place = places[nearestTo(points, x, y)];
    if (!place) return false;
    const near = thing.kind === 'area' ? thing.sizeMetres / 2 : NEAR_METRES[thing.kind];
    return isHiddenBehind(eye, place, near, bodies);
  };

  const widthOf = (kind: NamedThing['kind'], text: string): number => {
    const key = `${kind} ${text}`;
    const known = widths.get(key);
    if (known !== undefined || !context) return known ?? 0;
    style(kind, text);
    const { width } = context.measureText(text);
    widths.set(key, width);
    return width;
  };

  const candidateOf = (
    standing: Standing,
    project: ScreenProjection,
    pixelsAtOneMetre: number,
  ): StandingCandidate | undefined => {
    const { thing, at } = standing;
    const middle = at[at.length >> 1];
    if (!middle) return undefined;
    const distance = Cartesian3.distance(scene.camera.positionWC, middle);
    const sizePixels = (thing.sizeMetres / distance) * pixelsAtOneMetre;
    if (sizePixels <= FADE_PIXELS[thing.kind][0]) return undefined;
    const points: (readonly [number, number])[] = [];
    const places: Place[] = [];
    for (const [i, point] of at.entries()) {
      const pixel = project(point);
      const place = standing.places[i];
      if (!pixel || !place) continue;
      points.push([pixel.x / enlarged, pixel.y / enlarged]);
      places.push(place);
    }
    if (points.length === 0) return undefined;
    const texts = textsOf(thing).map((text) => ({ text, widthPixels: widthOf(thing.kind, text) }));
    return { texts, kind: thing.kind, points, sizePixels, standing: { ...standing, places } };
  };

  const style = (kind: NamedThing['kind'], text: string): void => {
    if (!context) return;
    context.font = `${FONT[kind]} ${family}`;
    const isWide = kind === 'line' && /[\u2e80-\u9fff]/.test(text);
    context.letterSpacing = isWide ? `${LINE_SPACING_EM}em` : '0px';
  };

  const write = ({ text, kind, x, y, radians, opacity }: Placed): void => {
    if (!context) return;
    style(kind, text);
    context.save();
    context.translate(x, y);
    context.rotate(radians);
    context.globalAlpha = opacity * HALO_OPACITY;
    context.lineWidth = 2 * HALO_PIXELS;
    context.strokeStyle = ink.halo;
    context.strokeText(text, 0, 0);
    context.globalAlpha = opacity;
    context.fillStyle = ink[kind];
    context.fillText(text, 0, 0);
    context.restore();
  };

  return {
    sources(next, walls) {
      from = next;
      wallsFrom = walls;
      asked = '';
    },
    language(next) {
      language = next;
      scene.requestRender();
    },
    light(light) {
      ink = light.name === 'day' ? INK.day : INK.dark;
    },
    look(focus) {
      const tiles = focus && tilesAround(focus, scene.camera.positionWC);
      const key = JSON.stringify(tiles) ?? '';
      if (!tiles || key === asked) return;
      asked = key;
      readAround(focus, tiles, () => asked === key).catch((error: unknown) => {
        if (asked === key) asked = '';
        reportFault('ground', error);
      });
    },
    refresh() {
      asked = '';
    },
    draw() {
      if (!context || (standing.length === 0 && isEmpty)) return;
      const scale = globalThis.devicePixelRatio || 1;
      const { clientWidth, clientHeight } = canvas;
      const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      context.setTransform(scale * enlarged, 0, 0, scale * enlarged, 0, 0);
      context.clearRect(0, 0, clientWidth, clientHeight);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.lineJoin = 'round';
      enlarged = wallScale();
      const eye = eyePlace();
      // From below, the earth stands before all that is not in it.
      const named = scene.cameraUnderground
        ? standing.filter(({ thing }) => thing.kind === 'pipe')
        : standing;
      const project = screenProjection(scene);
      const closeness = scene.camera.frustum.projectionMatrix[5] ?? 1;
      const pixelsAtOneMetre = closeness * scene.canvas.clientHeight * (0.5 / enlarged);
      const placed = placeLabels(
        named.flatMap((one) => candidateOf(one, project, pixelsAtOneMetre) ?? []),
        shrunk(boxOf(free(), clientWidth, clientHeight)),
        {
          covered: covered().map(shrunk),
          isHidden: (candidate, x, y) => isHidden(eye, candidate, x, y),
        },
      );
      placed.forEach(write);
      isEmpty = placed.length === 0;
    },
    dispose() {
      canvas.remove();
    },
  };
}

function boxOf({ left, right, top, bottom }: FreeArea, width: number, height: number): ScreenBox {
  return { left, right: width - right, top, bottom: height - bottom };
}

function tilesAround(focus: Cartesian3, eye: Cartesian3): Pick<NamesQuestion, 'around' | 'near'> {
  const place = Cartographic.fromCartesian(focus);
  const range = Math.max(100, Cartesian3.distance(focus, eye));
  const z = Math.min(
    FINEST_ZOOM,
    Math.max(COARSEST_ZOOM, Math.round(Math.log2((EQUATOR_METRES * Math.cos(place.latitude)) / range))),
  );
  return {
    around: tileAt(place, z),
    near: range < PIPES_METRES ? tileAt(place, PIPES_ZOOM) : undefined,
  };
}

function tileAt({ longitude, latitude }: Cartographic, z: number): TileAddress {
  return {
    z,
    x: Math.floor((CesiumMath.toDegrees(longitude) / 360 + 0.5) * 2 ** z),
    y: Math.floor((0.5 - Math.asinh(Math.tan(latitude)) / (2 * Math.PI)) * 2 ** z),
  };
}

function metresFrom([west, south]: Origin, longitude: number, latitude: number): readonly [number, number] {
  const shrink = Math.cos((south * Math.PI) / 180);
  return [(longitude - west) * METRES_PER_DEGREE * shrink, (latitude - south) * METRES_PER_DEGREE];
}

function bodyOf({ ring, topMetres }: Wall, origin: Origin): Body {
  const metres: number[] = [];
  for (let i = 0; i < ring.length; i += 2) metres.push(...metresFrom(origin, ring[i] ?? 0, ring[i + 1] ?? 0));
  const [xs, ys] = [metres.filter((_, i) => i % 2 === 0), metres.filter((_, i) => i % 2 === 1)];
  return {
    ring: metres,
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    topMetres,
  };
}

/** What is named along its line. */
function isLong(kind: NamedThing['kind']): boolean {
  return kind === 'line' || kind === 'pipe';
}

/** A line with points no farther apart than a step. */
function inSteps(points: NamedThing['points']): NamedThing['points'] {
  return points.flatMap((to, i) => {
    const from = points[i - 1];
    if (!from) return [to];
    const steps = Math.max(
      1,
      Math.ceil(Math.hypot(...metresFrom([from[0], from[1]], to[0], to[1])) / STEP_METRES),
    );
    return Array.from({ length: steps }, (_, k): readonly [number, number] => {
      const t = (k + 1) / steps;
      return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
    });
  });
}

function nearestTo(points: Candidate['points'], x: number, y: number): number {
  let [nearest, best] = [0, Infinity];
  points.forEach(([px, py], i) => {
    const distance = Math.hypot(px - x, py - y);
    if (distance < best) [nearest, best] = [i, distance];
  });
  return nearest;
}
