/** OGC API: every collection that the visitor may see, by open standards, with HTML for people. */
import { Router, type Request } from 'express';
import type { Pool } from 'pg';
import { collectionById, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { CollectionFactsOf } from '../collection-facts.ts';
import { Problem } from '../problems.ts';
import { baseOf, GEOJSON, onlyParameters, RELATIONS, SCHEMA, selfLinks, send, wantsHtml } from './answer.ts';
import { createCatalogueRouter } from './catalogue/catalogue-router.ts';
import { collectionDocument, collectionTitle } from './collection-document.ts';
import { CONFORMANCE } from './conformance.ts';
import type { WhoAsks } from './items/editing/editing-routes.ts';
import { createItemsRouter } from './items/items-router.ts';
import { openApiDocument } from './openapi-document.ts';
import { itemSchema, queryablesSchema } from './items/item-schema.ts';
import { createStylesRouter } from './styles/styles-router.ts';
import { createTilesRouter } from './tiles/tiles-router.ts';
import { visibleCollections } from './visible-collections.ts';

const OPENAPI = 'application/vnd.oai.openapi+json;version=3.0';

type Surroundings = {
  readonly pool: Pool;
  readonly factsOf: CollectionFactsOf;
  readonly identity: WhoAsks;
};

export function createOgcRouter({ pool, factsOf, identity }: Surroundings): Router {
  const router = Router();
  const { visitorOf } = identity;

  /** A collection that the visitor may not see is as unknown as one that does not exist. */
  const collectionOf = (request: Request): CollectionOfTheme => {
    const id = String(request.params['collection']);
    const entry = collectionById(id);
    if (!entry || !visibleCollections(visitorOf(request)).includes(entry))
      throw new Problem('collection-unknown', `There is no collection ${id}; /ogc/collections lists them.`);
    return entry;
  };

  router.get('/', (request, response) => {
    onlyParameters(request, []);
    const base = baseOf(request);
    send(request, response, '琼城孪生 Hainan city twin', {
      title: '琼城孪生 Hainan city twin',
      description: '城市数据的 OGC API. City data by OGC API.',
      links: [
        ...selfLinks(request),
        { href: `${base}/api`, rel: 'service-desc', type: OPENAPI },
        { href: `${base}/api?f=html`, rel: 'service-doc', type: 'text/html' },
        { href: `${base}/conformance`, rel: 'conformance', type: 'application/json' },
        { href: `${base}/collections`, rel: 'data', type: 'application/json' },
        { href: `${base}/catalogue`, rel: 'ogc-catalog', type: GEOJSON },
        { href: `${base}/tileMatrixSets`, rel: `${RELATIONS}/tiling-schemes`, type: 'application/json' },
        { href: `${base}/styles`, rel: `${RELATIONS}/styles`, type: 'application/json' },
      ],
    });
  });

  router.get('/conformance', (request, response) => {
    onlyParameters(request, []);
    send(request, response, '符合性 Conformance', { conformsTo: CONFORMANCE, links: selfLinks(request) });
  });

  router.get('/api', (request, response) => {
    onlyParameters(request, []);
    const visitor = visitorOf(request);
    const document = openApiDocument(
      visibleCollections(visitor),
      visitor.grade,
      identity.accountOf(request)?.editor === true,
      baseOf(request),
    );
    if (wantsHtml(request)) send(request, response, '接口 API', document);
    else response.type(OPENAPI).send(JSON.stringify(document));
  });

  router.get('/collections', async (request, response) => {
    onlyParameters(request, []);
    const entries = visibleCollections(visitorOf(request));
    const facts = await factsOf(visitorOf(request), entries);
    send(request, response, '数据集 Collections', {
      links: selfLinks(request),
      collections: entries.map((entry) =>
        collectionDocument(entry, baseOf(request), facts.get(entry.collection.id)?.extent),
      ),
    });
  });

  router.get('/collections/:collection', async (request, response) => {
    onlyParameters(request, []);
    const entry = collectionOf(request);
    const facts = await factsOf(visitorOf(request), [entry]);
    const document = collectionDocument(entry, baseOf(request), facts.get(entry.collection.id)?.extent);
    send(request, response, collectionTitle(entry), {
      ...document,
      links: [...selfLinks(request), ...document.links.filter((link) => link.rel !== 'self')],
    });
  });

  for (const [path, schemaOf] of [
    ['queryables', queryablesSchema],
    ['schema', itemSchema],
  ] as const) {
    router.get(`/collections/:collection/${path}`, (request, response) => {
      onlyParameters(request, []);
      const entry = collectionOf(request);
      const document = {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `${baseOf(request)}/collections/${entry.collection.id}/${path}`,
        ...schemaOf(entry, visitorOf(request).grade),
      };
      send(request, response, `${collectionTitle(entry)} ${path}`, document, SCHEMA);
    });
  }

  router.use('/collections/:collection/items', createItemsRouter({ pool, factsOf, identity, collectionOf }));

  router.use(createTilesRouter({ factsOf, visitorOf, collectionOf }));
  router.use(createStylesRouter(visitorOf));
  router.use(createCatalogueRouter({ pool, factsOf, visitorOf, collectionOf }));

  return router;
}
