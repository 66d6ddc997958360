/** Puts the scene together on a fresh widget and keeps it in step with the city's state until it is taken down. */
import {
  Cartesian2,
  Cartesian3,
  Cartographic,
  Color,
  DirectionalLight,
  Math as CesiumMath,
  Matrix4,
  SceneTransforms,
  ScreenSpaceEventHandler,
  ScreenSpaceEventType,
  Transforms,
} from '../cesium.ts';
import type { CesiumWidget } from '../cesium.ts';
import type { Collection } from '@twin/gis-data/theme.ts';
import { useMatching } from '../city-data/matching.ts';
import { useCityState, type CityState, type FeatureRef } from '../state/city-state.ts';
import { useSceneColours } from '../state/scene-colours.ts';
import { cameraMoves } from './camera/camera-moves.ts';
import { keyboard } from './camera/keyboard.ts';
import type { CityScene, FreeArea, ScenePoint, SceneStatus } from './city-scene.ts';
import { createContours } from './contour/contours.ts';
import { createMarks } from './marks/marks.ts';
import { createGround, makesTerrain } from './ground/ground.ts';
import { createPit } from './ground/pit.ts';
import { createLabels } from './labels/labels.ts';
import { labelSources, wallSources } from './labels/label-sources.ts';
import type { ScreenBox } from './labels/place-labels.ts';
import { createLayers } from './layers/layers.ts';
import { fogAtHeight } from './light/light-uniforms.ts';
import { lightAt, sunDirection, type LightState } from './light/light-state.ts';
import { bodyAt, groundAt, pickAt, surfaceAt } from './picking/pick.ts';
import { reportFault } from './scene-faults.ts';
import { settling } from './settling.ts';
import { createSky } from './sky.ts';

export type BuiltScene = Omit<CityScene, 'onFrame' | 'onStatus'> & { dispose(): void };

export type SceneSurroundings = {
  readonly collections: readonly Collection[];
  readonly container: HTMLElement;
  readonly free: () => FreeArea;
  /** Tools that float over the scene, CSS pixels of the canvas. */
  readonly covered: () => readonly ScreenBox[];
  readonly onFrame: () => void;
  readonly onStatus: (status: Omit<SceneStatus, 'losses'>) => void;
};

/** The pointer rests this long before what lies under it is outlined. */
const HOVER_MILLISECONDS = 90;
/** From lower than this, hydrants and covers are seen on a closed ground, metres. */
const FITTINGS_METRES = 150;
/** Fog is set anew when the viewer's height has changed by this share. */
const FOG_STEP = 0.04;
/** A selection made elsewhere is flown to when it is not in view or smaller than this, pixels. */
const LEAST_SELECTION_PIXELS = 6;

