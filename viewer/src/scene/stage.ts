/**
 * What the shell holds on to: one `CityScene` for the life of the page. The scene behind it may be built again, when
 * the WebGL context was lost, or never come, when the browser has none; commands then do nothing.
 */
import type { BuiltScene } from './build-scene.ts';
import type { CityScene, SceneStatus } from './city-scene.ts';

export type Stage = {
  readonly scene: CityScene;
  /** Puts a built scene behind the commands, or takes it away. */
  hold(built: BuiltScene | undefined): void;
  frame(): void;
  status(change: Partial<SceneStatus>): void;
  current(): SceneStatus;
};

export function createStage(): Stage {
  let built: BuiltScene | undefined;
  let status: SceneStatus = {
    phase: 'starting',
    recognisable: false,
    tilesReady: 0,
    tilesWanted: 0,
    losses: 0,
  };
  const frames = new Set<() => void>();
  const listeners = new Set<(status: SceneStatus) => void>();

  const scene: CityScene = {
    flyToExtent: (extent) => built?.flyToExtent(extent),
    flyToPoint: (point, range) => built?.flyToPoint(point, range),
    flyToView: (view) => built?.flyToView(view),
    view: () => built?.view(),
    home: () => built?.home(),
    north: () => built?.north(),
    zoom: (factor) => built?.zoom(factor),
    pick: (at) => built?.pick(at) ?? Promise.resolve([]),
    pickGround: (at) => built?.pickGround(at),
    pickSurface: (at) => built?.pickSurface(at),
    groundAt: (place) => built?.groundAt(place),
    viewExtent: () => built?.viewExtent(),
    project: (point) => built?.project(point),
    size: () => built?.size() ?? { width: 0, height: 0 },
    metresPerPixel: () => built?.metresPerPixel() ?? 1,
    refresh: (collection) => built?.refresh(collection),
    onFrame(listener) {
      frames.add(listener);
      return () => {
        frames.delete(listener);
      };
    },
    onStatus(listener) {
      listeners.add(listener);
      listener(status);
      return () => {
        listeners.delete(listener);
      };
    },
  };

  return {
    scene,
    hold(next) {
      built = next;
    },
    frame() {
      for (const listener of frames) listener();
    },
    status(change) {
      const next = { ...status, ...change };
      if (same(next, status)) return;
      status = next;
      // For tests and scripts that wait for a picture: starting, loading, city, settled, lost, unsupported.
      document.documentElement.dataset['scene'] =
        next.phase === 'loading' && next.recognisable ? 'city' : next.phase;
      for (const listener of listeners) listener(next);
    },
    current: () => status,
  };
}

function same(a: SceneStatus, b: SceneStatus): boolean {
  return (
    a.phase === b.phase &&
    a.recognisable === b.recognisable &&
    a.tilesReady === b.tilesReady &&
    a.tilesWanted === b.tilesWanted &&
    a.losses === b.losses
  );
}
