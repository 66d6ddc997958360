/** Where a camera stands that sees a whole extent, obliquely from the south: for links that name a place, not a view. */
import type { CameraView } from './city-state.ts';

/** West, south, east, north in degrees. */
export type Extent = readonly [west: number, south: number, east: number, north: number];

const PITCH_DEGREES = -52;
/** From the half diagonal to the distance, with room for panels around it. */
const DISTANCE_SHARE = 2.6;
const LEAST_DISTANCE_METRES = 300;
const METRES_PER_DEGREE = 111_320;
const RADIANS = Math.PI / 180;

export function viewOfExtent([west, south, east, north]: Extent): CameraView {
  const latitude = (south + north) / 2;
  const shrink = Math.cos(latitude * RADIANS);
  const halfDiagonalMetres = (Math.hypot((east - west) * shrink, north - south) * METRES_PER_DEGREE) / 2;
  const distanceMetres = Math.max(LEAST_DISTANCE_METRES, halfDiagonalMetres * DISTANCE_SHARE);
  const backMetres = distanceMetres * Math.cos(PITCH_DEGREES * RADIANS);
  return {
    longitude: (west + east) / 2,
    latitude: Math.max(-90, latitude - backMetres / METRES_PER_DEGREE),
    heightMetres: -distanceMetres * Math.sin(PITCH_DEGREES * RADIANS),
    heading: 0,
    pitch: PITCH_DEGREES,
    roll: 0,
  };
}
