/** Images that a thread has open: the last used ones, since the next tile most often shows the same. */
import { LRUCache } from 'lru-cache';
import { openKeptImage, type KeptImage, type OpenImage } from '@twin/gis-data/raster/kept-image.ts';

const MOST_OPEN = 24;

const images = new LRUCache<string, Promise<OpenImage>>({ max: MOST_OPEN });
/** Closed when the tile that may still read it is done. */
const leaving: Promise<OpenImage>[] = [];

/** A kept image never changes under its hash. */
export function openImage(image: KeptImage): Promise<OpenImage> {
  const known = images.get(image.sha256);
  if (known) return known;
  if (images.size >= MOST_OPEN) {
    const [oldest] = images.rkeys();
    const last = oldest === undefined ? undefined : images.peek(oldest);
    if (last) leaving.push(last);
    if (oldest !== undefined) images.delete(oldest);
  }
  const opened = openKeptImage(image);
  images.set(image.sha256, opened);
  opened.catch(() => images.delete(image.sha256)); // told to who asked, and tried again
  return opened;
}

/** Between two tiles: closes what has been pushed out. */
export async function closeLeftImages(): Promise<void> {
  for (const image of leaving.splice(0))
    await image.then(
      (open) => open.close(),
      () => {}, // it was never open
    );
}
