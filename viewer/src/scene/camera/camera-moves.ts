/** Flights and turns of the camera. */
import {
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  Cartographic,
  EasingFunction,
  HeadingPitchRange,
  Math as CesiumMath,
  Ray,
  Rectangle,
  Transforms,
  Matrix4,
} from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import type { CameraView } from '../../state/city-state.ts';
import { sightBelow } from './sight-below.ts';
import { HOME, HOME_PLAN, type Overlook } from './home-view.ts';

/** A flight within the city, and one across the province, seconds. */
const FLIGHT_SECONDS = 1.4;
const LONG_FLIGHT_SECONDS = 2.4;
const LONG_FLIGHT_METRES = 20_000;
const DEFAULT_RANGE_METRES = 180;
/** Lower than this an object is looked at from above, not along the ground, degrees. */
const FLATTEST_APPROACH = -18;
/** Share by which an extent is seen with room around it. */
const EXTENT_MARGIN = 1.25;
const ZOOM_SECONDS = 0.24;

export type CameraMoves = {
  home(now?: boolean): void;
  north(): void;
  /** Multiplies the distance to what is looked at: below 1 is nearer. */
  zoom(factor: number): void;
  toExtent(extent: readonly [number, number, number, number]): void;
  toPoint(point: { longitude: number; latitude: number }, heightMetres: number, rangeMetres?: number): void;
  toView(view: CameraView, now?: boolean): void;
  view(): CameraView;
  /** Top-down and back. */
  mode(mode: '2d' | '3d', now?: boolean): void;
  /** Moves by a share of the picture: right and up are positive. */
  pan(right: number, up: number): void;
  /** What lies under the middle of the picture. */
  focus(): Cartesian3 | undefined;
};

