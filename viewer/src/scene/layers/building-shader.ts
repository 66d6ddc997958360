/** GLSL of buildings: whole windows, three tones of light, glass, lit windows by night, a colour of data. */
import { LAMP_LIGHT } from '../light/lamp-light.ts';
import { float, SHADING_GLSL } from '../light/shading.glsl.ts';
import { FACADES } from './facade.ts';
import { TABLE_GLSL } from './feature-table.ts';
import { SEE_THROUGH_GLSL } from './see-through.glsl.ts';

/** A `vec4 name(int style)` with one branch for each façade. */
function byStyle(
  name: string,
  values: (facade: (typeof FACADES)[number]) => readonly [number, number, number, number],
): string {
  const lines = FACADES.map(
    (facade, i) => `  if (style == ${i + 1}) return vec4(${values(facade).map(float).join(', ')});`,
  );
  return `vec4 ${name}(int style) {\n${lines.slice(1).join('\n')}\n${(lines[0] ?? '').replace('if (style == 1) ', '')}\n}`;
}

export const BUILDING_VERTEX = /* glsl */ `
${TABLE_GLSL}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  int gid = int(vsInput.metadata.gidx);
  v_gid = float(gid);
  v_building = vec2(float(placeOf(gid)), float(int(vsInput.metadata.facade_index)));
  // A coloured body stands a hand's breadth proud of the plain one behind it.
  vsOutput.positionMC += vsInput.attributes.normalMC * u_data.x * 0.12;
}
`;

