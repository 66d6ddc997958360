/** Numbers of the kinds of geometry in ISO 19125, which WKB and the formats that follow it write. */
export const GEOMETRY_TYPE = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;
