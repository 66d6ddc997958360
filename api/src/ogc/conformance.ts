/**
 * The conformance classes that hold, by their standard. Styles has no approved one yet, so none of it is claimed. Neither
 * has Part 4 of Features, but an approved standard (Connected Systems) names its classes, and clients edit by them.
 */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  'ogcapi-features-1/1.0': ['core', 'geojson', 'oas30', 'html'],
  'ogcapi-features-2/1.0': ['crs'],
  'ogcapi-features-3/1.0': ['queryables', 'queryables-query-parameters', 'filter', 'features-filter'],
  'ogcapi-features-4/1.0': ['create-replace-delete', 'update', 'optimistic-locking-etags', 'features'],
  // Part 5 was approved under the name of Common Part 3; clients look for either.
  'ogcapi-features-5/1.0': ['schemas', 'core-roles-features'],
  'ogcapi-common-3/1.0': ['schemas'],
  'ogcapi-tiles-1/1.0': ['core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt'],
  'tms/2.0': ['tilematrixset', 'json-tilematrixset'],
  'ogcapi-records-1/1.0': ['record-core'],
  'cql2/1.0': [
    'cql2-text',
    'cql2-json',
    'basic-cql2',
    'advanced-comparison-operators',
    'case-insensitive-comparison',
    'accent-insensitive-comparison',
    'basic-spatial-functions',
    'basic-spatial-functions-plus',
    'spatial-functions',
    'temporal-functions',
    'property-property',
    'arithmetic',
  ],
};

export const CONFORMANCE = Object.entries(CLASSES).flatMap(([standard, classes]) =>
  classes.map((name) => `http://www.opengis.net/spec/${standard}/conf/${name}`),
);
