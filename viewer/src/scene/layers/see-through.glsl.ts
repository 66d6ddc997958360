/** GLSL of what can be seen through: where the walls are thin, the edges stay. The engine gives outlines no opacity of their own. */

/** How much more of an edge is left than of its wall. */
const EDGE_SHARE = 4;

export const SEE_THROUGH_GLSL = /* glsl */ `
float opacityOf(float wall) {
#ifdef HAS_PRIMITIVE_OUTLINE
  if (wall < 1.0 && model_showOutline) {
    float edge = 0.0;
    for (int side = 0; side < 3; side++)
      edge = max(edge, texture(model_outlineTexture, vec2(v_outlineCoordinates[side], 0.5)).r);
    return mix(wall, min(1.0, wall * ${EDGE_SHARE}.0), edge);
  }
#endif
  return wall;
}
`;
