/** The plane grid of CGCS2000 in zones of 3° in which a place is drawn and surveyed. */
import { fromLonLat } from '../../../../coordinates/crs.ts';

export type Grid = {
  /** `EPSG:4546` for 111°E. */
  readonly name: string;
  /** Metres east and north. */
  readonly at: (longitude: number, latitude: number) => readonly [easting: number, northing: number];
};

const ZONE_DEGREES = 3;
/** EPSG:4534 to 4554 are the zones of 75° to 135° E. */
const FIRST = { code: 4534, meridian: 75 } as const;
const LAST_CODE = 4554;

export function gridOf(longitude: number): Grid {
  const zones = Math.round((longitude - FIRST.meridian) / ZONE_DEGREES);
  const code = Math.min(LAST_CODE, Math.max(FIRST.code, FIRST.code + zones));
  const meridian = FIRST.meridian + (code - FIRST.code) * ZONE_DEGREES;
  return {
    name: `EPSG:${code}`,
    at: fromLonLat({
      proj: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs`,
    }),
  };
}
