import type { TileAddress } from '../tile-row.ts';

/** Beyond it the square of web mercator ends, and the last of its latitudes is meant. */
const LARGEST_SINE = 0.999_999;
/** From this zoom on the series below is true to a ten-thousandth of a unit of 4096, at every latitude of the map. */
const SERIES_FROM_ZOOM = 8;
/** Half a tile and its buffer, in tiles: as far as the series reaches. */
const SERIES_REACH = 0.55;

/**
 * Web mercator in the units of one tile, from degrees. Sine and logarithm are most of what a small polygon costs; over
 * the height of a tile four terms of their Taylor series say the same.
 */
export class TileProjection {
  readonly #unitsPerDegree: number;
  readonly #left: number;
  readonly #top: number;
  readonly #world: number;
  readonly #middleLatitude: number;
  readonly #reachDegrees: number;
  readonly #terms: readonly [number, number, number, number, number];

  constructor({ z, x, y }: TileAddress, extent: number) {
    this.#world = extent * 2 ** z;
    this.#unitsPerDegree = this.#world / 360;
    this.#left = x * extent - this.#world / 2;
    this.#top = y * extent;

    const middle = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / 2 ** z)));
    const secant = 1 / Math.cos(middle);
    const tangent = Math.tan(middle);
    this.#middleLatitude = (middle * 180) / Math.PI;
    this.#reachDegrees = z < SERIES_FROM_ZOOM ? 0 : (SERIES_REACH * 360) / 2 ** z / secant;
    // Derivatives of ln(tan(π/4 + φ/2)) over their factorials, per degree, in units.
    const units = this.#world / (2 * Math.PI);
    const degree = Math.PI / 180;
    this.#terms = [
      this.#exactY(this.#middleLatitude),
      -units * secant * degree,
      (-units * secant * tangent * degree ** 2) / 2,
      (-units * secant * (2 * secant ** 2 - 1) * degree ** 3) / 6,
      (-units * secant * tangent * (6 * secant ** 2 - 1) * degree ** 4) / 24,
    ];
  }

  x(longitude: number): number {
    return longitude * this.#unitsPerDegree - this.#left;
  }

  /** Downwards. */
  y(latitude: number): number {
    const d = latitude - this.#middleLatitude;
    if (!(Math.abs(d) < this.#reachDegrees)) return this.#exactY(latitude);
    const [a, b, c, e, f] = this.#terms;
    return a + d * (b + d * (c + d * (e + d * f)));
  }

  #exactY(latitude: number): number {
    const sine = Math.sin((latitude * Math.PI) / 180);
    const kept = Math.min(LARGEST_SINE, Math.max(-LARGEST_SINE, sine));
    return (0.5 - (0.25 * Math.log((1 + kept) / (1 - kept))) / Math.PI) * this.#world - this.#top;
  }
}
