/**
 * The light of `LightState` in GLSL, for custom shaders that run unlit and light themselves: so façades, trees, pipes
 * and ground stand in exactly the same light, without Cesium's tone mapping between them. Colours are linear until
 * `display`.
 */
import { LUMINANCE, SHOULDER } from './exposure.ts';

/** A GLSL float literal. */
export const float = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

export const SHADING_GLSL = /* glsl */ `
vec3 linearOf(vec3 c) { return pow(c, vec3(2.2)); }

vec3 upEC() { return normalize(czm_viewRotation * czm_viewerPositionWC); }

/* n: unit normal in eye space; sunlit: 0 in shadow to 1; sky: share of the sky that is seen. */
vec3 lightOn(vec3 n, float sunlit, float sky) {
  float up = dot(n, upEC());
  vec3 skyLight = mix(u_horizon, u_zenith, clamp(0.45 + 0.34 * up, 0.0, 1.0)) * (0.5 + 0.5 * up);
  return u_sun * max(dot(n, czm_lightDirectionEC), 0.0) * sunlit + (skyLight + u_bounce * (0.55 - 0.45 * up)) * sky;
}

vec3 skyToward(vec3 direction) {
  return mix(u_horizon, u_zenith, clamp(dot(direction, upEC()) * 1.6 + 0.1, 0.0, 1.0));
}

/* u_grade: exposure, saturation. */
vec3 display(vec3 c) {
  c *= u_grade.x;
  c = ${float(SHOULDER.gain)} * c * (1.0 + ${float(SHOULDER.lift)} * c) / (1.0 + ${float(SHOULDER.press)} * c);
  float grey = dot(c, vec3(${LUMINANCE.map(float).join(', ')}));
  c = mix(vec3(grey), c, u_grade.y);
  return pow(clamp(c, 0.0, 1.0), vec3(1.0 / 2.2));
}

/* u_fog: start and scale in metres, limit. */
float fogAt(float metres) {
  return u_fog.z * (1.0 - exp(-pow(max(metres - u_fog.x, 0.0) / u_fog.y, 1.25)));
}

/* The end of every shader: exposed, fogged, and in the linear values that Cesium's unlit stage turns into display ones. */
vec3 finish(vec3 lit, vec3 positionEC) {
  return linearOf(mix(display(lit), u_fogColour, fogAt(length(positionEC))));
}

/* The same without fog: below ground the colour is the datum. */
vec3 clear(vec3 lit) { return linearOf(display(lit)); }

uint scramble(uint x) {
  x = (x ^ (x >> 16)) * 0x45d9f3bu;
  x = (x ^ (x >> 16)) * 0x45d9f3bu;
  return x ^ (x >> 16);
}
/* 0 to 1 from whole numbers; rounded first, so that it does not tremble with interpolation. */
float hash(float a, float b, float c) {
  uvec3 q = uvec3(ivec3(round(vec3(a, b, c))) + 65536);
  return float(scramble(q.x * 73856093u ^ q.y * 19349663u ^ q.z * 83492791u) & 0xffffffu) / 16777216.0;
}
`;
