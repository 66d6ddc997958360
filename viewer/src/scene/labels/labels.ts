/** Names over the picture, drawn with each frame on a canvas of their own: never in the raster, never turned over. */
import { Cartesian3, Cartographic, Math as CesiumMath, SceneTransforms } from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import type { Language } from '../../state/city-state.ts';
import type { LightState } from '../light/light-state.ts';
import type { FreeArea } from '../city-scene.ts';
import { reportFault } from '../scene-faults.ts';
import type { TileAddress } from '../ground/tile-grid.ts';
import type { LabelSource } from './label-sources.ts';
import type { NamedThing, NamesQuestion } from './named-things.ts';
import { placeLabels, type Candidate, type Placed, type ScreenBox } from './place-labels.ts';
import { overlayCanvas } from '../overlay-canvas.ts';

export type Labels = {
  /** What may be named; asked anew when the view comes to rest elsewhere. */
  sources(next: readonly LabelSource[]): void;
  language(next: Language): void;
  light(light: LightState): void;
  /** Reads the names around the middle of the picture. */
  look(focus: Cartesian3 | undefined): void;
  refresh(): void;
  draw(): void;
  dispose(): void;
};

type Standing = { readonly thing: NamedThing; readonly at: readonly Cartesian3[] };

const FONT = { area: '500 13px', line: '400 12px', building: '600 12px' } as const;
const HALO_PIXELS = 3;
const HALO_OPACITY = 0.85;
/** Streets' and waters' names are set wide, Chinese ones only: Latin words would fall apart. */
const LINE_SPACING_EM = 0.3;
const INK = {
  day: { area: '#2C4A2A', line: '#3A4449', building: '#161E23', halo: '#FFFFFF' },
  dark: { area: '#A9C7A4', line: '#C3CDD1', building: '#ECF1F2', halo: '#0A1013' },
} as const;
/** Zoom at which three tiles span what is seen to the middle of the picture and as far beyond. */
const FINEST_ZOOM = 15;
const COARSEST_ZOOM = 5;
const EQUATOR_METRES = 40_075_016.686;

export function createLabels(
  scene: Scene,
  container: HTMLElement,
  free: () => FreeArea,
  ask: (question: NamesQuestion) => Promise<readonly NamedThing[]>,
): Labels {
  const canvas = overlayCanvas(container);
  const context = canvas.getContext('2d');
  const family = getComputedStyle(container).fontFamily;
  let from: readonly LabelSource[] = [];
  let language: Language = 'zh-CN';
  let ink: (typeof INK)[keyof typeof INK] = INK.day;
  let standing: readonly Standing[] = [];
  let asked = '';
  let isEmpty = true;

  const textOf = ({ name, nameEn }: NamedThing): string => (language === 'en' ? (nameEn ?? name) : name);

  const standUp = (thing: NamedThing): Standing => ({
    thing,
    at: thing.points.map(([longitude, latitude]) =>
      Cartesian3.fromDegrees(
        longitude,
        latitude,
        (scene.globe.getHeight(Cartographic.fromDegrees(longitude, latitude)) ?? 0) + thing.heightMetres,
      ),
    ),
  });

  const candidateOf = ({ thing, at }: Standing): Candidate | undefined => {
    const middle = at[at.length >> 1];
    if (!context || !middle) return undefined;
    const distance = Cartesian3.distance(scene.camera.positionWC, middle);
    const projection = scene.camera.frustum.projectionMatrix[5] ?? 1;
    const sizePixels = (thing.sizeMetres / distance) * projection * scene.canvas.clientHeight * 0.5;
    if (sizePixels < 40) return undefined;
    const points = at.flatMap((point): [number, number][] => {
      const seen = SceneTransforms.worldToWindowCoordinates(scene, point);
      return seen ? [[seen.x, seen.y]] : [];
    });
    if (points.length === 0) return undefined;
    const text = textOf(thing);
    style(thing.kind, text);
    return { text, kind: thing.kind, points, sizePixels, widthPixels: context.measureText(text).width };
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
    sources(next) {
      from = next;
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
      const around = focus && tileAround(focus, scene.camera.positionWC);
      const key = around ? `${around.z}/${around.x}/${around.y}` : '';
      if (!around || key === asked) return;
      asked = key;
      ask({ sources: from, around }).then(
        (things) => {
          if (asked !== key) return;
          standing = things.map(standUp);
          scene.requestRender();
        },
        (error: unknown) => {
          asked = '';
          reportFault('ground', error);
        },
      );
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
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, clientWidth, clientHeight);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.lineJoin = 'round';
      const placed = placeLabels(
        standing.flatMap((one) => candidateOf(one) ?? []),
        boxOf(free(), clientWidth, clientHeight),
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

function tileAround(focus: Cartesian3, eye: Cartesian3): TileAddress {
  const { longitude, latitude } = Cartographic.fromCartesian(focus);
  const range = Math.max(100, Cartesian3.distance(focus, eye));
  const z = Math.min(
    FINEST_ZOOM,
    Math.max(COARSEST_ZOOM, Math.round(Math.log2((EQUATOR_METRES * Math.cos(latitude)) / range))),
  );
  return {
    z,
    x: Math.floor((CesiumMath.toDegrees(longitude) / 360 + 0.5) * 2 ** z),
    y: Math.floor((0.5 - Math.asinh(Math.tan(latitude)) / (2 * Math.PI)) * 2 ** z),
  };
}
