/**
 * Files that are not text: what they are by their first bytes, and which driver of GDAL turns their layers into text that
 * the readers of this folder take.
 */

export type Container = {
  readonly id: string;
  readonly title: string;
  /** Short name of GDAL's driver; undefined: an archive, whose members are files themselves, or read without GDAL. */
  readonly driver?: string;
  /** Endings of the files that belong to it, beside the one that is named. */
  readonly siblings?: readonly string[];
  readonly openOptions?: readonly string[];
  /** Its layers have no geometry of their own: they become tables. */
  readonly table?: true;
  /** The ids of its features are the file's own, and stay when it is saved again. */
  readonly keepsIds?: true;
  /** What its geometry lacks by its kind, for the report. */
  readonly note?: string;
};

const TILES =
  'map tiles hold geometry that was simplified and cut at their edges: the original file is better';

export const CONTAINERS = {
  zip: { id: 'zip', title: 'ZIP archive' },
  tar: { id: 'tar', title: 'tar archive' },
  geotiff: { id: 'geotiff', title: 'GeoTIFF', siblings: ['tfw', 'tif.aux.xml', 'tiff.aux.xml', 'aux.xml'] },
  shapefile: {
    id: 'shapefile',
    title: 'Shapefile',
    driver: 'ESRI Shapefile',
    siblings: [
      'dbf',
      'shx',
      'prj',
      'cpg',
      'sbn',
      'sbx',
      'qix',
      'qpj',
      'cst',
      'fbn',
      'fbx',
      'ain',
      'aih',
      'ixs',
      'mxs',
      'atx',
      'shp.xml',
    ],
  },
  geopackage: {
    id: 'geopackage',
    title: 'GeoPackage',
    driver: 'GPKG',
    siblings: ['gpkg-wal', 'gpkg-shm'],
    keepsIds: true,
  },
  mbtiles: { id: 'mbtiles', title: 'MBTiles', driver: 'MBTiles', openOptions: ['CLIP=NO'], note: TILES },
  sqlite: { id: 'sqlite', title: 'SpatiaLite', driver: 'SQLite', keepsIds: true },
  filegdb: { id: 'filegdb', title: 'File Geodatabase', driver: 'OpenFileGDB', keepsIds: true },
  parquet: { id: 'parquet', title: 'GeoParquet' },
  flatgeobuf: { id: 'flatgeobuf', title: 'FlatGeobuf', driver: 'FlatGeobuf' },
  gml: { id: 'gml', title: 'GML', driver: 'GML', siblings: ['gfs', 'xsd'] },
  gpx: { id: 'gpx', title: 'GPX', driver: 'GPX' },
  dxf: { id: 'dxf', title: 'DXF', driver: 'DXF' },
  dwg: { id: 'dwg', title: 'DWG', driver: 'CAD' },
  mapinfo: {
    id: 'mapinfo',
    title: 'MapInfo',
    driver: 'MapInfo File',
    siblings: ['dat', 'map', 'id', 'ind', 'mid'],
  },
  topojson: { id: 'topojson', title: 'TopoJSON', driver: 'TopoJSON' },
  osm: { id: 'osm', title: 'OpenStreetMap', driver: 'OSM' },
  pmtiles: { id: 'pmtiles', title: 'PMTiles', driver: 'PMTiles', openOptions: ['CLIP=NO'], note: TILES },
  xlsx: {
    id: 'xlsx',
    title: 'XLSX',
    driver: 'XLSX',
    openOptions: ['HEADERS=FORCE', 'FIELD_TYPES=STRING'],
    table: true,
  },
} as const satisfies { readonly [id: string]: Container };

export type ContainerId = keyof typeof CONTAINERS;

/** The start of an SQLite file says whose it is, at this offset: `GPKG`, `MPBX` for tiles. */
const SQLITE_APPLICATION_ID = 68;
const TAR_MAGIC = 257;

type Rule = readonly [ContainerId, (bytes: string) => boolean];
const starts =
  (...signatures: readonly string[]) =>
  (bytes: string): boolean =>
    signatures.some((signature) => bytes.startsWith(signature));
const matches =
  (pattern: RegExp) =>
  (bytes: string): boolean =>
    pattern.test(bytes);

/** Asked in this order; the bytes are given one character each, so that offsets are those of the file. */
const RULES: readonly Rule[] = [
  ['zip', starts('PK\u{3}\u{4}', 'PK\u{5}\u{6}')],
  ['tar', (bytes) => bytes.startsWith('ustar', TAR_MAGIC)],
  ['geotiff', starts('II*\0', 'MM\0*', 'II+\0', 'MM\0+')],
  ['shapefile', starts('\0\0\u{27}\n')],
  [
    'geopackage',
    (bytes) => starts('SQLite format 3\0')(bytes) && /^GP(?:KG|1)/.test(bytes.slice(SQLITE_APPLICATION_ID)),
  ],
  [
    'mbtiles',
    (bytes) =>
      starts('SQLite format 3\0')(bytes) &&
      (bytes.startsWith('MPBX', SQLITE_APPLICATION_ID) || /\btiles\b/.test(bytes)),
  ],
  ['sqlite', starts('SQLite format 3\0')],
  ['parquet', starts('PAR1')],
  ['flatgeobuf', starts('fgb\u{3}')],
  ['pmtiles', starts('PMTiles')],
  ['osm', matches(/^.{4}\n.OSMHeader/s)],
  ['osm', matches(/^(?:ï»¿)?\s*<(?:\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<?osm\b/s)],
  ['dwg', starts('AC10')],
  ['dxf', matches(/^(?:\s*999\r?\n.*\r?\n)*\s*0\r?\nSECTION\r?\n/)],
  ['mapinfo', matches(/^\s*!table/i)],
  ['mapinfo', matches(/^\s*version\s+\d+\r?\n\s*charset/i)],
  ['gpx', matches(/<gpx[\s>]/)],
  ['gml', matches(/^(?!.*<(?:\w+:)?CityModel[\s>]).*<(?:\w+:)?FeatureCollection[\s>]/s)],
  ['topojson', matches(/^(?:ï»¿)?\s*\{[^{}[\]]*"type"\s*:\s*"Topology"/)],
];

/** @param head the first bytes of the file, unpacked */
export function containerOf(head: Buffer): ContainerId | undefined {
  const bytes = head.toString('latin1');
  return RULES.find(([, test]) => test(bytes))?.[0];
}
