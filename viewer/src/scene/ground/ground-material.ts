/**
 * What the painted ground cannot carry because it hangs on the eye: fog with distance, and the shade of slopes. One
 * Cesium material on the globe; Cesium's own fog, atmosphere and lighting are off.
 */
import { Cartesian3, Color, Material } from '../../cesium.ts';
import { parseHex } from '../light/colour.ts';
import { levelGroundLight, LUMINANCE } from '../light/exposure.ts';
import type { LightState } from '../light/light-state.ts';
import type { FogDistance } from '../light/light-uniforms.ts';
import { float } from '../light/shading.glsl.ts';

/** Deepest shade of a slope. */
const DARKEST_SLOPE = 0.5;

const SOURCE = /* glsl */ `
czm_material czm_getMaterial(czm_materialInput materialInput) {
  czm_material material = czm_getDefaultMaterial(materialInput);
  float metres = length(materialInput.positionToEyeEC);
  float fog = fogRange.z * (1.0 - exp(-pow(max(metres - fogRange.x, 0.0) / fogRange.y, 1.25)));
  vec3 up = normalize(czm_viewRotation * czm_viewerPositionWC);
  vec3 n = materialInput.normalEC;
  float level = relief.x * dot(up, czm_lightDirectionEC) + relief.y;
  float here = relief.x * max(dot(n, czm_lightDirectionEC), 0.0) + relief.y * (0.5 + 0.5 * dot(n, up));
  // Light to display is close to a square root.
  float shade = mix(1.0, clamp(sqrt(here / level), ${float(DARKEST_SLOPE)}, 1.0), relief.z);
  float alpha = 1.0 - shade * (1.0 - fog);
  material.diffuse = fogColour.rgb * fog / max(alpha, 0.001);
  material.alpha = alpha;
  return material;
}
`;

export type GroundMaterial = {
  readonly material: Material;
  light(light: LightState, fog: FogDistance): void;
  /** Slopes are shaded only where the terrain brings normals. */
  relief(hasNormals: boolean): void;
};

export function groundMaterial(): GroundMaterial {
  const material = new Material({
    translucent: false,
    fabric: {
      uniforms: {
        fogColour: Color.WHITE.clone(),
        fogRange: new Cartesian3(1e6, 1e6, 0),
        relief: new Cartesian3(1, 1, 0),
      },
      source: SOURCE,
    },
  });
  const uniforms = material.uniforms as { fogColour: Color; fogRange: Cartesian3; relief: Cartesian3 };
  return {
    material,
    light(light, fog) {
      const [r, g, b] = parseHex(light.fogColour);
      uniforms.fogColour = new Color(r, g, b);
      uniforms.fogRange = new Cartesian3(fog.startMetres, fog.scaleMetres, light.fogLimit);
      const luminance = (value: readonly number[]): number =>
        value.reduce((sum, one, i) => sum + one * (LUMINANCE[i] ?? 0), 0);
      uniforms.relief = new Cartesian3(
        luminance(light.sun),
        luminance(levelGroundLight(light).sky),
        uniforms.relief.z,
      );
    },
    relief(hasNormals) {
      uniforms.relief = new Cartesian3(uniforms.relief.x, uniforms.relief.y, hasNormals ? 1 : 0);
    },
  };
}
