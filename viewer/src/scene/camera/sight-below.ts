/** How far one sees from below the ground: there is no surface ahead that could be asked. */

/** Flatter than this the sight would never meet the surface, degrees. */
const FLATTEST_DEGREES = 8;

/**
 * Metres along the line of sight to the surface overhead or, looking down, as far as it would be upwards.
 * @param depthMetres of the eye below the surface
 */
export function sightBelow(depthMetres: number, pitchDegrees: number): number {
  const steepness = Math.max(FLATTEST_DEGREES, Math.abs(pitchDegrees));
  return Math.max(1, depthMetres) / Math.sin((steepness * Math.PI) / 180);
}