export const BUILDING_FRAGMENT = /* glsl */ `
${SHADING_GLSL}
${SEE_THROUGH_GLSL}
${byStyle('windowOf', (f) => [f.width, f.height, f.sill, f.panes])}
${byStyle('cellOf', (f) => [f.bayMetres, f.floorMetres, f.tinted ? 1 : 0, f.litBays])}

/* Share of a pixel of width w that lies between a and b of a cell. */
float between(float x, float a, float b, float w) {
  return smoothstep(a - w, a + w, x) * (1.0 - smoothstep(b - w, b + w, x));
}

void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  // Named here too, so that a mesh without them loses only this shader and not the scene.
  float gid = round(v_gid) + 0.0 * float(int(fsInput.metadata.gidx) + int(fsInput.metadata.facade_index));
  vec3 n = normalize(fsInput.attributes.normalEC);
  vec3 view = -normalize(fsInput.attributes.positionEC);
  vec2 cell = fsInput.attributes.texCoord_0;
  float occlusion = fsInput.attributes.color_0.r;
  int style = max(1, int(v_building.y + 0.5));
  float place = round(v_building.x);
  vec3 data = texelFetch(u_palette, ivec2(int(place), 0), 0).rgb;
  bool hasData = u_data.x > 0.5;
  float seed = hash(gid, 3.0, 17.0);
  bool isRoof = cell.x < -0.5;
  vec4 window = windowOf(style);
  vec4 module = cellOf(style);
  bool glazed = module.z > 0.5;

  vec3 tone = mix(u_wall0, u_wall1, hash(gid, 1.0, 5.0));
  if (glazed) tone = mix(u_curtain0, u_curtain1, hash(gid, 2.0, 9.0));
  // Roof, parapet, plant on the roof, underside.
  if (isRoof) tone = cell.x < -2.5 ? u_roof1 : cell.x < -1.5 ? tone : u_roof0;
  vec3 albedo = linearOf(hasData ? (isRoof ? data : mix(data, u_data.y > 0.5 ? vec3(1.0) : vec3(0.0), u_data.y > 0.5 ? 0.2 : 0.14)) : tone);
  vec3 emission = vec3(0.0);
  float glass = 0.0;

  if (!isRoof) {
    vec2 id = floor(cell);
    vec2 f = fract(cell);
    vec2 px = max(fwidth(cell) * 0.7, vec2(1e-4));
    float far = clamp(max(px.x, px.y) * 1.2 - 0.25, 0.0, 1.0);
    float left = 0.5 - window.x * 0.5;
    float w = between(f.x, left, left + window.x, px.x) * between(f.y, window.z, window.z + window.y, px.y);
    w = mix(w, window.x * window.y, far) * step(0.01, window.x);
    float pick = hash(id.x, id.y, gid);
    vec3 pane = linearOf(u_glass) * (0.82 + 0.36 * mix(pick, 0.5, far));
    if (glazed && !hasData) pane *= mix(vec3(1.0), linearOf(tone) * 1.25 + 0.12, 0.35);
    if (hasData) pane = mix(pane, linearOf(data) * mix(0.5, 0.66, pick), 0.9);
    // Mullions and the shade of the lintel, while they are wider than the eye.
    float inner = fract((f.x - left) / max(window.x, 0.01) * window.w);
    float mullion = 0.05 * window.w / max(window.x * module.x, 0.1) + px.x * window.w / max(window.x, 0.01);
    float frame = window.w > 1.5 ? smoothstep(mullion, 0.0, min(inner, 1.0 - inner)) * w * (1.0 - far) : 0.0;
    pane *= 1.0 - 0.42 * smoothstep(0.8, 1.02, (f.y - window.z) / max(window.y, 0.01)) * (1.0 - far);
    pane = mix(pane, albedo * 0.92, frame * 0.85);
    // The edge of each floor slab.
    float slab = smoothstep(0.06 + px.y, 0.0, f.y) * (1.0 - far);
    vec3 wall = albedo * (1.0 - u_night.z * slab);
    albedo = mix(wall, pane, w);
    glass = w;

    float share = (style == 1 || style == 7) ? u_night.x : u_night.y;
    vec2 room = vec2(floor(id.x / module.w), id.y);
    float lit = step(1.0 - share * (0.5 + seed), hash(room.x, room.y + 31.0, gid)) * (0.25 + 0.75 * hash(id.x + 71.0, id.y, gid));
    lit = mix(lit * (0.72 + 0.28 * smoothstep(0.0, 0.5, f.y - window.z)), share * 0.55, far) * (hasData ? 0.35 : 1.0);
    vec3 lamp = mix(vec3(1.0, 0.7, 0.4), vec3(0.86, 0.92, 1.0), step(0.78, hash(id.x + 5.0, id.y, gid)));
    emission = lamp * lit * w * u_night.w;
    if (style == 4 && id.y < 0.5) emission += vec3(1.0, 0.78, 0.52) * w * u_night.w * 0.7;
    // What street lamps give the lowest storeys.
    emission += albedo * vec3(${LAMP_LIGHT.map(float).join(', ')}) * u_street * exp(-cell.y * module.y / 6.0);
    if (hasData && u_data.z > 0.5 && abs(place - u_data.z) < 0.5) {
      vec2 metres = cell * module.xy;
      float stripe = fract((metres.x + metres.y) / 4.5);
      albedo = mix(albedo, albedo * 0.55, smoothstep(0.8, 0.86, stripe) * (1.0 - far));
    }
  }

  vec3 light = lightOn(n, 1.0, occlusion);
  if (hasData) light = mix(light, vec3(u_data.w), 0.4);
  vec3 lit = albedo * light * mix(1.0, occlusion, 0.5) + emission;
  float fresnel = 0.07 + 0.5 * pow(1.0 - max(dot(n, view), 0.0), 4.0);
  lit += glass * fresnel * skyToward(reflect(-view, n)) * 0.55 * u_gloss;
  material.diffuse = finish(lit, fsInput.attributes.positionEC);
  // The roof is the exact colour of the legend, only farther away.
  if (hasData && isRoof && cell.x > -1.5) material.diffuse = linearOf(mix(data, u_fogColour, fogAt(length(fsInput.attributes.positionEC))));
  material.alpha = opacityOf(u_opacity);
}
`;
