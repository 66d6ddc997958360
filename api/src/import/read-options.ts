/** The command line of the import, read and checked as a whole. */
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { ImportRequest } from '@twin/gis-data/import/import-files.ts';
import type { ControlPoint } from '@twin/gis-data/coordinates/fit-control-points.ts';
import { splitUnit } from '@twin/gis-data/import/propose-mapping.ts';

export const HELP = `npm run import -- FILE… [options]

Puts files, folders and archives (zip, gz, tar.gz) into the city: GeoJSON, CSV and XLSX with coordinates, Shapefile,
GeoPackage, File Geodatabase, FlatGeobuf, GeoParquet, KML, GML, GPX, DXF, MapInfo, TopoJSON, OpenStreetMap, MBTiles and
PMTiles; survey tables of pipes (CJJ 61), networks of EPANET and SWMM; buildings of CityJSON and CityGML; building models
of IFC; images and elevation models as GeoTIFF; readings of meters as CSV and XLSX, one a line, a column for each meter,
or a line for each meter and a column for each time.
A second import of a file changes nothing; a new version updates, adds and retires.

  --theme T              theme of the city: street-lighting, underground-pipes, buildings …
  --collection C         collection of the theme, where its geometry does not tell
  --layer NAME[=COLLECTION]
                         a layer of a file of several, and its collection; --layer all takes all of them
  --crs C                EPSG:4546, GCJ-02, BD-09 …; needed where the file names none and holds no degrees
  --axes yx              the file gives northing or latitude first
  --at LON,LAT[,HEIGHT[,HEADING]]
                         place of a local plan: the centre of its extent, metres, degrees clockwise from north;
                         of a building model: its origin, whatever the file says
  --control X,Y=LON,LAT  a point of a local grid that is known on earth, twice or more
  --map COLUMN=FIELD     a column is this field; with a unit: --map "Tree_Height[ft]=height_metres".
                         Columns of coordinates: --map COLUMN=x --map COLUMN=y
  --set FIELD=VALUE      the same value for all features: --set class=PS
                         of readings: --set meter=NUMBER, zone=Asia/Shanghai, unit=kWh, counts=total or interval,
                         dates=dmy or mdy
  --key COLUMN           column by which a feature is known again
  --source NAME          joins several files to one network, whose features refer to each other
  --name NAME            of a building model; one that is there under it gets a new version
  --date DATE            when it was surveyed or taken, as 2024-06-01
  --bands NAMES          of an image, in their order: red,green,blue,nir
  --licence TEXT, --attribution TEXT
                         kept with every feature
  --dry-run              shows everything, stores nothing
  --yes                  asks nothing, and confirms that a new version may retire most of a source

npm run import -- --list             the sources that were imported
npm run import -- --undo SOURCE      takes the last import of a source back`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  theme: { type: 'string' },
  collection: { type: 'string' },
  layer: { type: 'string', multiple: true },
  crs: { type: 'string' },
  axes: { type: 'string' },
  at: { type: 'string' },
  control: { type: 'string', multiple: true },
  map: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  key: { type: 'string' },
  source: { type: 'string' },
  name: { type: 'string' },
  licence: { type: 'string' },
  attribution: { type: 'string' },
  observed: { type: 'string' },
  date: { type: 'string' },
  bands: { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  undo: { type: 'string' },
  list: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];
const SOURCE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,79}$/u;

export type ImportOptions =
  | { readonly command: 'help' }
  | { readonly command: 'list' }
  | { readonly command: 'undo'; readonly source: string }
  | {
      readonly command: 'import';
      readonly request: Omit<ImportRequest, 'workFolder' | 'rasterFolder'>;
      readonly name?: string | undefined;
    };

/**
 * @param from folder from which relative paths count
 * @throws Error with a sentence that names the option
 */
