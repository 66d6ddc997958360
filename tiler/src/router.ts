/** HTTP of the tiles: catalogue, TileJSON, vector tiles, 3D Tiles, terrain. Errors are thrown; the api words them. */
import { Router, type Request, type Response } from 'express';
import { collectionById, collections } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { isPictureFormat, PICTURE_TYPES, type PictureFormat } from './raster/picture-format.ts';
import { levelsOf } from './levels.ts';
import { terrainDocument } from './terrain-document.ts';
import { TileError } from './tile-error.ts';
import { vectorLayers } from './tile-json.ts';
import { CONTENT_VERSION, type TileAnswer, type TileService } from './tile-service.ts';

const expand = promisify(gunzip);
const MVT = 'application/vnd.mapbox-vector-tile';
const MAX_ZOOM = 18;

export function createTileRouter({
  service,
  visitorOf,
}: {
  service: TileService;
  visitorOf: (request: Request) => Visitor;
}): Router {
  const router = Router();

  router.get('/tiles/catalog', (request, response) => {
    const visible = collections.filter(({ theme, collection }) =>
      mayRead(visitorOf(request).grade, collectionGrade(theme, collection)),
    );
    response.json({
      tiles: Object.fromEntries(
        visible.map(({ collection }) => [
          collection.id,
          {
            content_type: collection.symbol.kind === 'raster' ? PICTURE_TYPES.webp : MVT,
            description: collection.title.zh,
          },
        ]),
      ),
    });
  });

  router.get('/tiles/:layer.pmtiles', (request, response, next) => {
    const file = service.archive(request.params.layer, visitorOf(request));
    if (isPublic(request.params.layer)) shareWithAll(response);
    // Readers ask for the ranges they need; a new archive has another time and so another ETag.
    response.sendFile(
      file,
      {
        dotfiles: 'allow',
        cacheControl: false,
        headers: {
          'Content-Type': 'application/vnd.pmtiles',
          'Cache-Control': `${isPublic(request.params.layer) ? 'public' : 'private'}, no-cache`,
        },
      },
      (error: (Error & { code?: string }) | undefined) => {
        // A reader that goes away has enough.
        if (error && error.code !== 'ECONNABORTED') next(error);
      },
    );
  });

  router.get('/tiles/:layer', async (request, response) => {
    const { collection, theme } = service.layerFor(request.params.layer, visitorOf(request));
    const { revision, changes } = await service.changesOf(collection.id);
    if (isPublic(collection.id)) shareWithAll(response);
    const base = `${request.protocol}://${request.host}/tiles/${collection.id}`;
    response.json({
      tilejson: '3.0.0',
      name: collection.title.zh,
      attribution: theme.attribution.zh,
      scheme: 'xyz',
      tiles: [`${base}/{z}/{x}/{y}`],
      minzoom: collection.minZoom,
      maxzoom: MAX_ZOOM,
      version: `${CONTENT_VERSION}.${revision}.0`,
      // Beyond the standard: where the collection has changed, so that a client asks anew for those tiles only.
      changes,
      ...(collection.symbol.kind === 'raster' ? {} : { vector_layers: vectorLayers(collection) }),
    });
  });

  router.get('/tiles/:layer/:z/:x/:y', async (request, response) => {
    const { layer } = request.params;
    const visitor = visitorOf(request);
    if (service.layerFor(layer, visitor).collection.symbol.kind !== 'raster') {
      const tile = await service.vector(layer, addressOf(request.params), visitor);
      await send(request, response, tile, MVT, isPublic(layer));
      return;
    }
    const { format, y, isNegotiated } = pictureFormatOf(request);
    const tile = await service.picture(layer, addressOf({ ...request.params, y }), visitor, format);
    await send(
      request,
      response,
      tile,
      PICTURE_TYPES[format],
      isPublic(layer),
      isNegotiated ? ['Accept'] : [],
    );
  });

  router.get('/3dtiles/:layer/tileset.json', async (request, response) => {
    const { layer } = request.params;
    const tileset = await service.tileset(layer, visitorOf(request));
    await send(request, response, tileset, 'application/json', isPublic(layer));
  });

  router.get('/3dtiles/:layer/:z/:x/:y.glb', async (request, response) => {
    const { layer } = request.params;
    const tile = await service.content(layer, addressOf(request.params), visitorOf(request));
    await send(request, response, tile, 'model/gltf-binary', isPublic(layer));
  });

  router.get('/terrain/layer.json', async (_request, response) => {
    const { surveyed, revision } = await service.terrainCoverage();
    shareWithAll(response);
    response.json(terrainDocument(surveyed, revision));
  });

  router.get('/terrain/:z/:x/:y.terrain', async (request, response) => {
    const tile = await service.terrain(addressOf(request.params));
    await send(request, response, tile, 'application/vnd.quantized-mesh', true);
  });

  return router;
}

/** Whether a layer has 3D tiles. */
export function has3dTiles(symbol: Parameters<typeof levelsOf>[0]): boolean {
  return levelsOf(symbol) !== undefined;
}

/** By the ending of the address, as `123.png`; without one WebP for who says that it takes it. */
function pictureFormatOf(request: Request<{ y: string }>): {
  format: PictureFormat;
  y: string;
  isNegotiated: boolean;
} {
  const [, y = '', ending] = /^([^.]*)(?:\.(.*))?$/.exec(request.params.y) ?? [];
  if (ending === undefined) {
    const format = (request.get('accept') ?? '').includes(PICTURE_TYPES.webp) ? 'webp' : 'png';
    return { format, y, isNegotiated: true };
  }
  if (!isPictureFormat(ending))
    throw new TileError(
      'format-unknown',
      `A picture ends in ${Object.keys(PICTURE_TYPES).join(' or ')}, not in ${ending}.`,
    );
  return { format: ending, y, isNegotiated: false };
}

function addressOf(params: Readonly<Record<string, string | undefined>>): {
  z: number;
  x: number;
  y: number;
} {
  const whole = (text: string | undefined): number =>
    text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return { z: whole(params['z']), x: whole(params['x']), y: whole(params['y']) };
}

/** What only some visitors may read must not lie in a cache that all of them share. */
function isPublic(id: string): boolean {
  const entry = collectionById(id);
  return entry !== undefined && collectionGrade(entry.theme, entry.collection) === 'public';
}

/** Another origin's page may read what everybody may read, and nothing else. */
function shareWithAll(response: Response): void {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
}

async function send(
  request: Request,
  response: Response,
  tile: TileAnswer,
  type: string,
  isPublic: boolean,
  varies: readonly string[] = [],
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
  if (packed.length === 0) {
    response.status(204).end();
    return;
  }
  response.type(type);
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
