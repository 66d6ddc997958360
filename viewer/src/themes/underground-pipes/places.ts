/** Places of a drawn line or area as the operations on pipes take them: `longitude,latitude longitude,latitude …`. */
import type { GroundPoint } from '../../state/city-state.ts';
import type { MarkPoint } from '../../state/scene-marks.ts';

/** A centimetre on the ground. */
const DIGITS_OF_DEGREES = 7;

export function placesText(points: readonly GroundPoint[]): string {
  return points
    .map(({ longitude, latitude }) =>
      [longitude, latitude].map((degrees) => degrees.toFixed(DIGITS_OF_DEGREES)).join(','),
    )
    .join(' ');
}

/** Of a link too, which may say anything: what is no place is left out here and refused by the server. */
export function placesIn(text: string): MarkPoint[] {
  return text.split(' ').flatMap((place) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = place.split(',').map(Number);
    return Number.isFinite(longitude) && Number.isFinite(latitude) ? [[longitude, latitude] as const] : [];
  });
}
