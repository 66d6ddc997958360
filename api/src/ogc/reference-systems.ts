/**
 * The coordinate reference systems that the OGC API speaks, as data: the order of their axes, their digits, where their
 * coordinates can lie. The store's own is EPSG:4490; heights in it are those of the 1985 national datum.
 */
import { Problem } from '../problems.ts';

export type ReferenceSystem = {
  readonly uri: string;
  /** Key of `spatial_ref_sys`; PostGIS has east before north in all of them. */
  readonly srid: number;
  /** EPSG code of the system in files, whose formats put east before north. */
  readonly fileSrid: number;
  /** The authority's order: latitude or northing before longitude or easting. */
  readonly northFirst: boolean;
  readonly unit: 'degree' | 'metre';
  /** Third coordinates are ellipsoidal heights, not those of the national datum. */
  readonly ellipsoidal: boolean;
  /** West, south, east, north in its own unit, in this order whatever the axes': what can be brought to the store. */
  readonly domain: readonly [number, number, number, number];
};

const WORLD = [-180, -90, 180, 90] as const;
/** The half circumference of web mercator, whose sphere has the radius of the ellipsoid's equator. */
const MERCATOR_METRES = 20_037_508.342_789_244;
/** Some ten degrees to both sides of the central meridian, up to 60° north: where the projection is meant to serve. */
const GRID = [-600_000, 0, 1_600_000, 6_700_000] as const;

const EPSG = (
  srid: number,
  rest: Pick<ReferenceSystem, 'northFirst' | 'unit' | 'domain'>,
): ReferenceSystem => ({
  uri: `http://www.opengis.net/def/crs/EPSG/0/${srid}`,
  srid,
  fileSrid: srid,
  ellipsoidal: false,
  ...rest,
});

/** CGCS2000 and WGS 84 differ by centimetres: the degrees of CRS84 are those of the store. */
export const CRS84: ReferenceSystem = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  srid: 4490,
  fileSrid: 4326,
  northFirst: false,
  unit: 'degree',
  ellipsoidal: false,
  domain: WORLD,
};
export const STORAGE = EPSG(4490, { northFirst: true, unit: 'degree', domain: WORLD });

export const REFERENCE_SYSTEMS: readonly ReferenceSystem[] = [
  CRS84,
  { ...CRS84, uri: 'http://www.opengis.net/def/crs/OGC/0/CRS84h', fileSrid: 4979, ellipsoidal: true },
  STORAGE,
  EPSG(4545, { northFirst: true, unit: 'metre', domain: GRID }),
  EPSG(4546, { northFirst: true, unit: 'metre', domain: GRID }),
  EPSG(3857, {
    northFirst: false,
    unit: 'metre',
    domain: [-MERCATOR_METRES, -MERCATOR_METRES, MERCATOR_METRES, MERCATOR_METRES],
  }),
];

/** Digits behind the point that leave less than a millimetre: of degrees, of metres. */
const DIGITS = { degree: 8, metre: 4 } as const;
/** Straight edges of a projected box are curves in degrees: this many pieces follow them to millimetres within a city. */
const PIECES_OF_AN_EDGE = 32;

/**
 * @param parameter name of the parameter that asks
 * @throws Problem parameter-invalid, with the list
 */
export function referenceSystem(parameter: string, uri: unknown): ReferenceSystem {
  const found = REFERENCE_SYSTEMS.find((system) => system.uri === uri);
  if (found || uri === undefined) return found ?? CRS84;
  throw new Problem(
    'parameter-invalid',
    `${parameter} is one of ${REFERENCE_SYSTEMS.map((system) => system.uri).join(', ')}.`,
  );
}

/** SQL of a stored geometry's GeoJSON in a system, its axes in the authority's order. */
export function geoJsonIn({ srid, northFirst, unit }: ReferenceSystem, geometry: string): string {
  const moved = srid === STORAGE.srid ? geometry : `ST_Transform(${geometry}, ${srid})`;
  return `ST_AsGeoJSON(${northFirst ? `ST_FlipCoordinates(${moved})` : moved}, ${DIGITS[unit]}, 0)`;
}

/** SQL of a geometry of the system, brought to the store. */
export function toStore({ srid }: ReferenceSystem, geometry: string): string {
  return srid === STORAGE.srid ? geometry : `ST_Transform(${geometry}, ${STORAGE.srid})`;
}

/** Two coordinates of a system's own order as east and north. */
export function eastNorth({ northFirst }: ReferenceSystem, first: number, second: number): [number, number] {
  return northFirst ? [second, first] : [first, second];
}

/** Whether a position can lie in the system. */
export function isWithin({ domain }: ReferenceSystem, east: number, north: number): boolean {
  return east >= domain[0] && north >= domain[1] && east <= domain[2] && north <= domain[3];
}

/** West, south, east, north in the system's unit. */
export type Box = readonly [number, number, number, number];

/**
 * The boxes of four or six numbers in the order of the system's axes: two where degrees cross the antimeridian.
 * Of six numbers the heights are left out.
 * @returns undefined for numbers that are no box of the system
 */
export function boxesOf(system: ReferenceSystem, numbers: readonly number[]): readonly Box[] | undefined {
  if (![4, 6].includes(numbers.length) || !numbers.every(Number.isFinite)) return undefined;
  const half = numbers.length / 2;
  const [west, south] = eastNorth(system, numbers[0] ?? 0, numbers[1] ?? 0);
  const [east, north] = eastNorth(system, numbers[half] ?? 0, numbers[half + 1] ?? 0);
  if (south > north || !isWithin(system, west, south) || !isWithin(system, east, north)) return undefined;
  if (west <= east) return [[west, south, east, north]];
  if (system.unit === 'metre') return undefined;
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/** SQL of a box as a geometry of the store. */
export function envelopeSql(
  system: ReferenceSystem,
  box: Box,
  parameter: (value: unknown) => string,
): string {
  const envelope = `ST_MakeEnvelope(${box.map((side) => `${parameter(side)}::float8`).join(', ')}, ${system.srid})`;
  if (system.srid === STORAGE.srid) return envelope;
  const longest = Math.max(box[2] - box[0], box[3] - box[1], 1);
  return toStore(system, `ST_Segmentize(${envelope}, ${parameter(longest / PIECES_OF_AN_EDGE)}::float8)`);
}

/** How a box of the system is written, with an example in the city. */
export function boxInWords({ unit, northFirst }: ReferenceSystem): string {
  if (unit === 'degree')
    return northFirst
      ? 'south,west,north,east in degrees, such as 20.01,110.42,20.05,110.47'
      : 'west,south,east,north in degrees, such as 110.42,20.01,110.47,20.05';
  return northFirst
    ? 'the least northing, least easting, greatest northing, greatest easting in metres, within the grid'
    : 'the least easting, least northing, greatest easting, greatest northing in metres';
}
