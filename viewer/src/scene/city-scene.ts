/**
 * What the shell may ask of the 3D scene beyond what it reads from the state by itself.
 * The scene listens to `useCityState` (layers, theme, clock, ground opacity, selection, mode) and obeys; commands
 * that are no state (fly there, what lies under this pixel) are the methods below.
 */
import type { CameraView, FeatureRef, GroundPoint } from '../state/city-state.ts';

export type ScenePoint = { readonly x: number; readonly y: number };
/** What is covered of the canvas from each of its sides, CSS pixels: names stand between. */
export type FreeArea = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};
export type SceneStatus = {
  /** `settled`: the picture is whole and sharp. */
  readonly phase: 'starting' | 'loading' | 'settled' | 'lost' | 'unsupported';
  /** The city in view can be known by its buildings and streets, though not all of it has come. */
  readonly recognisable: boolean;
  readonly tilesReady: number;
  readonly tilesWanted: number;
  /** How often the WebGL context was lost so far. */
  readonly losses: number;
};

export type CityScene = {
  /** Bounding box in degrees: west, south, east, north. */
  flyToExtent(extent: readonly [number, number, number, number]): void;
  flyToPoint(
    point: { longitude: number; latitude: number; elevationMetres?: number },
    rangeMetres?: number,
  ): void;
  flyToView(view: CameraView): void;
  /** Where the camera is now, also while it moves; undefined before the scene stands. For compass and status bar. */
  view(): CameraView | undefined;
  home(): void;
  north(): void;
  /** Multiplies the distance to what is looked at: below 1 is nearer. */
  zoom(factor: number): void;
  /** All features under a canvas pixel, nearest first, also below transparent ground. */
  pick(at: ScenePoint): Promise<readonly FeatureRef[]>;
  /** What is seen under a pixel, roof, wall or ground; undefined over the sky. */
  pickSurface(at: ScenePoint): GroundPoint | undefined;
  /** The ground under a pixel, overhead from below; undefined over the sky. */
  pickGround(at: ScenePoint): GroundPoint | undefined;
  /** The surface at a place that nobody pointed at, such as typed coordinates; undefined before its terrain is there. */
  groundAt(place: { readonly longitude: number; readonly latitude: number }): GroundPoint | undefined;
  /** What the camera overlooks, up to the horizon: west, south, east, north in degrees; undefined where it sees no ground. */
  viewExtent(): readonly [number, number, number, number] | undefined;
  /** Canvas pixel of a point, undefined when it is behind the camera. For labels and measurements, each frame. */
  project(point: GroundPoint): ScenePoint | undefined;
  /** Called after every drawn frame; returns the function that stops it. */
  onFrame(listener: () => void): () => void;
  onStatus(listener: (status: SceneStatus) => void): () => void;
  /** Of the canvas, CSS pixels. */
  size(): { readonly width: number; readonly height: number };
  /** Metres on the ground that one CSS pixel spans at the middle of the screen, for the scale bar. */
  metresPerPixel(): number;
  /** Draws a collection anew after an edit. */
  refresh(collection: string): void;
};
