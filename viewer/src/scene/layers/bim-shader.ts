/** GLSL of building models: the colours of their file in the city's light, glass that reflects, rooms lit by night. */
import { SHADING_GLSL } from '../light/shading.glsl.ts';
import { SEE_THROUGH_GLSL } from './see-through.glsl.ts';

export const BIM_VERTEX = /* glsl */ `
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  v_gid = float(int(vsInput.metadata.gidx));
}
`;

/** What lets this much light through is glass. */
const GLASS_OPACITY = 0.9;
/** Size of what is lit as one, metres: a room. */
const ROOM_METRES = 3.9;

export const BIM_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
${SEE_THROUGH_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  // Named here too, so that a mesh without it loses only this shader and not the scene.
  float gid = round(v_gid) + 0.0 * float(int(fsInput.metadata.gidx));
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec3 view = -normalize(fsInput.attributes.positionEC);
  if (dot(n, view) < 0.0) n = -n;
  vec4 own = fsInput.attributes.color_0;
  float glass = own.a < ${GLASS_OPACITY} ? 1.0 : 0.0;
  vec3 albedo = own.rgb * u_tone;
  vec3 emission = vec3(0.0);
  if (glass > 0.5) {
    vec3 room = floor(fsInput.attributes.positionMC / ${ROOM_METRES});
    float pick = hash(room.x + gid, room.y, room.z);
    albedo = linearOf(u_glass) * (0.8 + 0.3 * pick);
    float lit = step(1.0 - u_night.x, hash(room.x, room.y + gid, room.z)) * (0.35 + 0.65 * pick);
    emission = mix(vec3(1.0, 0.7, 0.4), vec3(0.86, 0.92, 1.0), step(0.7, pick)) * lit * u_night.y;
  }
  vec3 lit = albedo * lightOn(n, 1.0, 1.0) + emission;
  float fresnel = 0.07 + 0.5 * pow(1.0 - max(dot(n, view), 0.0), 4.0);
  lit += glass * fresnel * skyToward(reflect(-view, n)) * 0.55 * u_gloss;
  material.diffuse = finish(lit, fsInput.attributes.positionEC);
  material.alpha = opacityOf(u_opacity);
}
`;
