/** Which images of a collection a place meets, as a visitor may see them. */
import { join } from 'node:path';
import type { Pool } from 'pg';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { KeptImage } from '@twin/gis-data/raster/kept-image.ts';
import type { PlacedProfile } from '@twin/gis-data/raster/raster-profile.ts';
import type { Extent } from '../place.ts';

/** Of one place; the latest ones. */
const MOST_IMAGES = 200;

export type FoundImage = KeptImage & { readonly id: string; readonly title: string };

/** @returns the latest first; those of a collection and place of which nothing is kept are left out */
export async function findImages(
  pool: Pool,
  visitor: Visitor,
  collection: string,
  box: Extent,
  rasterDir: string,
  abandoned?: AbortSignal,
): Promise<FoundImage[]> {
  const { rows: items } = await readAs(
    pool,
    visitor,
    (client) =>
      client.query<{ id: string; title: string; sha256: string; taken_on: string | null }>(
        `select id, properties ->> 'title' as title, properties ->> 'sha256' as sha256,
           properties ->> 'taken_on' as taken_on from feature
         where collection = $1 and geom && ST_MakeEnvelope($2, $3, least($4::float8, 180), least($5::float8, 90), 4490)
         order by properties ->> 'taken_on' desc nulls last, gid desc limit ${MOST_IMAGES}`,
        [collection, ...box],
      ),
    abandoned,
  );
  if (items.length === 0) return [];
  // Who sees the item sees its image: readers' roles have no way to this table.
  const { rows } = await pool.query<{ sha256: string; files: string[]; profile: PlacedProfile }>(
    'select sha256, files, profile from raster_image where sha256 = any($1)',
    [items.map(({ sha256 }) => sha256)],
  );
  const kept = new Map(rows.map((row) => [row.sha256, row]));
  return items.flatMap(({ id, title, sha256, taken_on: takenOn }) => {
    const image = kept.get(sha256);
    return image
      ? [
          {
            id,
            title,
            sha256,
            takenOn,
            profile: image.profile,
            files: image.files.map((file) => join(rasterDir, file)),
          },
        ]
      : [];
  });
}
