/** An image as the store keeps it, opened as one pyramid: its own levels and those that were made beside it. */
import { openRaster, type RasterLevel } from './raster-file.ts';
import type { PlacedProfile } from './raster-profile.ts';

export type KeptImage = {
  readonly sha256: string;
  /** The image as it came, then the files with levels that were made of it. */
  readonly files: readonly string[];
  readonly profile: PlacedProfile;
  /** `2024-06-01` */
  readonly takenOn: string | null;
};

export type OpenImage = {
  /** Finest first; never empty. */
  readonly levels: readonly RasterLevel[];
  close(): Promise<void>;
};

/** @throws StoreError where a file is missing or is no image any more */
export async function openKeptImage({
  files,
  profile,
}: Pick<KeptImage, 'files' | 'profile'>): Promise<OpenImage> {
  const at = profile.bands.findIndex(({ name }) => name === 'alpha');
  const nothing = { nodata: profile.nodata, alpha: at < 0 ? undefined : at };
  const opened = await Promise.all(files.map((file) => openRaster(file, nothing)));
  // What was made comes later: its copy in tiles takes the place of the image's own strips.
  const byWidth = new Map(opened.flatMap(({ levels }) => levels).map((level) => [level.width, level]));
  return {
    levels: [...byWidth.values()].toSorted((a, b) => b.width - a.width),
    async close() {
      for (const file of opened) await file.close();
    },
  };
}