export async function buildScene(widget: CesiumWidget, surroundings: SceneSurroundings): Promise<BuiltScene> {
  const { scene } = widget;
  const { collections, container } = surroundings;
  const state = useCityState.getState;
  const collectionOf = (id: string): Collection | undefined => collections.find((one) => one.id === id);
  const isGround = (id: string): boolean => makesTerrain(collectionOf(id));
  prepare(widget);

  let light = lightAt(state().theme, state().minuteOfDay);
  let fogHeight = 0;
  const heightNow = (): number => Math.max(1, scene.camera.positionCartographic.height);
  const moves = cameraMoves(scene);
  const sky = createSky(scene, container);
  const contours = createContours(scene, container, collectionOf);
  const marks = createMarks(scene, container);

  // The camera stands before anything is loaded, so that only what will be seen is asked for.
  const { camera: first, mode } = state();
  if (first) moves.toView(first, true);
  else moves.home(true);
  if (mode === '2d') moves.mode('2d', true);

  const fog = () => fogAtHeight(light, heightNow());
  const layers = createLayers(scene, collections, { light, fog: fog() });
  layers.colour(useSceneColours.getState().colours);
  const ground = await createGround(scene, collections);
  const pit = createPit(scene, light.name, () => layers.cut(pit.corners()));
  const labels = createLabels(
    scene,
    container,
    surroundings.free,
    surroundings.covered,
    collectionOf,
    (question) => ground.names(question),
  );
  let isOpen = false;
  const nameSources = (): void =>
    labels.sources(
      labelSources(collections, state().layers, isOpen),
      wallSources(collections, state().layers, state().xray),
    );
  nameSources();
  labels.language(state().language);

  const showMatching = (): void => {
    const items = new Map(
      [...useMatching.getState().byId].flatMap(([id, one]) =>
        one.status === 'ready' ? [[id, one.items] as const] : [],
      ),
    );
    layers.only(items);
    ground.only(items);
    labels.refresh();
  };

  const paintGround = (): void => ground.paint(light, state().layers, state().groundOpacity < 1);

  const applyLight = (): void => {
    light = lightAt(state().theme, state().minuteOfDay);
    scene.light = new DirectionalLight({
      direction: Cartesian3.negate(sunInWorld(light, scene.camera.positionWC), new Cartesian3()),
    });
    sky.light(light);
    ground.light(light, fog());
    layers.light(light, fog());
    pit.light(light.name);
    contours.light(light);
    labels.light(light);
    paintGround();
    fogHeight = heightNow();
    scene.requestRender();
  };

  const applyState = (now: CityState, before: CityState): void => {
    if (now.theme !== before.theme || now.minuteOfDay !== before.minuteOfDay) applyLight();
    if (now.layers !== before.layers || now.xray !== before.xray) {
      layers.show(now.layers, now.xray);
      nameSources();
      paintGround();
    }
    if (now.language !== before.language) labels.language(now.language);
    if (now.groundOpacity !== before.groundOpacity) {
      // Before the frame begins: set within it, the ground would stay as it was until something else asks for a frame.
      ground.opacity(now.groundOpacity);
      paintGround();
      scene.requestRender();
    }
    if (now.mode !== before.mode) moves.mode(now.mode);
    if (now.selection !== before.selection) contours.select(now.selection);
    if (now.hovered !== before.hovered) contours.hover(now.hovered);
  };

  const metresPerPixelAt = (distance: number): number =>
    Math.max(
      1e-6,
      scene.camera.frustum.getPixelDimensions(
        scene.canvas.clientWidth,
        scene.canvas.clientHeight,
        distance,
        1,
        new Cartesian2(),
      ).x,
    );

  /** What was picked on the canvas, or came with a camera in a link, is in view already; what was chosen elsewhere may not be. */
  let pickedHere: FeatureRef | null = first ? state().selection : null;
  contours.onLocated((ref, centre, radius) => {
    if (pickedHere?.id === ref.id && pickedHere.collection === ref.collection) return;
    const at = SceneTransforms.worldToWindowCoordinates(scene, centre);
    const pixels = radius / metresPerPixelAt(Cartesian3.distance(scene.camera.positionWC, centre));
    const inView =
      at !== undefined &&
      at.x > 0 &&
      at.y > 0 &&
      at.x < scene.canvas.clientWidth &&
      at.y < scene.canvas.clientHeight;
    if (inView && pixels > LEAST_SELECTION_PIXELS) return;
    const { longitude, latitude, height } = Cartographic.fromCartesian(centre);
    moves.toPoint(
      { longitude: CesiumMath.toDegrees(longitude), latitude: CesiumMath.toDegrees(latitude) },
      height,
      Math.max(60, radius * 4),
    );
  });

  const metresPerPixel = (): number => {
    const focus = moves.focus();
    return metresPerPixelAt(focus ? Cartesian3.distance(scene.camera.positionWC, focus) : heightNow());
  };
  const pick = (at: ScenePoint): Promise<FeatureRef[]> => pickAt(scene, layers, ground, at, metresPerPixel());
  const select = async (at: ScenePoint): Promise<void> => {
    const picked = await pick(at);
    const [nearest = null] = picked;
    pickedHere = nearest;
    state().set({ selection: nearest, picked, pickedAt: groundAt(scene, at) ?? null });
  };
  const middle = (): ScenePoint => ({ x: scene.canvas.clientWidth / 2, y: scene.canvas.clientHeight / 2 });

  const stops = [
    useCityState.subscribe(applyState),
    useMatching.subscribe(showMatching),
    useSceneColours.subscribe(({ colours }) => layers.colour(colours)),
    scene.preRender.addEventListener(() => {
      const wasOpen = isOpen;
      isOpen = state().groundOpacity < 1 || scene.cameraUnderground || pit.isOpen();
      if (isOpen !== wasOpen) nameSources();
      ground.opacity(state().groundOpacity);
      layers.update({
        isOpen,
        isLow: isOpen || heightNow() < FITTINGS_METRES,
        openMetres: ground.openMetres(),
      });
      if (Math.abs(heightNow() / fogHeight - 1) > FOG_STEP) {
        fogHeight = heightNow();
        ground.light(light, fog());
        layers.fog(fog());
      }
    }),
    scene.postRender.addEventListener(() => {
      sky.update();
      contours.draw();
      marks.draw();
      labels.draw();
      surroundings.onFrame();
    }),
    scene.renderError.addEventListener((_: unknown, error: unknown) => {
      // A frame can fall between the loss of the context and the event that tells of it; the scene is built anew then.
      if (scene.canvas.getContext('webgl2')?.isContextLost() !== true) reportFault('render', error);
    }),
    settling(
      widget,
      () => {
        const tilesets = layers.progress();
        const waiting = ground.waiting();
        return {
          ready: tilesets.ready,
          wanted: tilesets.wanted + waiting,
          recognisable: tilesets.standing && ground.recognisable(),
        };
      },
      {
        rest: () => state().set({ camera: moves.view() }),
        progress(settled, { ready, wanted, recognisable }) {
          // Names wait for the ground: they are read from the same tiles and stand on it.
          if (settled) labels.look(moves.focus());
          surroundings.onStatus({
            phase: settled ? 'settled' : 'loading',
            recognisable,
            tilesReady: ready,
            tilesWanted: wanted,
          });
        },
      },
    ),
    keyboard(scene, moves, () => void select(middle())),
    pointer(widget, select, (at) => bodyAt(scene, layers, at)),
  ];

  applyLight();
  layers.show(state().layers, state().xray);
  showMatching();
  contours.select(state().selection);

  return {
    flyToExtent: (extent) => moves.toExtent(extent),
    flyToPoint(point, rangeMetres) {
      const surface = scene.globe.getHeight(Cartographic.fromDegrees(point.longitude, point.latitude)) ?? 0;
      moves.toPoint(point, surface, rangeMetres);
    },
    flyToView: (view) => moves.toView(view),
    view: () => moves.view(),
    home: () => moves.home(),
    north: () => moves.north(),
    zoom: (factor) => moves.zoom(factor),
    pick,
    pickGround: (at) => groundAt(scene, at, () => scene.requestRender()),
    pickSurface: (at) => surfaceAt(scene, at, () => scene.requestRender()),
    groundAt({ longitude, latitude }) {
      const heightMetres = scene.globe.getHeight(Cartographic.fromDegrees(longitude, latitude));
      return heightMetres === undefined ? undefined : { longitude, latitude, heightMetres };
    },
    viewExtent() {
      const seen = scene.camera.computeViewRectangle();
      return (
        seen && [
          CesiumMath.toDegrees(seen.west),
          CesiumMath.toDegrees(seen.south),
          CesiumMath.toDegrees(seen.east),
          CesiumMath.toDegrees(seen.north),
        ]
      );
    },
    project({ longitude, latitude, heightMetres }) {
      const at = SceneTransforms.worldToWindowCoordinates(
        scene,
        Cartesian3.fromDegrees(longitude, latitude, heightMetres),
      );
      return at ? { x: at.x, y: at.y } : undefined;
    },
    size: () => ({ width: scene.canvas.clientWidth, height: scene.canvas.clientHeight }),
    metresPerPixel,
    refresh(collection) {
      // What stands on the ground stands elsewhere on another.
      for (const { id } of isGround(collection) ? collections : [{ id: collection }]) layers.refresh(id);
      ground.refresh(collection);
      labels.refresh();
    },
    dispose() {
      stops.forEach((stop) => stop());
      contours.dispose();
      marks.dispose();
      labels.dispose();
      pit.dispose();
      ground.dispose();
      if (!widget.isDestroyed()) layers.dispose();
    },
  };
}

