/**
 * Gauss-Krüger grids of Hainan on the CGCS2000 ellipsoid, both ways. Krüger's series to the fourth order of the third
 * flattening: better than 0.01 mm within the three degrees of a zone.
 */

export type Grid = 'EPSG:4545' | 'EPSG:4546';
export type GridPoint = { readonly eastMetres: number; readonly northMetres: number };
export type Degrees = { readonly longitude: number; readonly latitude: number };

/** CGCS2000, GB 22021-2008. */
const EQUATORIAL_RADIUS_METRES = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const FALSE_EASTING_METRES = 500_000;
const CENTRAL_MERIDIANS: { readonly [grid in Grid]: number } = { 'EPSG:4545': 108, 'EPSG:4546': 111 };

const N = FLATTENING / (2 - FLATTENING);
const N2 = N * N;
const N3 = N2 * N;
const N4 = N3 * N;
const RECTIFYING_RADIUS_METRES = (EQUATORIAL_RADIUS_METRES / (1 + N)) * (1 + N2 / 4 + N4 / 64);
const ALPHA = [
  N / 2 - (2 / 3) * N2 + (5 / 16) * N3 + (41 / 180) * N4,
  (13 / 48) * N2 - (3 / 5) * N3 + (557 / 1440) * N4,
  (61 / 240) * N3 - (103 / 140) * N4,
  (49_561 / 161_280) * N4,
] as const;
const BETA = [
  N / 2 - (2 / 3) * N2 + (37 / 96) * N3 - N4 / 360,
  N2 / 48 + N3 / 15 - (437 / 1440) * N4,
  (17 / 480) * N3 - (37 / 840) * N4,
  (4397 / 161_280) * N4,
] as const;
const DELTA = [
  2 * N - (2 / 3) * N2 - 2 * N3 + (116 / 45) * N4,
  (7 / 3) * N2 - (8 / 5) * N3 - (227 / 45) * N4,
  (56 / 15) * N3 - (136 / 35) * N4,
  (4279 / 630) * N4,
] as const;
const RADIANS = Math.PI / 180;

export function toGrid({ longitude, latitude }: Degrees, grid: Grid): GridPoint {
  const away = (longitude - CENTRAL_MERIDIANS[grid]) * RADIANS;
  const sine = Math.sin(latitude * RADIANS);
  const eccentricity = (2 * Math.sqrt(N)) / (1 + N);
  const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine));
  const xi = Math.atan2(t, Math.cos(away));
  const eta = Math.atanh(Math.sin(away) / Math.hypot(1, t));
  const [north, east] = series(ALPHA, xi, eta, 1);
  return {
    eastMetres: FALSE_EASTING_METRES + RECTIFYING_RADIUS_METRES * east,
    northMetres: RECTIFYING_RADIUS_METRES * north,
  };
}

export function fromGrid({ eastMetres, northMetres }: GridPoint, grid: Grid): Degrees {
  const [xi, eta] = series(
    BETA,
    northMetres / RECTIFYING_RADIUS_METRES,
    (eastMetres - FALSE_EASTING_METRES) / RECTIFYING_RADIUS_METRES,
    -1,
  );
  const conformal = Math.asin(Math.sin(xi) / Math.cosh(eta));
  const latitude = DELTA.reduce(
    (sum, delta, index) => sum + delta * Math.sin(2 * (index + 1) * conformal),
    conformal,
  );
  return {
    longitude: CENTRAL_MERIDIANS[grid] + Math.atan2(Math.sinh(eta), Math.cos(xi)) / RADIANS,
    latitude: latitude / RADIANS,
  };
}

/** xi + Σ sign·c·sin(2jξ)cosh(2jη), eta + Σ sign·c·cos(2jξ)sinh(2jη) */
function series(
  coefficients: readonly number[],
  xi: number,
  eta: number,
  sign: 1 | -1,
): readonly [number, number] {
  let [along, across] = [xi, eta];
  for (const [index, coefficient] of coefficients.entries()) {
    const times = 2 * (index + 1);
    along += sign * coefficient * Math.sin(times * xi) * Math.cosh(times * eta);
    across += sign * coefficient * Math.cos(times * xi) * Math.sinh(times * eta);
  }
  return [along, across];
}
