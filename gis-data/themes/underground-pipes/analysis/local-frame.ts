/** Degrees to metres around one latitude, on the ellipsoid of CGCS2000: exact to a millimetre over a hundred metres. */

const SEMI_MAJOR_METRES = 6_378_137;
const ECCENTRICITY_SQUARED = 0.006_694_380_022_90;

export type LocalFrame = { readonly perLongitude: number; readonly perLatitude: number };

/** Metres that a degree spans at a latitude in degrees. */
export function localFrame(latitude: number): LocalFrame {
  const phi = (latitude * Math.PI) / 180;
  const root = Math.sqrt(1 - ECCENTRICITY_SQUARED * Math.sin(phi) ** 2);
  const perRadian = Math.PI / 180;
  return {
    perLongitude: (perRadian * SEMI_MAJOR_METRES * Math.cos(phi)) / root,
    perLatitude: (perRadian * SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED)) / root ** 3,
  };
}