export function readOptions(args: readonly string[], from: string): ImportOptions {
  const { values, positionals } = parse(args);
  if (values.help) return { command: 'help' };
  if (values.list) return { command: 'list' };
  if (values.undo !== undefined) return { command: 'undo', source: values.undo };
  if (positionals.length === 0) throw new Error(`Name a file to import.\n\n${HELP}`);
  const maps = (values.map ?? []).map((text) => pair('--map', text));
  const column = (axis: 'x' | 'y'): string | undefined => maps.find(([, field]) => field === axis)?.[0];
  const { axes, source, observed = values.date } = values;
  if (axes !== undefined && axes !== 'xy' && axes !== 'yx')
    throw new Error(`--axes ${axes} is neither xy nor yx.`);
  if (source !== undefined && !SOURCE_NAME.test(source))
    throw new Error(`--source ${source} is no name: letters, digits, points, - and _ are.`);
  if (observed !== undefined && Number.isNaN(Date.parse(observed)))
    throw new Error(`--date ${observed} is no date.`);
  if ([values.at, values.crs, values.control].filter((wish) => wish !== undefined).length > 1)
    throw new Error('--at, --control and --crs exclude each other: a plan or a local grid has no CRS.');
  return {
    command: 'import',
    name: values.name,
    request: {
      files: positionals.map((file) => resolve(from, file)),
      ...layersOf(values.layer),
      target: { theme: values.theme, collection: values.collection, key: values.key },
      crs: {
        crs: values.crs,
        axes,
        at: values.at === undefined ? undefined : placeOf(values.at),
        control: values.control?.map(controlOf),
      },
      columns: { xColumn: column('x'), yColumn: column('y') },
      wishes: {
        map: maps
          .filter(([, field]) => field !== 'x' && field !== 'y')
          .map(([from, field]) => mappingOf(from, field)),
        set: new Map((values.set ?? []).map((text) => pair('--set', text))),
      },
      source,
      licence: values.licence,
      attribution: values.attribution,
      observedAt: observed,
      bands: values.bands?.split(',').map((name) => name.trim()),
      dryRun: values['dry-run'] ?? false,
      sure: values.yes ?? false,
    },
  };
}

/** `roads`, `roads=road-segments`, `all` */
function layersOf(texts: readonly string[] | undefined): Pick<ImportRequest, 'layers' | 'layerCollections'> {
  if (texts === undefined) return {};
  const named = texts.map((text): readonly [string, string | undefined] => {
    const at = text.lastIndexOf('=');
    return at <= 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  });
  const all = named.some(([name]) => name === 'all');
  return {
    layers: all ? 'all' : named.map(([name]) => name),
    layerCollections: new Map(
      named.flatMap(([name, collection]) => (collection === undefined ? [] : [[name, collection]])),
    ),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\nnpm run import -- --help lists the options.`,
      { cause: error },
    );
  }
}

function pair(option: string, text: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at <= 0 || at === text.length - 1) throw new Error(`${option} ${text} is not of the form A=B.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** `Tree_Height[ft]`: the unit in square brackets is the person's, not a part of the column's name. */
function mappingOf(from: string, field: string): { field: string; from: string; unit?: string } {
  if (!from.endsWith(']')) return { field, from };
  const { name, unit } = splitUnit(from);
  if (unit === undefined) throw new Error(`--map ${from}=${field}: the unit in brackets is not known.`);
  return { field, from: name, unit };
}

function controlOf(text: string): ControlPoint {
  const numbers = text.split(/[,=]/).map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [x = Number.NaN, y = Number.NaN, longitude = Number.NaN, latitude = Number.NaN] = numbers;
  if (
    numbers.length !== 4 ||
    !numbers.every(Number.isFinite) ||
    Math.abs(longitude) > 180 ||
    Math.abs(latitude) > 85
  )
    throw new Error(
      `--control ${text} is not of the form x,y=longitude,latitude, as --control 500,1200=110.45,20.03.`,
    );
  return { from: [x, y], to: [longitude, latitude] };
}

function placeOf(text: string): {
  longitude: number;
  latitude: number;
  heightMetres: number;
  headingDegrees: number;
} {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [longitude = Number.NaN, latitude = Number.NaN, heightMetres = 0, headingDegrees = 0] = numbers;
  const fine =
    numbers.length <= 4 &&
    [longitude, latitude, heightMetres, headingDegrees].every(Number.isFinite) &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) < 85;
  if (!fine)
    throw new Error(
      `--at ${text} is no place: longitude,latitude[,height[,heading]] in degrees and metres, as --at 110.45,20.03.`,
    );
  return { longitude, latitude, heightMetres, headingDegrees };
}
