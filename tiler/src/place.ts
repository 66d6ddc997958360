/** Where a tile lies and how much of its things it shows: what a producer knows beside the rows. */
import type { LocalFrame } from './heights.ts';
import type { Detail } from './levels.ts';

/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number];

export type Place = {
  readonly frame: LocalFrame;
  readonly detail: Detail;
  /** Where elevation models know the ground. Elsewhere it is flat at height 0. */
  readonly surveyed: readonly Extent[];
};

/** Whether heights of a survey meet the ground that is drawn. */
export function isSurveyed({ surveyed }: Place, longitude: number, latitude: number): boolean {
  return surveyed.some(
    ([west, south, east, north]) =>
      longitude >= west && longitude <= east && latitude >= south && latitude <= north,
  );
}

/** Height of the ground above the geoid: as measured, or 0 where the ground is drawn flat. */
export function groundMetres(
  place: Place,
  longitude: number,
  latitude: number,
  measured: number | undefined,
): number {
  return measured !== undefined && Number.isFinite(measured) && isSurveyed(place, longitude, latitude)
    ? measured
    : 0;
}
