/** Keeps an image that was imported: its files under their hash, and what the tiler has to know of it. */
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type pg from 'pg';
import { type Affine, type Crs, placeOnPlane } from '../coordinates/crs.ts';
import type { OpenedImage } from '../raster/open-image.ts';
import type { PlacedProfile, RasterProfile } from '../raster/raster-profile.ts';
import { StoreError } from '../store/store-error.ts';

/** What no item and no undoing refers to is kept so long: an import may be about to. */
const SWEEP_AFTER_MS = 24 * 3_600_000;

/** Idempotent: the same bytes are the same image. */
export async function keepImage(
  pool: pg.Pool,
  folder: string,
  sha256: string,
  { profile, files }: OpenedImage,
  crs: Crs,
): Promise<void> {
  const home = join(folder, sha256);
  const partial = `${home}.${process.pid}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const names = files.map((file, index) => (index === 0 ? 'image.tif' : basename(file)));
  for (const [index, file] of files.entries())
    await copyFile(file, join(partial, names[index] ?? ''), constants.COPYFILE_FICLONE);
  await rm(home, { recursive: true, force: true });
  await rename(partial, home);
  await pool.query(
    `insert into raster_image (sha256, files, profile) values ($1, $2, $3)
     on conflict (sha256) do update set files = excluded.files, profile = excluded.profile, kept_at = now()`,
    [sha256, names.map((name) => `${sha256}/${name}`), JSON.stringify(placeOfImage(profile, crs))],
  );
}

/**
 * What ties a local grid to the earth becomes a part of the image's own transformation.
 * @throws StoreError `raster-crs-shifted`
 */
export function placeOfImage(profile: RasterProfile, crs: Crs): PlacedProfile {
  if (crs.shift || crs.swapped)
    throw new StoreError(
      'raster-crs-shifted',
      `An image cannot lie in ${crs.name}${crs.swapped ? ' with the axes yx' : ''}: its cells would be bent.`,
      'Warp it to a CRS with a number first: gdalwarp -t_srs EPSG:4546.',
    );
  const place = placeOnPlane(crs);
  const { name, proj } = crs;
  return {
    ...profile,
    transform: place ? composed(place, profile.transform) : profile.transform,
    crs: { name, ...(proj === undefined ? {} : { proj }) },
  };
}

/** Removes the images that nothing refers to any more. */
export async function sweepImages(pool: pg.Pool, folder: string): Promise<void> {
  const { rows } = await pool.query<{ sha256: string }>(
    `delete from raster_image r where kept_at < now() - make_interval(secs => $1)
       and not exists (select from feature where properties ->> 'sha256' = r.sha256)
       and not exists (select from import_previous where row -> 'properties' ->> 'sha256' = r.sha256)
     returning sha256`,
    [SWEEP_AFTER_MS / 1000],
  );
  for (const { sha256 } of rows) await rm(join(folder, sha256), { recursive: true, force: true });
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return [];
  });
  for (const name of entries.filter((entry) => entry.endsWith('.part'))) {
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs > SWEEP_AFTER_MS)
      await rm(path, { recursive: true, force: true });
  }
}

function composed(
  place: (x: number, y: number) => readonly [number, number],
  [a, b, c, d, e, f]: Affine,
): Affine {
  const [x0, y0] = place(c, f);
  const [x1, y1] = place(a + c, d + f);
  const [x2, y2] = place(b + c, e + f);
  return [x1 - x0, x2 - x0, x0, y1 - y0, y2 - y0, y0];
}
