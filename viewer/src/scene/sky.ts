/** The sky: a plain gradient behind the canvas, whose lower end sits on the horizon. */
import { Cartesian3, Ellipsoid, Matrix4 } from '../cesium.ts';
import type { Scene } from '../cesium.ts';
import type { LightState } from './light/light-state.ts';

export type Sky = { light(light: LightState): void; update(): void };

/** The sky's own tone is reached this many screen heights above the horizon. */
const REACH = 0.62;

export function createSky(scene: Scene, container: HTMLElement): Sky {
  let colours: readonly [string, string] = ['#000000', '#000000'];
  let last = '';

  const update = (): void => {
    const horizon = horizonShare(scene);
    const share = (value: number): string => `${(value * 100).toFixed(1)}%`;
    const background = `linear-gradient(to bottom, ${colours[0]} ${share(horizon - REACH)}, ${colours[1]} ${share(horizon)})`;
    if (background === last) return;
    last = background;
    container.style.background = background;
  };
  return {
    light(light) {
      colours = [light.skyTop, light.skyHorizon];
      update();
    },
    update,
  };
}

/** How far down the picture the horizon lies, 0 at its top, 1 at its foot; beyond them where it is not in view. */
function horizonShare(scene: Scene): number {
  const { camera } = scene;
  const up = Ellipsoid.WGS84.geodeticSurfaceNormal(camera.positionWC, new Cartesian3());
  if (!up) return 0.5;
  const level = Cartesian3.cross(up, camera.rightWC, new Cartesian3());
  const height = Math.max(0, camera.positionCartographic.height);
  // The horizon dips with height: cos(dip) = R ÷ (R + h).
  const dip = Math.acos(Ellipsoid.WGS84.maximumRadius / (Ellipsoid.WGS84.maximumRadius + height));
  const toward = Cartesian3.add(
    Cartesian3.multiplyByScalar(level, Math.cos(dip), new Cartesian3()),
    Cartesian3.multiplyByScalar(up, -Math.sin(dip), new Cartesian3()),
    new Cartesian3(),
  );
  const inEye = Matrix4.multiplyByPointAsVector(camera.viewMatrix, toward, new Cartesian3());
  if (inEye.z >= -0.01) return inEye.y > 0 ? -1 : 2;
  const scale = camera.frustum.projectionMatrix[5] ?? 1;
  return 0.5 - (inEye.y / -inEye.z) * scale * 0.5;
}
