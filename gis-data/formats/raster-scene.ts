/** An image as the import sees it: a footprint with what is told of it, once for each collection that it belongs to. */
import type { Format } from './format.ts';

/** The text that the process writes which has opened the image. */
export type RasterScene = {
  readonly scene: 'raster';
  readonly crs?: string;
  readonly notes: readonly string[];
  /** By which the image is known again in its source. */
  readonly key: string;
  readonly collections: readonly string[];
  readonly properties: Readonly<Record<string, string | number>>;
  /** In the image's own coordinates. */
  readonly footprint: readonly (readonly [number, number])[];
};

const HEAD = '{"scene":"raster"';

export const rasterScene: Format = {
  id: 'raster-scene',
  title: 'GeoTIFF',
  recognises: (head) => head.startsWith(HEAD),
  async *read(bytes) {
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    const { key, collections, properties, footprint, crs, notes } = JSON.parse(
      Buffer.concat(chunks).toString(),
    ) as RasterScene;
    yield collections.map((collection) => ({
      feature: {
        place: 'image',
        key,
        collection,
        properties,
        geometry: { type: 'Polygon', coordinates: [footprint] },
      },
    }));
    // Its cells lie somewhere in metres or feet: they are never taken for degrees because they could be.
    return { coordinates: 'plan', notes, ...(crs === undefined ? {} : { crs }) };
  },
};
