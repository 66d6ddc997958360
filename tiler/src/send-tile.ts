/** How a tile is answered: kept by caches as long as it may be, sent once, given up when nobody waits. */
import type { Request, Response } from 'express';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { collectionById } from '@twin/gis-data/index.ts';
import { collectionGrade } from '@twin/gis-data/theme.ts';
import type { TileAnswer } from './tile-service.ts';

const expand = promisify(gunzip);

/** What only some visitors may read must not lie in a cache that all of them share. */
export function isPublic(id: string): boolean {
  const entry = collectionById(id);
  return entry !== undefined && collectionGrade(entry.theme, entry.collection) === 'public';
}

/** Another origin's page may read what everybody may read, and nothing else. */
export function shareWithAll(response: Response): void {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
}

/**
 * A tile with what caches have to know of it.
 * @param options `varies`: headers that have decided which tile it is; `empty`: what is sent where there is nothing, without
 * it 204
 */
export async function sendTile(
  request: Request,
  response: Response,
  tile: TileAnswer,
  type: string,
  isPublic: boolean,
  { varies = [], empty }: { readonly varies?: readonly string[]; readonly empty?: Uint8Array } = {},
): Promise<void> {
  const asked = Number(request.query['r'] ?? Number.NaN);
  // Nothing within the tile has changed between the two: named by any revision from one to the other it is the same.
  const isNamed = asked >= tile.version && asked <= tile.revision;
  // Weak, since the same tile may come compressed or not.
  const tag = `"${tile.tag}"`;
  response.set({
    ETag: `W/${tag}`,
    'Cache-Control': `${isPublic ? 'public' : 'private'}, ${isNamed ? 'max-age=31536000, immutable' : 'no-cache'}`,
    Vary: ['Accept-Encoding', ...varies, ...(isPublic ? [] : ['Cookie'])].join(', '),
  });
  if (isPublic) shareWithAll(response);
  if (hasAlready(request, tag)) {
    response.status(304).end();
    return;
  }
  const packed = await untilGone(response, (gone) => tile.load(gone));
  if (packed === undefined) return;
  response.type(type);
  if (packed.length === 0) {
    if (empty) response.send(empty);
    else response.status(204).end();
    return;
  }
  if (!tile.isGzipped) response.send(packed);
  else if (request.acceptsEncodings('gzip')) response.set('Content-Encoding', 'gzip').send(packed);
  else response.send(await expand(packed));
}

/** @returns undefined when the client went away before: that is no failure, and nobody is left to answer */
async function untilGone<T>(
  response: Response,
  work: (gone: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.on('close', leave);
  try {
    return await work(gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return undefined;
    throw error;
  } finally {
    response.off('close', leave);
  }
}

/** Not `request.fresh`: that sends everything again to who says no-cache beside the condition, as `fetch()` does. */
function hasAlready(request: Request, tag: string): boolean {
  return (request.get('if-none-match') ?? '')
    .split(',')
    .some((held) => ['*', tag, `W/${tag}`].includes(held.trim()));
}
