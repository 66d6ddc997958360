/** GLSL of pipes: matte paint of the class, a rim of casing colour, never thinner than the eye can follow. */
import { SHADING_GLSL } from '../light/shading.glsl.ts';
import { TABLE_GLSL } from './feature-table.ts';

/** Thinnest that a pipe is drawn, CSS pixels across. */
const LEAST_PIXELS = 2.5;
/** Share of a pipe's colour that no shade takes away, so that the class reads below ground. */
const UNLIT_SHARE = 0.3;
const RIM_EXPONENT = 2.4;

export const TUBE_VERTEX = /* glsl */ `
${TABLE_GLSL}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  v_place = float(placeOf(int(vsInput.metadata.gidx)));
  float radius = max(0.005, vsInput.metadata.outer_mm / 2000.0);
  vec3 positionEC = (czm_modelView * vec4(vsOutput.positionMC, 1.0)).xyz;
  // Of a CSS pixel: the function knows the screen's own.
  float pixel = czm_metersPerPixel(vec4(positionEC, 1.0));
  vsOutput.positionMC += vsInput.attributes.normalMC * max(0.0, ${(LEAST_PIXELS / 2).toFixed(2)} * pixel - radius);
}
`;

export const TUBE_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  // Named here too, so that a mesh without them loses only this shader and not the scene.
  float named = 0.0 * (float(int(fsInput.metadata.gidx)) + fsInput.metadata.outer_mm);
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec3 view = -normalize(fsInput.attributes.positionEC);
  vec3 paint = texelFetch(u_palette, ivec2(int(v_place + 0.5), 0), 0).rgb;
  float facing = max(dot(n, view), 0.0);
  vec3 light = mix(lightOn(n, 1.0, 1.0), vec3(u_level), ${UNLIT_SHARE});
  // Mixed as the eye sees it: in linear light a twelfth of white would outshine a dark class.
  vec3 albedo = linearOf(mix(paint, u_rimColour, pow(1.0 - facing, ${RIM_EXPONENT}) * u_rim));
  vec3 halfway = normalize(czm_lightDirectionEC + view);
  float top = max(dot(n, upEC()), 0.0);
  // The line along the crown brightens the paint and adds no white: over the flat top of a duct it would wash the class out.
  float crown = 1.0 + 0.35 * pow(top, 24.0) * u_gloss;
  float gloss = pow(max(dot(n, halfway), 0.0), 42.0) * 0.2 * u_gloss;
  material.diffuse = clear(albedo * light * crown + gloss + named);
  material.alpha = u_opacity;
}
`;
