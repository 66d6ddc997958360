/**
 * What the person sees and has chosen: the one state of the city page. The shell (panels) writes it, the scene
 * draws it, the share link is it. Nothing else holds a choice.
 */
import { create } from 'zustand';
import type { FieldCondition } from './layer-filter.ts';

/** Longitude and latitude in degrees (CGCS2000), heights in metres above the ellipsoid, angles in degrees. */
export type CameraView = {
  readonly longitude: number;
  readonly latitude: number;
  readonly heightMetres: number;
  readonly heading: number;
  readonly pitch: number;
  readonly roll: number;
};
export type FeatureRef = { readonly collection: string; readonly id: string };
export type LayerState = {
  readonly shown: boolean;
  /** 0 to 1 */
  readonly opacity: number;
  /** What is switched off: codes of the collection's `divideBy` field, and finer ones as `code.finer` (PS.YS). */
  readonly hiddenCodes: readonly string[];
  /** Field by which it is coloured instead of the theme's own way. */
  readonly colourBy?: string;
  /** Only items that meet all of them are shown. */
  readonly conditions?: readonly FieldCondition[];
};
export type Language = 'zh-CN' | 'en';
export type InterfaceTheme = 'dark' | 'light';
/** `draw-…`: takes points as measuring does, for what a theme's tool makes of them. */
export type Tool =
  | 'select'
  | 'measure-distance'
  | 'measure-height'
  | 'measure-area'
  | 'draw-line'
  | 'draw-area';
/** What a theme's tool has in hand, as the question that it asks the server: `line=…`. A link takes it along. */
export type Work = { readonly theme: string; readonly tool: string; readonly query: string };
/** A point that the scene found under the cursor: height above the ellipsoid and, where known, national height. */
export type GroundPoint = {
  readonly longitude: number;
  readonly latitude: number;
  readonly heightMetres: number;
  readonly elevationMetres?: number;
};

export type CityState = {
  language: Language;
  theme: InterfaceTheme;
  /** Minutes after midnight, Asia/Shanghai, of the scene's clock; `null` follows the interface theme (day or dusk). */
  minuteOfDay: number | null;
  mode: '3d' | '2d';
  layers: Readonly<Record<string, LayerState>>;
  /** 1 opaque, 0 gone. */
  groundOpacity: number;
  /** Buildings are seen through: their walls hint, their edges stand. */
  xray: boolean;
  selection: FeatureRef | null;
  /** Everything that lay under the last click, nearest first: what else could have been meant. */
  picked: readonly FeatureRef[];
  /** Where on the ground that click was. */
  pickedAt: GroundPoint | null;
  hovered: FeatureRef | null;
  tool: Tool;
  work: Work | null;
  /** Where the camera is; written by the scene when it comes to rest. */
  camera: CameraView | null;
  set: (change: Partial<Omit<CityState, 'set'>>) => void;
};

export const useCityState = create<CityState>()((set) => ({
  language: 'zh-CN',
  theme: 'dark',
  minuteOfDay: null,
  mode: '3d',
  layers: {},
  groundOpacity: 1,
  xray: false,
  selection: null,
  picked: [],
  pickedAt: null,
  hovered: null,
  tool: 'select',
  work: null,
  camera: null,
  set: (change) => set(change),
}));
