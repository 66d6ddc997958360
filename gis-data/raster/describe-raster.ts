/** What a GeoTIFF says of itself, and what it lacks for being shown. Runs in the process that opens strangers' files. */
import type { GeoTIFFImage } from 'geotiff';
import type { Affine } from '../coordinates/crs.ts';
import { StoreError } from '../store/store-error.ts';
import { invertAffine } from './affine.ts';
import { copyToTiles, makeCoarserLevels } from './make-levels.ts';
import { openRaster, type RasterFile } from './raster-file.ts';
import type { BandStatistics, RasterProfile } from './raster-profile.ts';
import { readWindow } from './read-window.ts';

export type DescribedRaster = {
  readonly profile: RasterProfile;
  /** `EPSG:4546`; `user-defined` where it is written out in the file; undefined where the file says nothing. */
  readonly crs: string | undefined;
  /** Files that were made in the folder; they hold levels of the image. */
  readonly made: readonly string[];
  /** The bands have names in the file, or a person has given them. */
  readonly isNamed: boolean;
  readonly notes: readonly string[];
};

const MOST_SAMPLES = 50e9;
/** Cells that are looked at for the statistics. */
const SAMPLED_CELLS = 4 * 1024 * 1024;
const [LOW_SHARE, HIGH_SHARE] = [0.02, 0.98];
const USER_DEFINED = 32_767;
const PIXEL_IS_POINT = 2;
const GEOGRAPHIC = 2;
const RGB = 2;
const PALETTE = 3;
const YCBCR = 6;
const ALPHA: ReadonlySet<number> = new Set([1, 2]);
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(red|r|红|红波段)$/i, 'red'],
  [/^(green|g|绿|绿波段)$/i, 'green'],
  [/^(blue|b|蓝|蓝波段)$/i, 'blue'],
  [/^(nir|near[ _-]?infra-?red|infra-?red|近红外|近红外波段)$/i, 'nir'],
  [/^(elevation|dem|dsm|height|高程)$/i, 'elevation'],
];
const PLAIN_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * @param folder receives what is made
 * @param wanted names of the bands in their order, as a person gives them
 * @throws StoreError of {@link openRaster}; `raster-not-georeferenced`, `raster-empty`, `raster-too-large`, `bands-unfit`
 */
export async function describeRaster(
  path: string,
  folder: string,
  wanted: readonly string[] | undefined,
): Promise<DescribedRaster> {
  const plain = await openRaster(path);
  const { image, bandCount, sampleType } = plain;
  const [width, height] = [image.getWidth(), image.getHeight()];
  const alpha = alphaOf(image);
  const nodata = nodataOf(image);
  const { names, isNamed, notes } = await bandNames(image, alpha, wanted);
  const transform = transformOf(image);
  const blocks = plain.levels[0]?.blocks.length ?? 0;
  await plain.close();
  if (width * height * bandCount > MOST_SAMPLES)
    throw new StoreError(
      'raster-too-large',
      `The image has ${width} × ${height} cells of ${bandCount} bands, more than is taken at once.`,
      'Divide it: gdal_translate -srcwin.',
    );
  if (blocks === 0) throw empty(width, height);

  const file = await openRaster(path, { nodata, alpha });
  const isCodes = photometricOf(image) === PALETTE;
  const making = { folder, isCodes, nodata: fillOf(nodata, alpha) };
  const open: RasterFile[] = [file];
  const made: string[] = [];
  try {
    const take = async (name: string | undefined): Promise<void> => {
      if (name === undefined) return;
      made.push(name);
      open.push(await openRaster(`${folder}/${name}`, { nodata: making.nodata ?? null, alpha }));
    };
    await take(await copyToTiles(file, making));
    await take(await makeCoarserLevels(open.at(-1) ?? file, making));
    const statistics = await statisticsOf(open.at(-1) ?? file);
    if (statistics.every((one) => one === null)) throw empty(width, height);
    return {
      profile: {
        width,
        height,
        transform,
        sampleType,
        nodata,
        palette: await paletteOf(image),
        bands: names.map((name, index) => ({ name, statistics: statistics[index] ?? null })),
      },
      crs: crsOf(image),
      made,
      isNamed,
      notes,
    };
  } finally {
    for (const one of open) await one.close();
  }
}

