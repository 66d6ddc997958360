/** GLSL of wells, fittings and instanced models: trees, lamps, cabinets, bearings. */
import { LAMP_LIGHT } from '../light/lamp-light.ts';
import { float, SHADING_GLSL } from '../light/shading.glsl.ts';
import { TABLE_GLSL } from './feature-table.ts';

/** Parts of a body as the tiles number them in the first texture coordinate. */
const PART_GLSL = /* glsl */ `
const float PAINTED = 1.0;
const float LEAF = 2.0;
const float LANTERN = 3.0;
const float IRON = 4.0;
bool isPart(float u, float part) { return abs(u - part) < 0.5; }
`;

export const SHAFT_VERTEX = /* glsl */ `
${TABLE_GLSL}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  v_place = float(placeOf(int(vsInput.metadata.gidx)));
}
`;

/** Concrete and iron as they are; what is painted wears its class, muted. */
export const SHAFT_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
${PART_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  float named = 0.0 * float(int(fsInput.metadata.gidx));
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec2 part = fsInput.attributes.texCoord_0;
  vec3 paint = texelFetch(u_palette, ivec2(int(v_place + 0.5), 0), 0).rgb;
  vec3 albedo = isPart(part.x, PAINTED) ? mix(linearOf(u_metal), linearOf(paint), 0.55)
    : isPart(part.x, IRON) ? linearOf(u_iron) : mix(linearOf(u_concrete), linearOf(paint), 0.06);
  vec3 light = mix(lightOn(n, 1.0, part.y), vec3(u_level * part.y), 0.2);
  material.diffuse = clear(albedo * light + named);
  material.alpha = u_opacity;
}
`;

/** A lamp out of order is drawn larger by this. */
const TROUBLED_SHARE = '1.6';
/** And every lamp by so much more where no building is in view: it is what is looked at then. */
const ALONE_SHARE = '0.8';

/** A lantern that would be smaller than this on the screen is drawn this large: lamps are read from afar, lit or not. */
export const MODEL_VERTEX = /* glsl */ `
${TABLE_GLSL}
${PART_GLSL}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  int gid = int(vsInput.featureIds.gid);
  v_gid = float(gid);
  v_place = float(placeOf(gid));
  vec3 positionEC = (czm_modelView * vec4(vsOutput.positionMC, 1.0)).xyz;
  // Of a CSS pixel: the function knows the screen's own.
  float pixel = czm_metersPerPixel(vec4(positionEC, 1.0));
  bool isLantern = isPart(vsInput.attributes.texCoord_0.x, LANTERN);
  // One that needs somebody is seen among a thousand that do not.
  float share = isLantern && abs(v_place - u_burning) > 0.5 ? ${TROUBLED_SHARE} : 1.0 + u_alone * ${ALONE_SHARE};
  float least = (isLantern ? u_slender.y : u_slender.x) * share * pixel;
  vsOutput.positionMC += normalize(vsInput.attributes.normalMC) * max(0.0, least - 0.08);
}
`;

export const MODEL_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
${PART_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec3 view = -normalize(fsInput.attributes.positionEC);
  if (dot(n, view) < 0.0) n = -n;
  // Over thin ground trees make way, one after the other: they would hide what it was opened for. Measured to the foot
  // below the point, so that stem and crown go together.
  vec3 positionEC = fsInput.attributes.positionEC;
  float footMetres = length(vec2(length(positionEC - upEC() * dot(positionEC, upEC())), czm_eyeHeight));
  if (u_yields > 0.5 && footMetres < u_open * (0.8 + 0.3 * hash(round(v_gid), 11.0, 5.0))) discard;
  float part = fsInput.attributes.texCoord_0.x;
  float shade = fsInput.attributes.texCoord_0.y;
  vec3 own = fsInput.attributes.color_0.rgb / max(shade, 0.05);
  vec3 paint = texelFetch(u_palette, ivec2(int(v_place + 0.5), 0), 0).rgb;
  vec3 albedo = own * u_tint;
  vec3 emission = vec3(0.0);
  float sunlit = mix(1.0, shade, 0.6);
  float sky = shade;
  if (isPart(part, PAINTED)) albedo = linearOf(paint);
  if (isPart(part, LEAF)) {
    float pick = floor(hash(round(v_gid), 7.0, 3.0) * 4.0);
    albedo = linearOf(pick < 1.0 ? u_leaf0 : pick < 2.0 ? u_leaf1 : pick < 3.0 ? u_leaf2 : u_leaf3);
    // Leaves let some of the sun through.
    emission = albedo * u_sun * 0.16 * shade;
    sky = shade * shade;
  }
  if (isPart(part, LANTERN)) {
    // A lamp that does not burn is the colour of its trouble; one that burns is light.
    bool burns = abs(v_place - u_burning) < 0.5;
    // By day it burns no light: drawn larger than it is, it is a mark. Among buildings what is in order has no colour;
    // where there are none it has that of the legend.
    float pixel = czm_metersPerPixel(vec4(positionEC, 1.0));
    float far = u_mark * smoothstep(0.1, 0.4, u_slender.y * pixel);
    albedo = burns ? mix(linearOf(vec3(0.86)), linearOf(mix(u_normal, paint, u_alone)), far) : linearOf(paint);
    emission = burns ? vec3(1.0, 0.55, 0.22) * u_lamp * (1.0 - far) : linearOf(paint) * 0.4;
  }
  // What the lit streets give to what stands along them: without it trees are holes in the night.
  emission += albedo * vec3(${LAMP_LIGHT.map(float).join(', ')}) * u_street * (0.5 + 0.5 * shade);
  vec3 lit = albedo * lightOn(n, sunlit, sky) + emission;
  material.diffuse = finish(lit, fsInput.attributes.positionEC);
  material.alpha = u_opacity;
}
`;
