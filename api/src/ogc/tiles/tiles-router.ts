/** OGC API Tiles: which tilesets there are, and their tiles at the standard's addresses. */
import { Router, type Request } from 'express';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import type { CollectionFactsOf } from '../../collection-facts.ts';
import { Problem } from '../../problems.ts';
import { baseOf, onlyParameters, selfLinks, send, type Link } from '../answer.ts';
import { collectionTitle } from '../collection-document.ts';
import { TILE_MATRIX_SET, WEB_MERCATOR_QUAD } from './tile-matrix-set.ts';
import { tilesetDocument, tilesetItem } from './tileset-document.ts';

type Surroundings = {
  readonly factsOf: CollectionFactsOf;
  readonly visitorOf: (request: Request) => Visitor;
  /** @throws Problem collection-unknown */
  readonly collectionOf: (request: Request) => CollectionOfTheme;
};

/** Mounted at the root of the OGC API. */
export function createTilesRouter({ factsOf, visitorOf, collectionOf }: Surroundings): Router {
  const router = Router();

  router.get('/tileMatrixSets', (request, response) => {
    onlyParameters(request, []);
    const { id, title, uri } = TILE_MATRIX_SET;
    const own: Link = {
      href: `${baseOf(request)}/tileMatrixSets/${id}`,
      rel: 'self',
      type: 'application/json',
    };
    send(request, response, '瓦片矩阵集 Tile matrix sets', {
      links: selfLinks(request),
      tileMatrixSets: [{ id, title, uri, links: [own] }],
    });
  });

  router.get('/tileMatrixSets/:set', (request, response) => {
    onlyParameters(request, []);
    onlyWebMercatorQuad(request.params.set);
    send(request, response, WEB_MERCATOR_QUAD, TILE_MATRIX_SET);
  });

  router.get('/collections/:collection/tiles', (request, response) => {
    onlyParameters(request, []);
    const entry = collectionOf(request);
    send(request, response, `${collectionTitle(entry)} tiles`, {
      links: selfLinks(request),
      tilesets: [tilesetItem(entry, baseOf(request))],
    });
  });

  router.get('/collections/:collection/tiles/:set', async (request, response) => {
    onlyParameters(request, []);
    const entry = collectionOf(request);
    onlyWebMercatorQuad(request.params.set);
    const facts = await factsOf(visitorOf(request), [entry]);
    const document = tilesetDocument(entry, baseOf(request), facts.get(entry.collection.id)?.extent);
    send(request, response, `${collectionTitle(entry)} ${WEB_MERCATOR_QUAD}`, {
      ...document,
      links: [...selfLinks(request), ...document.links.filter(({ rel }) => rel !== 'self')],
    });
  });

  // The tiles themselves are those of /tiles, row before column: one service makes, caches and dates them.
  router.get('/collections/:collection/tiles/:set/:zoom/:row/:column', (request, response) => {
    onlyParameters(request, []);
    const { collection } = collectionOf(request);
    const { set, zoom, row, column } = request.params;
    onlyWebMercatorQuad(set);
    if (![zoom, row, column].every((number) => /^\d{1,9}$/.test(number)))
      throw new Problem('tile-out-of-range', 'A tile is named by three whole numbers: zoom, row and column.');
    const { f } = request.query;
    if (f !== undefined && f !== 'mvt') throw new Problem('parameter-invalid', 'f is mvt.');
    response.redirect(307, `/tiles/${collection.id}/${zoom}/${column}/${row}`);
  });

  return router;
}

function onlyWebMercatorQuad(set: string | undefined): void {
  if (set !== WEB_MERCATOR_QUAD)
    throw new Problem(
      'tile-matrix-set-unknown',
      `There is no tile matrix set ${set ?? ''}; ${WEB_MERCATOR_QUAD} is the one.`,
    );
}