/** @throws StoreError `raster-not-georeferenced` */
function transformOf(image: GeoTIFFImage): Affine {
  const directory = image.fileDirectory;
  const matrix = directory.getValue('ModelTransformation');
  const scale = directory.getValue('ModelPixelScale');
  const ties = directory.getValue('ModelTiepoint');
  let transform: Affine | undefined;
  if (matrix) {
    const [a = 0, b = 0, , c = 0, d = 0, e = 0, , f = 0] = matrix;
    transform = [a, b, c, d, e, f];
  } else if (scale && ties) {
    const [sx = 0, sy = 0] = scale;
    const [column = 0, row = 0, , x = 0, y = 0] = ties;
    transform = [sx, 0, x - column * sx, 0, -sy, y + row * sy];
  }
  if (!transform)
    throw new StoreError(
      'raster-not-georeferenced',
      ties && ties.length > 6
        ? 'The image lies on the ground by scattered control points only.'
        : 'The image does not say where it lies on the ground.',
      ties && ties.length > 6
        ? 'Warp it first: gdalwarp -co TILED=YES -co COMPRESS=DEFLATE in.tif out.tif.'
        : 'Give it a place: gdal_translate -a_srs EPSG:4546 -a_ullr WEST NORTH EAST SOUTH in.tif out.tif.',
    );
  try {
    if (!transform.every(Number.isFinite)) throw new RangeError('it holds a number that is none');
    invertAffine(transform);
  } catch (error) {
    throw new StoreError(
      'raster-not-georeferenced',
      'The place that the image gives for itself is none: its cells have no size.',
      'Give it a place: gdal_translate -a_ullr WEST NORTH EAST SOUTH in.tif out.tif.',
      error,
    );
  }
  const [a, b, c, d, e, f] = transform;
  const isPoint = image.getGeoKeys()?.GTRasterTypeGeoKey === PIXEL_IS_POINT;
  // The place is that of the middle of the first cell then.
  return isPoint ? [a, b, c - (a + b) / 2, d, e, f - (d + e) / 2] : transform;
}

function crsOf(image: GeoTIFFImage): string | undefined {
  const keys = image.getGeoKeys();
  const projected: unknown = keys?.ProjectedCSTypeGeoKey;
  const geographic: unknown = keys?.GeographicTypeGeoKey;
  const code = keys?.GTModelTypeGeoKey === GEOGRAPHIC ? geographic : (projected ?? geographic);
  if (typeof code !== 'number' || code === 0) return undefined;
  return code === USER_DEFINED ? 'user-defined' : `EPSG:${code}`;
}

function nodataOf(image: GeoTIFFImage): number | null {
  const value = image.getGDALNoData();
  return value === null || Number.isNaN(value) ? null : value;
}

/** Place of the band that hides cells; only where the file says that it is one. */
function alphaOf(image: GeoTIFFImage): number | undefined {
  const extra = Array.from(image.fileDirectory.getValue('ExtraSamples') ?? [], Number);
  const at = extra.findIndex((kind) => ALPHA.has(kind));
  return at < 0 ? undefined : image.getSamplesPerPixel() - extra.length + at;
}

/** What stands for nothing in a copy of the image; undefined where its samples cannot say it. */
function fillOf(nodata: number | null, alpha: number | undefined): number | undefined {
  if (nodata !== null) return nodata;
  if (alpha !== undefined) return 0;
  return undefined;
}

function photometricOf(image: GeoTIFFImage): number {
  return image.fileDirectory.getValue('PhotometricInterpretation') ?? 1;
}

