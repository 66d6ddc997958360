/**
 * The systems of files as PROJJSON, which GeoParquet asks for. Numbers and names are those of the EPSG register; axes are
 * told in the authority's order, and the file's positions are east before north all the same, as GeoParquet has it.
 */

type PlaneSystem = { readonly name: string; readonly centralMeridian: number; readonly code: number };

const DEGREES = [
  { name: 'Geodetic latitude', abbreviation: 'Lat', direction: 'north', unit: 'degree' },
  { name: 'Geodetic longitude', abbreviation: 'Lon', direction: 'east', unit: 'degree' },
];
const HEIGHT = { name: 'Ellipsoidal height', abbreviation: 'h', direction: 'up', unit: 'metre' };
const CGCS2000 = {
  name: 'China 2000',
  ellipsoid: { name: 'CGCS2000', semi_major_axis: 6378137, inverse_flattening: 298.257222101 },
};
const WGS84 = {
  name: 'World Geodetic System 1984',
  ellipsoid: { name: 'WGS 84', semi_major_axis: 6378137, inverse_flattening: 298.257223563 },
};

/** By EPSG code. 4326 is not among them: without a word GeoParquet's positions are those of CRS84. */
export const PROJJSON: Readonly<Record<number, object>> = {
  4490: cgcs2000(),
  4545: gaussKruger({ name: 'CGCS2000 / 3-degree Gauss-Kruger CM 108E', centralMeridian: 108, code: 4545 }),
  4546: gaussKruger({ name: 'CGCS2000 / 3-degree Gauss-Kruger CM 111E', centralMeridian: 111, code: 4546 }),
  4979: geographic('WGS 84', WGS84, [...DEGREES, HEIGHT], 4979),
  3857: {
    type: 'ProjectedCRS',
    name: 'WGS 84 / Pseudo-Mercator',
    base_crs: geographic('WGS 84', WGS84, DEGREES, 4326),
    conversion: {
      name: 'Popular Visualisation Pseudo-Mercator',
      method: { name: 'Popular Visualisation Pseudo Mercator', id: epsg(1024) },
      parameters: [
        parameter('Latitude of natural origin', 0, 'degree', 8801),
        parameter('Longitude of natural origin', 0, 'degree', 8802),
        parameter('False easting', 0, 'metre', 8806),
        parameter('False northing', 0, 'metre', 8807),
      ],
    },
    coordinate_system: {
      subtype: 'Cartesian',
      axis: [
        { name: 'Easting', abbreviation: 'X', direction: 'east', unit: 'metre' },
        { name: 'Northing', abbreviation: 'Y', direction: 'north', unit: 'metre' },
      ],
    },
    id: epsg(3857),
  },
};

function cgcs2000(): object {
  return geographic('China Geodetic Coordinate System 2000', CGCS2000, DEGREES, 4490);
}

function geographic(name: string, datum: object, axis: readonly object[], code: number): object {
  return {
    type: 'GeographicCRS',
    name,
    datum: { type: 'GeodeticReferenceFrame', ...datum },
    coordinate_system: { subtype: 'ellipsoidal', axis },
    id: epsg(code),
  };
}

function gaussKruger({ name, centralMeridian, code }: PlaneSystem): object {
  return {
    type: 'ProjectedCRS',
    name,
    base_crs: cgcs2000(),
    conversion: {
      name: name.replace(/^.* \/ /, ''),
      method: { name: 'Transverse Mercator', id: epsg(9807) },
      parameters: [
        parameter('Latitude of natural origin', 0, 'degree', 8801),
        parameter('Longitude of natural origin', centralMeridian, 'degree', 8802),
        parameter('Scale factor at natural origin', 1, 'unity', 8805),
        parameter('False easting', 500_000, 'metre', 8806),
        parameter('False northing', 0, 'metre', 8807),
      ],
    },
    coordinate_system: {
      subtype: 'Cartesian',
      axis: [
        { name: 'Northing', abbreviation: 'X', direction: 'north', unit: 'metre' },
        { name: 'Easting', abbreviation: 'Y', direction: 'east', unit: 'metre' },
      ],
    },
    id: epsg(code),
  };
}

function parameter(name: string, value: number, unit: string, code: number): object {
  return { name, value, unit, id: epsg(code) };
}

function epsg(code: number): object {
  return { authority: 'EPSG', code };
}
