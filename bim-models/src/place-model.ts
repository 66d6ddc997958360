/** Where a model stands on earth: by its grid, by its site, or as a person says; with a warning where two of them disagree. */
import type { Crs } from '@twin/gis-data/coordinates/crs.ts';
import { planCrs, toLonLat, type LonLat } from '@twin/gis-data/coordinates/crs.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { ModelFacts, SitePlace } from './ifc-reading.ts';

/** Grid and site may differ by this much before it is said: sites are often given to the second only. */
const SITE_TOLERANCE_METRES = 100;
const METRES_PER_DEGREE = 111_320;
/** CGCS2000: square of the first eccentricity. */
const ECCENTRICITY_2 = 0.006_694_380_022_9;
/** Over this length the direction of the model's axes is taken: within it the grid is straight. */
const DIRECTION_METRES = 100;

export type ModelPlace = {
  readonly crsName: string;
  /** Bearing of the model's y axis, clockwise from true north. */
  readonly bearingDegrees: number;
  /** Height of the model's zero. */
  readonly heightMetres: number;
  readonly lonLat: (x: number, y: number) => LonLat;
  readonly warnings: readonly string[];
};

/**
 * @param grid of the model's map conversion, where it has one
 * @param wished by a person; wins over everything
 * @throws StoreError `ifc-without-place`, `ifc-off-earth`
 */
export function placeModel(
  { mapConversion, site }: Pick<ModelFacts, 'mapConversion' | 'site'>,
  grid: Crs | undefined,
  wished?: SitePlace,
): ModelPlace {
  const warnings: string[] = [];
  const local = wished ?? (mapConversion && grid ? undefined : (site ?? undefined));
  if (!local && !(mapConversion && grid))
    throw new StoreError(
      'ifc-without-place',
      'The file says nowhere where the building stands: it has no IfcMapConversion, and its site no latitude and longitude.',
      'Say it: --at longitude,latitude,height,heading.',
    );
  const lonLat = local ? atSite(local) : onGrid(mapConversion, grid);
  const origin = lonLat(0, 0);
  if (!origin.every(Number.isFinite) || Math.abs(origin[0]) > 180 || Math.abs(origin[1]) > 90)
    throw new StoreError(
      'ifc-off-earth',
      `The model's origin cannot lie in ${mapConversion?.crs ?? 'the place given'}.`,
      'Say where it stands: --at longitude,latitude,height,heading.',
    );
  if (!wished && mapConversion && site) {
    const metres = distanceMetres(origin, [site.longitude, site.latitude]);
    if (metres > SITE_TOLERANCE_METRES)
      warnings.push(
        `its IfcSite lies ${Math.round(metres).toLocaleString('en')} m from where its IfcMapConversion puts it; the map conversion is used`,
      );
  }
  if (!wished && local) warnings.push('it stands where its IfcSite says, which is often only near');
  return {
    crsName: local ? (wished ? 'as given' : 'IfcSite') : (grid?.name ?? ''),
    bearingDegrees: bearing(origin, lonLat(0, DIRECTION_METRES)),
    heightMetres: local ? local.heightMetres : (mapConversion?.heightMetres ?? 0),
    lonLat,
    warnings,
  };
}

function atSite({ longitude, latitude, headingDegrees }: SitePlace): (x: number, y: number) => LonLat {
  return toLonLat(
    planCrs(longitude, latitude, { metresPerUnit: 1, centre: [0, 0], headingDegrees, heightMetres: 0 }),
  );
}

function onGrid(
  conversion: ModelFacts['mapConversion'],
  grid: Crs | undefined,
): (x: number, y: number) => LonLat {
  if (!conversion || !grid) return () => [Number.NaN, Number.NaN];
  const place = toLonLat(grid);
  const { easting, northing, scale } = conversion;
  const [cos, sin] = conversion.xAxis;
  return (x, y) => place(easting + scale * (x * cos - y * sin), northing + scale * (x * sin + y * cos));
}

function bearing(from: LonLat, to: LonLat): number {
  const phi = (from[1] * Math.PI) / 180;
  // A degree along the meridian is shorter than one across it would be on a sphere: 0.03° of bearing here.
  const flattening = (1 - ECCENTRICITY_2 * Math.sin(phi) ** 2) / (1 - ECCENTRICITY_2);
  const east = (to[0] - from[0]) * Math.cos(phi) * flattening;
  return ((Math.atan2(east, to[1] - from[1]) * 180) / Math.PI + 360) % 360;
}

function distanceMetres(a: LonLat, b: LonLat): number {
  const east = (b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180);
  return Math.hypot(east, b[1] - a[1]) * METRES_PER_DEGREE;
}
