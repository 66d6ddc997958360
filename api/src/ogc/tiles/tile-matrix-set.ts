/** WebMercatorQuad as OGC Two Dimensional Tile Matrix Set 2.0 defines it, as deep as tiles are served. */
export const WEB_MERCATOR_QUAD = 'WebMercatorQuad';
export const DEEPEST_ZOOM = 18;

const HALF_WORLD_METRES = 20_037_508.342_789_2;
const TILE_PIXELS = 256;
/** The standard's pixel, in metres. */
const PIXEL_METRES = 0.000_28;

export const TILE_MATRIX_SET = {
  id: WEB_MERCATOR_QUAD,
  title: 'Google Maps Compatible for the World',
  uri: `http://www.opengis.net/def/tilematrixset/OGC/1.0/${WEB_MERCATOR_QUAD}`,
  crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
  orderedAxes: ['X', 'Y'],
  wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
  tileMatrices: Array.from({ length: DEEPEST_ZOOM + 1 }, (_, zoom) => {
    const cellSize = (2 * HALF_WORLD_METRES) / TILE_PIXELS / 2 ** zoom;
    return {
      id: String(zoom),
      scaleDenominator: cellSize / PIXEL_METRES,
      cellSize,
      cornerOfOrigin: 'topLeft',
      pointOfOrigin: [-HALF_WORLD_METRES, HALF_WORLD_METRES],
      tileWidth: TILE_PIXELS,
      tileHeight: TILE_PIXELS,
      matrixWidth: 2 ** zoom,
      matrixHeight: 2 ** zoom,
    };
  }),
} as const;
