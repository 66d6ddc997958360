/** What the images say at one point: their own cells, as they were stored, and what the layer makes of them. */
import { bandsOfPicture } from '@twin/gis-data/raster/bands-of-picture.ts';
import { computeBands, parseBandExpression } from '@twin/gis-data/raster/band-expression.ts';
import type { Picture } from '@twin/gis-data/theme.ts';
import type { FoundImage } from './find-images.ts';
import { openImage } from './open-images.ts';
import { placesOf, sampleImage, type Grid } from './sample-image.ts';

export type PointJob = {
  readonly picture: Picture;
  /** The latest first. */
  readonly images: readonly FoundImage[];
  readonly longitude: number;
  readonly latitude: number;
};

export type PointValues = {
  /** Of a ramp: the number; of codes: the code; null where no image has one, or the layer shows colours. */
  readonly value: number | null;
  /** Of codes: its colour in the file's own table. */
  readonly colour?: string | undefined;
  readonly images: readonly {
    readonly id: string;
    readonly title: string;
    readonly taken_on: string | null;
    /** Of the cell; null where it has none. */
    readonly bands: Readonly<Record<string, number | null>>;
    readonly value?: number | null;
  }[];
};

export async function pointValues({ picture, images, longitude, latitude }: PointJob): Promise<PointValues> {
  const grid: Grid = { width: 1, height: 1, lonLatAt: () => [longitude, latitude] };
  const expression = picture.as === 'ramp' ? parseBandExpression(picture.value) : undefined;
  const found: PointValues['images'][number][] = [];
  let colours: FoundImage['profile']['palette'] = null;
  for (const image of images) {
    const places = placesOf(grid, image.profile);
    if (!places) continue;
    const all = image.profile.bands.map((_, band) => band);
    const cells = await sampleImage(await openImage(image), image.profile, places, all, true);
    const named = new Map(
      image.profile.bands.map(({ name }, band) => [name, cells[band] ?? new Float32Array(1)]),
    );
    const own = (column: Float32Array | undefined): number | null => {
      const [value = Number.NaN] = column ?? [];
      return Number.isNaN(value) ? null : value;
    };
    const hasAll = bandsOfPicture(picture).every((name) => named.has(name));
    const value =
      picture.as === 'colour' || !hasAll
        ? undefined
        : own(expression ? computeBands(expression, named, 1) : named.get(bandsOfPicture(picture)[0] ?? ''));
    found.push({
      id: image.id,
      title: image.title,
      taken_on: image.takenOn,
      bands: Object.fromEntries([...named].map(([name, column]) => [name, own(column)])),
      ...(value === undefined ? {} : { value }),
    });
    if (typeof value === 'number') colours ??= image.profile.palette;
  }
  const valid = found.filter(({ value }) => typeof value === 'number');
  const [latest] = valid;
  const earliest = valid.findLast(({ taken_on }) => taken_on !== null && taken_on < (latest?.taken_on ?? ''));
  const value =
    picture.as === 'ramp' && picture.change
      ? latest && earliest && (latest.value ?? 0) - (earliest.value ?? 0)
      : latest?.value;
  return {
    value: value ?? null,
    ...(picture.as === 'palette' ? { colour: colours?.[latest?.value ?? -1] } : {}),
    images: found,
  };
}
