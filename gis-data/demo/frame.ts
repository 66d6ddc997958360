/** The district's own metric frame: x east, y north, in metres from a corner in EPSG:4546 (CGCS2000, 111°E). */
import proj4 from 'proj4';

export type Point = readonly [x: number, y: number];

const CGCS2000_GK_111E =
  '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs';
export const ORIGIN_METRES = { easting: 440_900, northing: 2_214_500 } as const;
/** Digits of longitude and latitude kept: 1e-8° is a millimetre. */
const DEGREES_DIGITS = 1e8;

const grid = proj4(CGCS2000_GK_111E);

/** Longitude and latitude (EPSG:4490, degrees) of a point of the district. */
export function lonLat([x, y]: Point): [number, number] {
  const [longitude, latitude] = grid.inverse<[number, number]>([
    ORIGIN_METRES.easting + x,
    ORIGIN_METRES.northing + y,
  ]);
  return [
    Math.round(longitude * DEGREES_DIGITS) / DEGREES_DIGITS,
    Math.round(latitude * DEGREES_DIGITS) / DEGREES_DIGITS,
  ];
}

/** Where a longitude and latitude lie in the district's frame, in metres. */
export function localMetres(longitude: number, latitude: number): [number, number] {
  const [easting, northing] = grid.forward<[number, number]>([longitude, latitude]);
  return [easting - ORIGIN_METRES.easting, northing - ORIGIN_METRES.northing];
}