async function bandNames(
  image: GeoTIFFImage,
  alpha: number | undefined,
  wanted: readonly string[] | undefined,
): Promise<{ names: string[]; isNamed: boolean; notes: string[] }> {
  const count = image.getSamplesPerPixel();
  const places = Array.from({ length: count }, (_, band) => band);
  const named = (own: readonly string[]): string[] => {
    let next = 0;
    return places.map((band) => (band === alpha ? 'alpha' : (own[next++] ?? `band_${band + 1}`)));
  };
  const seen = alpha === undefined ? count : count - 1;
  if (wanted) {
    const wrong = wanted.find((name) => !PLAIN_NAME.test(name));
    if (wrong !== undefined || wanted.length !== seen)
      throw new StoreError(
        'bands-unfit',
        wrong === undefined
          ? `The image has ${seen} bands, and --bands names ${wanted.length}.`
          : `${wrong} is no name of a band: small letters, digits and _ are.`,
        'Name all of them in their order, as --bands red,green,blue,nir.',
      );
    return { names: named(wanted), isNamed: true, notes: [] };
  }
  const described = await Promise.all(
    places.map(async (band) => {
      const metadata = await image.getGDALMetadata(band);
      const text = metadata?.['DESCRIPTION'];
      return typeof text === 'string' ? nameOf(text) : undefined;
    }),
  );
  const own = described.filter((_, band) => band !== alpha);
  if (own.length > 0 && own.every((name) => name !== undefined))
    return { names: named(own), isNamed: true, notes: [] };
  const photometric = photometricOf(image);
  const isColour = (photometric === RGB || photometric === YCBCR) && (seen === 3 || seen === 4);
  if (isColour) {
    return {
      names: named(['red', 'green', 'blue', 'nir']),
      isNamed: true,
      notes:
        seen === 4
          ? [
              'the fourth band is taken for near infrared, since the file does not say; name the bands by --bands',
            ]
          : [],
    };
  }
  return { names: named([]), isNamed: false, notes: [] };
}

function nameOf(description: string): string | undefined {
  const text = description.trim();
  const known = NAMES.find(([pattern]) => pattern.test(text))?.[1];
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return known ?? (PLAIN_NAME.test(plain) ? plain : undefined);
}

async function paletteOf(image: GeoTIFFImage): Promise<string[] | null> {
  const map = await image.fileDirectory.loadValue('ColorMap');
  if (photometricOf(image) !== PALETTE || !map) return null;
  const count = map.length / 3;
  const hex = (value: number | undefined): string =>
    Math.floor((value ?? 0) / 256)
      .toString(16)
      .padStart(2, '0');
  return Array.from(
    { length: count },
    (_, code) => `#${hex(map[code])}${hex(map[count + code])}${hex(map[2 * count + code])}`,
  );
}

/** Of the coarsest level that still has enough cells. */
async function statisticsOf(file: RasterFile): Promise<(BandStatistics | null)[]> {
  const level =
    file.levels.find(({ width, height }) => width * height <= SAMPLED_CELLS) ?? file.levels.at(-1);
  if (!level) return [];
  const places = Array.from({ length: file.bandCount }, (_, band) => band);
  const bands = await readWindow(
    level,
    { west: 0, north: 0, width: level.width, height: level.height },
    places,
  );
  return bands.map((band): BandStatistics | null => {
    const valid = band.filter(Number.isFinite).toSorted();
    const at = (share: number): number => valid[Math.round(share * (valid.length - 1))] ?? Number.NaN;
    if (valid.length === 0) return null;
    return {
      min: at(0),
      max: at(1),
      mean: valid.reduce((sum, value) => sum + value, 0) / valid.length,
      low: at(LOW_SHARE),
      high: at(HIGH_SHARE),
    };
  });
}

function empty(width: number, height: number): StoreError {
  return new StoreError(
    'raster-empty',
    `None of the ${width} × ${height} cells of the image has a value.`,
    'Check that it is the right file; gdalinfo -stats tells more.',
  );
}