export function cameraMoves(scene: Scene): CameraMoves {
  const { camera } = scene;
  let flat = false;

  const seconds = (to: Cartesian3): number => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return 0;
    return Cartesian3.distance(camera.positionWC, to) > LONG_FLIGHT_METRES
      ? LONG_FLIGHT_SECONDS
      : FLIGHT_SECONDS;
  };

  const overlook = (
    target: Cartesian3,
    headingDegrees: number,
    pitchDegrees: number,
    range: number,
    now = false,
  ): void => {
    const offset = new HeadingPitchRange(
      CesiumMath.toRadians(headingDegrees),
      CesiumMath.toRadians(flat ? -90 : pitchDegrees),
      range,
    );
    if (now) {
      camera.lookAt(target, offset);
      camera.lookAtTransform(Matrix4.IDENTITY);
    } else {
      camera.flyToBoundingSphere(new BoundingSphere(target, 1), {
        offset,
        duration: seconds(target),
        easingFunction: EasingFunction.CUBIC_IN_OUT,
      });
    }
    scene.requestRender();
  };

  const toOverlook = (to: Overlook, now: boolean): void => {
    const ground = Cartographic.fromDegrees(to.longitude, to.latitude);
    const target = Cartesian3.fromDegrees(to.longitude, to.latitude, scene.globe.getHeight(ground) ?? 0);
    overlook(target, to.headingDegrees, to.pitchDegrees, to.rangeMetres, now);
  };

  const focus = (): Cartesian3 | undefined => {
    const { clientWidth, clientHeight } = scene.canvas;
    const ray = camera.getPickRay(new Cartesian2(clientWidth / 2, clientHeight / 2));
    if (!ray) return undefined;
    if (!scene.cameraUnderground) return scene.globe.pick(ray, scene);
    const { height } = camera.positionCartographic;
    const depth = (scene.globe.getHeight(camera.positionCartographic) ?? 0) - height;
    return Ray.getPoint(ray, sightBelow(depth, CesiumMath.toDegrees(camera.pitch)));
  };

  const view = (): CameraView => {
    const { longitude, latitude, height } = camera.positionCartographic;
    return {
      longitude: CesiumMath.toDegrees(longitude),
      latitude: CesiumMath.toDegrees(latitude),
      heightMetres: height,
      heading: CesiumMath.toDegrees(camera.heading),
      pitch: CesiumMath.toDegrees(camera.pitch),
      roll: CesiumMath.toDegrees(camera.roll),
    };
  };

  const turn = (headingDegrees: number, pitchDegrees: number, now = false): void => {
    const target = focus();
    if (!target) {
      toOverlook(flat ? HOME_PLAN : HOME, now);
      return;
    }
    overlook(target, headingDegrees, pitchDegrees, Cartesian3.distance(camera.positionWC, target), now);
  };

  const toView = (to: CameraView, now = false): void => {
    const destination = Cartesian3.fromDegrees(to.longitude, to.latitude, to.heightMetres);
    const orientation = {
      heading: CesiumMath.toRadians(to.heading),
      pitch: CesiumMath.toRadians(to.pitch),
      roll: CesiumMath.toRadians(to.roll),
    };
    const duration = now ? 0 : seconds(destination);
    if (duration === 0) camera.setView({ destination, orientation });
    else camera.flyTo({ destination, orientation, duration, easingFunction: EasingFunction.CUBIC_IN_OUT });
    scene.requestRender();
  };

  return {
    home: (now = false) => toOverlook(flat ? HOME_PLAN : HOME, now),
    north() {
      // From below one turns where one stands: around what is ahead the camera would come out of the ground.
      if (scene.cameraUnderground) toView({ ...view(), heading: 0 });
      else turn(0, Math.min(CesiumMath.toDegrees(camera.pitch), FLATTEST_APPROACH));
    },
    zoom(factor) {
      const target = focus();
      const distance = target
        ? Cartesian3.distance(camera.positionWC, target)
        : camera.positionCartographic.height;
      const step = distance * (1 - factor);
      const destination = Cartesian3.add(
        camera.positionWC,
        Cartesian3.multiplyByScalar(camera.directionWC, step, new Cartesian3()),
        new Cartesian3(),
      );
      const orientation = { heading: camera.heading, pitch: camera.pitch, roll: camera.roll };
      if (seconds(destination) === 0) camera.setView({ destination, orientation });
      else
        camera.flyTo({
          destination,
          orientation,
          duration: ZOOM_SECONDS,
          easingFunction: EasingFunction.QUADRATIC_OUT,
        });
      scene.requestRender();
    },
    toExtent([west, south, east, north]) {
      const rectangle = Rectangle.fromDegrees(west, south, east, north);
      const middle = Rectangle.center(rectangle);
      const target = Cartographic.toCartesian(
        new Cartographic(middle.longitude, middle.latitude, scene.globe.getHeight(middle) ?? 0),
      );
      const half = Math.max(BoundingSphere.fromRectangle3D(rectangle).radius, 40);
      const fov =
        'fovy' in camera.frustum && typeof camera.frustum.fovy === 'number'
          ? camera.frustum.fovy
          : Math.PI / 5;
      overlook(target, CesiumMath.toDegrees(camera.heading), -48, (half * EXTENT_MARGIN) / Math.tan(fov / 2));
    },
    toPoint({ longitude, latitude }, heightMetres, rangeMetres = DEFAULT_RANGE_METRES) {
      const pitch = Math.min(CesiumMath.toDegrees(camera.pitch), FLATTEST_APPROACH);
      overlook(
        Cartesian3.fromDegrees(longitude, latitude, heightMetres),
        CesiumMath.toDegrees(camera.heading),
        Math.max(pitch, -55),
        rangeMetres,
      );
    },
    toView,
    view,
    mode(mode, now = false) {
      if (flat === (mode === '2d')) return;
      flat = mode === '2d';
      const controller = scene.screenSpaceCameraController;
      controller.enableTilt = !flat;
      controller.enableLook = !flat;
      turn(flat ? 0 : CesiumMath.toDegrees(camera.heading), flat ? -90 : HOME.pitchDegrees - 14, now);
    },
    pan(right, up) {
      const target = focus();
      const distance = target
        ? Cartesian3.distance(camera.positionWC, target)
        : Math.max(100, camera.positionCartographic.height);
      const frame = Transforms.eastNorthUpToFixedFrame(camera.positionWC);
      const [sin, cos] = [Math.sin(camera.heading), Math.cos(camera.heading)];
      const local = new Cartesian3(
        (right * cos + up * sin) * distance,
        (up * cos - right * sin) * distance,
        0,
      );
      const moved = Matrix4.multiplyByPointAsVector(frame, local, new Cartesian3());
      camera.position = Cartesian3.add(camera.positionWC, moved, new Cartesian3());
      scene.requestRender();
    },
    focus,
  };
}
