/** What is asked of raster layers beside their tiles: values at a point, statistics within a polygon. */
import type { Pool } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import type { Picture } from '@twin/gis-data/theme.ts';
import type { Extent } from '../place.ts';
import { TileError } from '../tile-error.ts';
import type { Turns } from '../turns.ts';
import type { ImageOrder } from './image-order.ts';
import { findImages, type FoundImage } from './find-images.ts';
import type { PointValues } from './point-values.ts';
import type { Zone, ZoneStatistics } from './zonal-statistics.ts';

type Surroundings = {
  readonly pool: Pool;
  readonly rasterDir: string;
  readonly turns: Turns;
  readonly run: (order: ImageOrder) => Promise<Uint8Array>;
  /** @throws TileError `layer-unknown`, `layer-forbidden` */
  readonly layerFor: (id: string, visitor: Visitor) => CollectionOfTheme;
};

export function rasterQuestions({ pool, rasterDir, turns, run, layerFor }: Surroundings) {
  const ask = async <T>(
    id: string,
    visitor: Visitor,
    box: Extent,
    order: (images: readonly FoundImage[]) => ImageOrder,
  ): Promise<T> => {
    const never = new AbortController().signal;
    const bytes = await turns.take(never, async () =>
      run(order(await findImages(pool, visitor, id, box, rasterDir))),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as T; // as the thread has written it
  };

  return {
    /** @throws TileError `layer-has-no-pictures` */
    async valueAt(id: string, longitude: number, latitude: number, visitor: Visitor): Promise<PointValues> {
      const picture = pictureOf(layerFor(id, visitor));
      const box: Extent = [longitude, latitude, longitude, latitude];
      return ask(id, visitor, box, (images) => ({
        kind: 'value',
        job: { picture, images, longitude, latitude },
      }));
    },

    /**
     * @returns null where the layer has no value inside
     * @throws TileError `layer-has-no-numbers`, `area-too-large`
     */
    async within(
      id: string,
      zone: Zone,
      above: number | undefined,
      visitor: Visitor,
    ): Promise<ZoneStatistics | null> {
      const picture = pictureOf(layerFor(id, visitor));
      if (picture.as !== 'ramp')
        throw new TileError(
          'layer-has-no-numbers',
          `The layer ${id} shows ${picture.as === 'colour' ? 'colours' : 'codes'}, of which there is no mean.`,
        );
      const points = zone.flat();
      const edge = (axis: 0 | 1, pick: (a: number, b: number) => number): number =>
        points.map((point) => point[axis]).reduce(pick);
      const least = (a: number, b: number): number => Math.min(a, b);
      const most = (a: number, b: number): number => Math.max(a, b);
      const box: Extent = [edge(0, least), edge(1, least), edge(0, most), edge(1, most)];
      return ask(id, visitor, box, (images) => ({ kind: 'zone', job: { picture, images, zone, above } }));
    },
  };
}

/** @throws TileError `layer-has-no-pictures` */
export function pictureOf({ collection: { id, symbol } }: CollectionOfTheme): Picture {
  if (symbol.kind !== 'raster')
    throw new TileError('layer-has-no-pictures', `The layer ${id} has vector tiles and no pictures.`);
  return symbol.picture;
}
