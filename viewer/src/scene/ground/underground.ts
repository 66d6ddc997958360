/** Seeing below the ground: the surface thins near the viewer, and turns to earth when seen from beneath. */
import { Color, NearFarScalar } from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import type { LightName, LightState } from '../light/light-state.ts';

/** The surface is as thin as asked up to the first distance and solid from the second, metres; both grow with height. */
const THIN_UNTIL_METRES = 150;
const SOLID_FROM_METRES = 900;
/**
 * Error of the ground that is allowed on the screen, pixels. From below it is a plain ceiling, and the eye so near to it
 * would ask for two hundred tiles of its finest level.
 */
const GROUND_ERROR = { fromAbove: 1.6, fromBelow: 24 } as const;
/** What lies behind the thinned surface: the plain floor of a pit with a breath of clay, so that every pipe's colour stands off it. */
const EARTH: { readonly [name in LightName]: string } = { day: '#B9AFA4', dusk: '#403D3B', night: '#282726' };

export type Underground = {
  opacity(value: number): void;
  colour(light: LightState): void;
  /** Distance from the eye within which the surface is thin, metres; 0 where it is closed. */
  openMetres(): number;
};

export function underground(scene: Scene): Underground {
  const { globe } = scene;
  let openMetres = 0;
  return {
    openMetres: () => openMetres,
    opacity(value) {
      // From below the surface would vanish with its ceiling: it is drawn solid there.
      const thin = value < 1 && !scene.cameraUnderground;
      globe.translucency.enabled = thin;
      globe.maximumScreenSpaceError = GROUND_ERROR[scene.cameraUnderground ? 'fromBelow' : 'fromAbove'];
      openMetres = 0;
      if (!thin) return;
      const height = Math.max(0, scene.camera.positionCartographic.height);
      const near = THIN_UNTIL_METRES + 1.6 * height;
      openMetres = near;
      globe.translucency.frontFaceAlphaByDistance = new NearFarScalar(
        near,
        value,
        near + SOLID_FROM_METRES + 2.5 * height,
        Math.min(1, value + 0.5),
      );
      globe.translucency.backFaceAlpha = 1;
    },
    colour(light) {
      globe.undergroundColor = Color.fromCssColorString(EARTH[light.name]);
    },
  };
}