/** Everything of the engine that this scene replaces or does not want is off. */
function prepare(widget: CesiumWidget): void {
  const { scene } = widget;
  const { canvas } = scene;
  scene.backgroundColor = Color.TRANSPARENT.clone();
  scene.highDynamicRange = false;
  scene.fog.enabled = false;
  scene.postProcessStages.fxaa.enabled = false;
  if (scene.sun) scene.sun.show = false;
  if (scene.moon) scene.moon.show = false;
  if (scene.skyAtmosphere) scene.skyAtmosphere.show = false;
  if (scene.skyBox) scene.skyBox.show = false;
  const controller = scene.screenSpaceCameraController;
  controller.enableCollisionDetection = false;
  controller.minimumZoomDistance = 3;
  controller.maximumZoomDistance = 3_000_000;
  widget.useBrowserRecommendedResolution = false;
  canvas.tabIndex = 0;
}

function sunInWorld(light: LightState, at: Cartesian3): Cartesian3 {
  const frame = Transforms.eastNorthUpToFixedFrame(at);
  const [east, north, up] = sunDirection(light);
  return Matrix4.multiplyByPointAsVector(frame, new Cartesian3(east, north, up), new Cartesian3());
}

/** Click selects and the resting pointer outlines, while the select tool is in hand. */
function pointer(
  widget: CesiumWidget,
  select: (at: ScenePoint) => Promise<void>,
  bodyUnder: (at: ScenePoint) => Promise<FeatureRef | undefined>,
): () => void {
  const { canvas } = widget.scene;
  const state = useCityState.getState;
  const handler = new ScreenSpaceEventHandler(canvas);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isSelecting = (): boolean => state().tool === 'select';

  handler.setInputAction(({ position }: { position: Cartesian2 }) => {
    if (isSelecting()) select(position).catch((error: unknown) => reportFault('pick', error));
  }, ScreenSpaceEventType.LEFT_CLICK);

  const rest = (event: PointerEvent): void => {
    clearTimeout(timer);
    if (!isSelecting() || event.buttons !== 0 || event.pointerType === 'touch') return;
    const at = { x: event.offsetX, y: event.offsetY };
    timer = setTimeout(() => {
      bodyUnder(at).then(
        (ref) => {
          const before = state().hovered;
          if (before?.id !== ref?.id || before?.collection !== ref?.collection)
            state().set({ hovered: ref ?? null });
        },
        (error: unknown) => reportFault('pick', error),
      );
    }, HOVER_MILLISECONDS);
  };
  const leave = (): void => {
    clearTimeout(timer);
    if (state().hovered) state().set({ hovered: null });
  };
  canvas.addEventListener('pointermove', rest);
  canvas.addEventListener('pointerleave', leave);
  return () => {
    clearTimeout(timer);
    handler.destroy();
    canvas.removeEventListener('pointermove', rest);
    canvas.removeEventListener('pointerleave', leave);
  };
}
