/**
 * The light of {@link LightState} in GLSL, for custom shaders that run unlit and light themselves: so façades, trees,
 * pipes and ground stand in exactly the same light, without Cesium's tone mapping between them.
 * All functions work in linear light but `display`, which ends the pipeline.
 */
export const SHADING_UNIFORMS = [
  'u_sunDirection', 'u_sun', 'u_zenith', 'u_horizon', 'u_bounce', 'u_grade', 'u_fogColour', 'u_fog', 'u_up',
] as const;

export const SHADING_GLSL = /* glsl */ `
vec3 linearOf(vec3 c) { return pow(c, vec3(2.2)); }

/* n: unit normal in eye space; sunlit: 0 in shadow to 1; sky: share of the sky that is seen. */
vec3 lightOn(vec3 n, float sunlit, float sky) {
  float up = dot(n, u_up);
  float dome = 0.5 + 0.5 * up;
  vec3 skyLight = mix(u_horizon, u_zenith, clamp(0.45 + 0.34 * up, 0.0, 1.0)) * dome;
  return u_sun * max(dot(n, u_sunDirection), 0.0) * sunlit + (skyLight + u_bounce * (0.55 - 0.45 * up)) * sky;
}

vec3 skyToward(vec3 direction) {
  return mix(u_horizon, u_zenith, clamp(dot(direction, u_up) * 1.6 + 0.1, 0.0, 1.0));
}

/* u_grade: exposure, saturation. */
vec3 display(vec3 c) {
  c *= u_grade.x;
  c = 1.3 * c * (1.0 + 0.1 * c) / (1.0 + 0.62 * c);
  float grey = dot(c, vec3(0.2126, 0.7152, 0.0722));
  c = mix(vec3(grey), c, u_grade.y);
  return pow(clamp(c, 0.0, 1.0), vec3(1.0 / 2.2));
}

/* u_fog: start, scale, limit. A share of the way to the horizon's colour; display values in and out. */
float fogAt(float distance) {
  float t = max(distance - u_fog.x, 0.0) / u_fog.y;
  return u_fog.z * (1.0 - exp(-pow(t, 1.25)));
}

/* Display values to what Cesium's unlit stage turns back into them. */
vec3 unlitOutput(vec3 shown) { return czm_gammaCorrectOff(shown); }

uint hashOf(uint x) {
  x = (x ^ (x >> 16)) * 0x45d9f3bu;
  x = (x ^ (x >> 16)) * 0x45d9f3bu;
  return x ^ (x >> 16);
}
/* 0 to 1 from two whole numbers; whole so that it does not tremble with interpolation. */
float hash2(float a, float b) {
  return float(hashOf(uint(int(a) + 32768) * 73856093u ^ uint(int(b) + 32768) * 19349663u) & 0xffffffu) / 16777216.0;
}
`;
