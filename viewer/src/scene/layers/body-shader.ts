/** GLSL of wells, fittings and instanced models: trees, lamps, cabinets. */
import { SHADING_GLSL } from '../light/shading.glsl.ts';
import { TABLE_GLSL } from './feature-table.ts';

export const SHAFT_VERTEX = /* glsl */ `
${TABLE_GLSL}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  v_texel = texelOf(int(vsInput.metadata.gidx)).xy;
}
`;

/** Style 1 is a well of concrete; all else wears a trace of its class. */
export const SHAFT_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  float named = 0.0 * float(int(fsInput.metadata.gidx));
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec3 paint = texelFetch(u_palette, ivec2(int(v_texel.x + 0.5), 0), 0).rgb;
  float own = v_texel.y > 0.5 && v_texel.y < 1.5 ? 0.1 : 0.5;
  vec3 albedo = mix(linearOf(u_concrete), linearOf(paint), own);
  vec3 light = mix(lightOn(n, 1.0, 1.0), vec3(u_level), 0.2);
  material.diffuse = finish(albedo * light + named, fsInput.attributes.positionEC);
  material.alpha = u_opacity;
}
`;

/** A lantern below this many pixels across is drawn this large: the lit street is read from afar. */
export const MODEL_VERTEX = /* glsl */ `
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  float shade = vsInput.attributes.color_0.r;
  vec3 positionEC = (czm_modelView * vec4(vsOutput.positionMC, 1.0)).xyz;
  float pixel = czm_metersPerPixel(vec4(positionEC, 1.0)) * czm_pixelRatio;
  vec3 normal = vsInput.attributes.normalMC;
  // Of a lamp only the lantern is shaded by its builder; the pole keeps half a pixel, the lantern its glow.
  float least = shade < 0.995 ? u_lantern * pixel : 0.3 * pixel;
  vsOutput.positionMC += normalize(normal) * max(0.0, least - 0.08) * u_slender;
}
`;

export const MODEL_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec3 view = -normalize(fsInput.attributes.positionEC);
  float shade = fsInput.attributes.color_0.r;
  vec3 own = material.diffuse / max(shade, 0.01);
  bool isLeaf = own.g > own.r * 1.04 && own.g > own.b * 1.3;
  bool isLantern = own.r > 0.9 && own.b < own.r * 0.7;
  vec3 albedo = own * u_tint;
  vec3 emission = vec3(0.0);
  float sky = shade;
  if (isLeaf) {
    float pick = floor(hash(float(fsInput.featureIds.instanceFeatureId_0), 7.0, 3.0) * 4.0);
    vec3 leaf = pick < 1.0 ? u_leaf0 : pick < 2.0 ? u_leaf1 : pick < 3.0 ? u_leaf2 : u_leaf3;
    albedo = linearOf(leaf);
    // Leaves let some of the sun through.
    emission = albedo * u_sun * 0.16 * shade;
    sky = shade * shade;
  }
  if (isLantern) {
    albedo = linearOf(vec3(0.86));
    emission = vec3(1.0, 0.78, 0.5) * u_lamp;
  }
  if (dot(n, view) < 0.0) n = -n;
  vec3 lit = albedo * lightOn(n, mix(1.0, shade, 0.6), sky) + emission;
  material.diffuse = finish(lit, fsInput.attributes.positionEC);
  material.alpha = u_opacity;
}
`;
