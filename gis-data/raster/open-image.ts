/** Opens an image for the import: what it is, which collections take it, and its footprint as text. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crsOf, type ConvertedLayer } from '../formats/convert-layers.ts';
import { isRecord } from '../formats/is-record.ts';
import type { RasterScene } from '../formats/raster-scene.ts';
import { startGdal } from '../formats/start-gdal.ts';
import { collections, type CollectionOfTheme } from '../index.ts';
import { StoreError } from '../store/store-error.ts';
import { applyAffine } from './affine.ts';
import { bandsOfPicture } from './bands-of-picture.ts';
import { describeRaster, type DescribedRaster } from './describe-raster.ts';
import type { RasterProfile } from './raster-profile.ts';

export type ImageWish = {
  readonly title: string;
  /** `2024-06-01` */
  readonly takenOn?: string | undefined;
  readonly bands?: readonly string[] | undefined;
  readonly theme?: string | undefined;
  readonly collection?: string | undefined;
};

export type OpenedImage = {
  readonly profile: RasterProfile;
  /** The image as it came, and the files with levels that were made of it. */
  readonly files: readonly string[];
};

/** Points on each side of a footprint: the sides of an image are no straight lines on the globe. */
const STEPS = 16;

/** @throws StoreError of {@link describeRaster}; `bands-unknown`, `image-unfit`, `collection-ambiguous` */
export async function openImage(
  path: string,
  wish: ImageWish & { readonly sha256: string },
  folder: string,
): Promise<ConvertedLayer & { readonly image: OpenedImage }> {
  const described = await describeRaster(path, folder, wish.bands);
  const { takers, profile } = takersOf(described, wish);
  const crs = described.crs === 'user-defined' ? await writtenCrs(path, folder) : described.crs;
  const { width, height, transform } = profile;
  const [dx, dy] = [Math.hypot(transform[0], transform[3]), Math.hypot(transform[1], transform[4])];
  const notes = [
    ...described.notes,
    ...(wish.takenOn === undefined
      ? ['the image has no date: give it by --date, so that it can be compared']
      : []),
    ...(described.made.length > 0 ? ['coarser levels were made beside the image, since it has none'] : []),
  ];
  const scene: RasterScene = {
    scene: 'raster',
    ...(crs === undefined ? {} : { crs }),
    notes,
    key: wish.title,
    collections: takers,
    properties: {
      title: wish.title,
      ...(wish.takenOn === undefined ? {} : { taken_on: wish.takenOn }),
      bands: profile.bands.map(({ name }) => name).join(', '),
      cell_units: Math.max(dx, dy),
      width_cells: width,
      height_cells: height,
      sample_type: profile.sampleType,
      sha256: wish.sha256,
    },
    footprint: footprintOf(profile),
  };
  const text = join(folder, 'scene.json');
  await writeFile(text, JSON.stringify(scene));
  return {
    name: wish.title,
    features: takers.length,
    geometry: 'Polygon',
    only: true,
    path: text,
    format: 'raster-scene',
    notes: [],
    image: { profile, files: [path, ...described.made.map((name) => join(folder, name))] },
  };
}

/** The collections whose picture can be made of the image's bands. */
function takersOf(
  { profile, isNamed }: DescribedRaster,
  { theme, collection: only }: ImageWish,
): { takers: readonly string[]; profile: RasterProfile } {
  const candidates = collections.filter(
    (entry) =>
      entry.collection.symbol.kind === 'raster' &&
      (theme === undefined || entry.theme.id === theme) &&
      (only === undefined || entry.collection.id === only),
  );
  const names = profile.bands.map(({ name }) => name);
  const own = names.filter((name) => name !== 'alpha');
  const isPalette = profile.palette !== null;
  const fitting = candidates.filter(
    (entry) => neededBy(entry).every((name) => names.includes(name)) && isPalette === takesCodes(entry),
  );
  if (fitting.length > 0) return { takers: fitting.map(({ collection: { id } }) => id), profile };
  // A single band needs no name where the person says what the image is, or its codes do.
  const single = candidates.filter(
    (entry) => own.length === 1 && neededBy(entry).length === 1 && isPalette === takesCodes(entry),
  );
  if (single.length > 0 && (theme !== undefined || only !== undefined || isPalette)) {
    const [first, ...others] = single;
    const [needed] = first ? neededBy(first) : [];
    if (!first || needed === undefined || others.length > 0)
      throw new StoreError(
        'collection-ambiguous',
        `The image could belong to ${single.map(({ collection: { id } }) => id).join(' or ')}.`,
        'Say which by --collection.',
      );
    const bands = profile.bands.map((band) => (band.name === own[0] ? { ...band, name: needed } : band));
    return { takers: [first.collection.id], profile: { ...profile, bands } };
  }
  if (!isNamed)
    throw new StoreError(
      'bands-unknown',
      `The image does not say what its ${own.length === 1 ? 'band is' : `${own.length} bands are`}.`,
      own.length === 1
        ? `Name its collection, as --collection ${single[0]?.collection.id ?? 'elevation-models'}.`
        : 'Name them in their order, as --bands blue,green,red,nir,swir1,swir2.',
    );
  throw new StoreError(
    'image-unfit',
    `The image has ${own.join(', ')}, and ${candidates.map((entry) => `${entry.collection.id} needs ${neededBy(entry).join(', ')}`).join('; ') || 'there is no collection of images there'}.`,
    'Name the bands by --bands, or another theme.',
  );
}

function neededBy({ collection: { symbol } }: CollectionOfTheme): string[] {
  return symbol.kind === 'raster' ? bandsOfPicture(symbol.picture) : [];
}

function takesCodes({ collection: { symbol } }: CollectionOfTheme): boolean {
  return symbol.kind === 'raster' && symbol.picture.as === 'palette';
}

function footprintOf({ width, height, transform }: RasterProfile): [number, number][] {
  const along = (from: readonly [number, number], to: readonly [number, number]): [number, number][] =>
    Array.from({ length: STEPS }, (_, step) =>
      applyAffine(
        transform,
        from[0] + ((to[0] - from[0]) * step) / STEPS,
        from[1] + ((to[1] - from[1]) * step) / STEPS,
      ),
    );
  const corners = [
    [0, height],
    [width, height],
    [width, 0],
    [0, 0],
  ] as const;
  const ring = corners.flatMap((corner, index) => along(corner, corners[(index + 1) % 4] ?? corner));
  return [...ring, ring[0] ?? [0, 0]];
}

/** A CRS without a number is written out in the file; GDAL puts it into well-known text. */
async function writtenCrs(path: string, folder: string): Promise<string | undefined> {
  const gdal = await startGdal(folder, {}, () => {});
  try {
    const [dataset] = (await gdal.open(path)).datasets;
    const info = dataset && (await gdal.gdalinfo(dataset));
    return isRecord(info) ? crsOf(info['coordinateSystem']) : undefined;
  } catch {
    return undefined; // of a kind that this GDAL does not open: the person is asked for the CRS
  }
}
