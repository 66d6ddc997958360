/** OGC WMTS 1.0.0 by key-value pairs, for desktop clients that ask for nothing else: the raster layers' tiles and values. */
import { Router, type ErrorRequestHandler, type Request } from 'express';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { isPublic, sendTile } from '@twin/tiler/src/send-tile.ts';
import type { TileService } from '@twin/tiler/src/tile-service.ts';
import { tileGrid } from '@twin/tiler/src/raster/tile-grid.ts';
import type { CollectionFactsOf } from '../collection-facts.ts';
import { TILE_MATRIX_SET } from '../ogc/tiles/tile-matrix-set.ts';
import { visibleCollections } from '../ogc/visible-collections.ts';
import { knownStatus } from '../problems.ts';
import { capabilities, INFO_FORMATS, STYLE, TILE_FORMAT } from './capabilities.ts';
import { OwsException, readParameters, type OwsCode, type Parameters } from './read-parameters.ts';
import { xmlText } from './xml-text.ts';

type Surroundings = {
  readonly tiles: TileService;
  readonly factsOf: CollectionFactsOf;
  readonly visitorOf: (request: Request) => Visitor;
  readonly report: (error: unknown, request: Request) => void;
};

const VERSION = '1.0.0';
const TILE_PIXELS = 256;
/** 256 × 256 pixels of nothing: older clients take an empty answer for a failure. */
const NOTHING = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAQAAAAEAAQMAAABmvDolAAAAA1BMVEVMaXFNx9g6AAAAAXRSTlMAQObYZgAAAAlwSFlzAAAD6AAAA+gBtXtSawAAAB9JREFUaN7twQENAAAAwqD3T20ON6AAAAAAAAAAAL4NIQAAAX8ZnKcAAAAASUVORK5CYII=',
  'base64',
);
const STATUS: { readonly [code in OwsCode]: number } = {
  MissingParameterValue: 400,
  InvalidParameterValue: 400,
  TileOutOfRange: 400,
  PointIJOutOfRange: 400,
  OperationNotSupported: 501,
  NoApplicableCode: 500,
};

export function createWmtsRouter({ tiles, factsOf, visitorOf, report }: Surroundings): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const parameters = readParameters(request.query);
    parameters.oneOf('SERVICE', ['WMTS']);
    const operation = parameters.text('REQUEST').toLowerCase();
    const visitor = visitorOf(request);
    switch (operation) {
      case 'getcapabilities': {
        const entries = rasterLayers(visitor);
        const facts = await factsOf(visitor, entries);
        const layers = entries.map((entry) => ({ entry, extent: facts.get(entry.collection.id)?.extent }));
        response
          .type('application/xml')
          .send(capabilities(layers, `${request.protocol}://${request.host}${request.baseUrl}`));
        return;
      }
      case 'gettile': {
        const { layer, address } = tileOf(parameters, visitor);
        parameters.oneOf('FORMAT', [TILE_FORMAT]);
        const tile = await tiles.picture(layer, address, visitor, 'png');
        await sendTile(request, response, tile, TILE_FORMAT, isPublic(layer), { empty: NOTHING });
        return;
      }
      case 'getfeatureinfo': {
        const { layer, address } = tileOf(parameters, visitor);
        const column = parameters.whole('I', TILE_PIXELS, 'PointIJOutOfRange');
        const row = parameters.whole('J', TILE_PIXELS, 'PointIJOutOfRange');
        const format = parameters.oneOf('INFOFORMAT', INFO_FORMATS);
        const [longitude, latitude] = tileGrid(address, TILE_PIXELS).lonLatAt(column, row);
        const found = await tiles.questions.valueAt(layer, longitude, latitude, visitor);
        const answer = { layer, longitude, latitude, ...found };
        response.type(format);
        if (format === 'application/json') response.send(JSON.stringify(answer));
        else response.send(linesOf(answer));
        return;
      }
      default:
        throw new OwsException(
          'OperationNotSupported',
          `REQUEST is GetCapabilities, GetTile or GetFeatureInfo, not ${operation}.`,
          'REQUEST',
        );
    }
  });

  const answerException: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, code, locator, message } = exceptionOf(error);
    if (status === 500) report(error, request);
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('application/xml')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>
<ExceptionReport xmlns="http://www.opengis.net/ows/1.1" version="1.1.0" xml:lang="en">
  <Exception exceptionCode="${code}"${locator === undefined ? '' : ` locator="${xmlText(locator)}"`}>
    <ExceptionText>${xmlText(message)}</ExceptionText>
  </Exception>
</ExceptionReport>
`,
      );
  };
  router.use(answerException);
  return router;
}

function rasterLayers(visitor: Visitor) {
  return visibleCollections(visitor).filter(({ collection: { symbol } }) => symbol.kind === 'raster');
}

/** @throws OwsException */
function tileOf(
  parameters: Parameters,
  visitor: Visitor,
): { layer: string; address: { z: number; x: number; y: number } } {
  const version = parameters.optional('VERSION') ?? VERSION;
  if (version !== VERSION)
    throw new OwsException('InvalidParameterValue', `VERSION is ${VERSION}, not ${version}.`, 'VERSION');
  const layer = parameters.text('LAYER');
  const offered = rasterLayers(visitor).map(({ collection: { id } }) => id);
  if (!offered.includes(layer))
    throw new OwsException(
      'InvalidParameterValue',
      `LAYER is ${offered.join(' or ')}, not ${layer}.`,
      'LAYER',
    );
  if (parameters.optional('STYLE') !== undefined) parameters.oneOf('STYLE', [STYLE]);
  parameters.oneOf('TILEMATRIXSET', [TILE_MATRIX_SET.id]);
  const matrix = parameters.text('TILEMATRIX');
  const found = TILE_MATRIX_SET.tileMatrices.find(({ id }) => id === matrix);
  if (!found)
    throw new OwsException(
      'InvalidParameterValue',
      `TILEMATRIX is 0 to ${TILE_MATRIX_SET.tileMatrices.length - 1}, not ${matrix}.`,
      'TILEMATRIX',
    );
  return {
    layer,
    address: {
      z: Number(found.id),
      x: parameters.whole('TILECOL', found.matrixWidth, 'TileOutOfRange'),
      y: parameters.whole('TILEROW', found.matrixHeight, 'TileOutOfRange'),
    },
  };
}

function exceptionOf(error: unknown): { status: number; code: OwsCode; locator?: string; message: string } {
  if (error instanceof OwsException) {
    const { code, locator, message } = error;
    return { status: STATUS[code], code, message, ...(locator === undefined ? {} : { locator }) };
  }
  const known = knownStatus(error);
  return known
    ? { status: known.status, code: 'NoApplicableCode', message: known.message }
    : { status: 500, code: 'NoApplicableCode', message: 'Something failed inside the server.' };
}

/** `images.0.bands.nir = 3120`, for windows that show text. */
function linesOf(value: unknown, path = ''): string {
  if (typeof value !== 'object' || value === null) return `${path} = ${String(value)}\n`;
  return Object.entries(value)
    .map(([key, one]) => linesOf(one, path === '' ? key : `${path}.${key}`))
    .join('');
}
