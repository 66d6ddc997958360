/** The uniforms that `SHADING_GLSL` reads, for a Cesium `CustomShader`. */
import { Cartesian2, Cartesian3, UniformType } from '../../cesium.ts';
import type { CustomShader } from '../../cesium.ts';
import type { Rgb } from './colour.ts';
import { parseHex } from './colour.ts';
import type { LightState } from './light-state.ts';

export type FogDistance = { readonly startMetres: number; readonly scaleMetres: number };

type Uniforms = NonNullable<NonNullable<ConstructorParameters<typeof CustomShader>[0]>['uniforms']>;

const vec3 = (value: Rgb): Cartesian3 => new Cartesian3(...value);

/** Height above ground at which the fog of the panorama has replaced that of the street, metres. */
const PANORAMA_HEIGHT_METRES = 600;

/** Fog is close at street level and far in a panorama; between them it follows the viewer's height. */
export function fogAtHeight(light: LightState, heightMetres: number): FogDistance {
  const t = Math.min(1, Math.max(0, heightMetres / PANORAMA_HEIGHT_METRES));
  const blend = (street: number, panorama: number): number => street * (panorama / street) ** t;
  const { fogStreet, fogPanorama } = light;
  return {
    startMetres: blend(fogStreet.startMetres, fogPanorama.startMetres),
    scaleMetres: blend(fogStreet.scaleMetres, fogPanorama.scaleMetres),
  };
}

export function lightUniformValues(
  light: LightState,
  fog: FogDistance,
): Record<string, Cartesian2 | Cartesian3> {
  const [r, g, b] = parseHex(light.fogColour);
  return {
    u_sun: vec3(light.sun),
    u_zenith: vec3(light.zenith),
    u_horizon: vec3(light.horizon),
    u_bounce: vec3(light.bounce),
    u_grade: new Cartesian2(light.exposure, light.saturation),
    u_fogColour: new Cartesian3(r, g, b),
    u_fog: new Cartesian3(fog.startMetres, fog.scaleMetres, light.fogLimit),
  };
}

/** Declarations for the constructor. */
export function lightUniforms(light: LightState, fog: FogDistance): Uniforms {
  return Object.fromEntries(
    Object.entries(lightUniformValues(light, fog)).map(([name, value]) => [
      name,
      { type: value instanceof Cartesian2 ? UniformType.VEC2 : UniformType.VEC3, value },
    ]),
  );
}
