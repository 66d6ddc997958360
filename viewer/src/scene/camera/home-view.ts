/** Where the city is first seen from: over the centre, obliquely, towards the skyline and the sea in the north. */

/** A point on the ground and where the eye stands from it. Degrees, metres. */
export type Overlook = {
  readonly longitude: number;
  readonly latitude: number;
  readonly headingDegrees: number;
  readonly pitchDegrees: number;
  readonly rangeMetres: number;
};

export const HOME: Overlook = {
  longitude: 110.4488,
  latitude: 20.0334,
  headingDegrees: 24,
  pitchDegrees: -21,
  rangeMetres: 1650,
};

/** From above: the whole district with its coast. */
export const HOME_PLAN: Overlook = {
  longitude: 110.4495,
  latitude: 20.0302,
  headingDegrees: 0,
  pitchDegrees: -90,
  rangeMetres: 4600,
};
