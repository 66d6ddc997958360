/** HTTP of the tiles: catalogue, TileJSON, vector tiles, 3D Tiles, terrain. Errors are thrown; the api words them. */
import { Router, type Request } from 'express';
import { collections } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { isPictureFormat, PICTURE_TYPES, type PictureFormat } from './raster/picture-format.ts';
import { levelsOf } from './levels.ts';
import { terrainDocument } from './terrain-document.ts';
import { TileError } from './tile-error.ts';
import { vectorLayers } from './tile-json.ts';
import { isPublic, sendTile, shareWithAll } from './send-tile.ts';
import { CONTENT_VERSION, type TileService } from './tile-service.ts';

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
      await sendTile(request, response, tile, MVT, isPublic(layer));
      return;
    }
    const { format, y, isNegotiated } = pictureFormatOf(request);
    const tile = await service.picture(layer, addressOf({ ...request.params, y }), visitor, format);
    await sendTile(request, response, tile, PICTURE_TYPES[format], isPublic(layer), {
      varies: isNegotiated ? ['Accept'] : [],
    });
  });

  router.get('/3dtiles/:layer/tileset.json', async (request, response) => {
    const { layer } = request.params;
    const tileset = await service.tileset(layer, visitorOf(request));
    await sendTile(request, response, tileset, 'application/json', isPublic(layer));
  });

  router.get('/3dtiles/:layer/:z/:x/:y.glb', async (request, response) => {
    const { layer } = request.params;
    const tile = await service.content(layer, addressOf(request.params), visitorOf(request));
    await sendTile(request, response, tile, 'model/gltf-binary', isPublic(layer));
  });

  router.get('/terrain/layer.json', async (_request, response) => {
    const { surveyed, revision } = await service.terrainCoverage();
    shareWithAll(response);
    response.json(terrainDocument(surveyed, revision));
  });

  router.get('/terrain/:z/:x/:y.terrain', async (request, response) => {
    const tile = await service.terrain(addressOf(request.params));
    await sendTile(request, response, tile, 'application/vnd.quantized-mesh', true);
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
