/** `/catalogue`: a record of each collection that the visitor may see, for people, OGC API Records and DCAT. */
import { Router, type Request } from 'express';
import type { Pool } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import type { CollectionFactsOf } from '../../collection-facts.ts';
import { Problem } from '../../problems.ts';
import { baseOf, formatOf, GEOJSON, onlyParameters, selfLinks, send } from '../answer.ts';
import { collectionTitle } from '../collection-document.ts';
import { createCompleteness } from './completeness.ts';
import { dcatDocument } from './dcat-document.ts';
import { recordDocument, type RecordDocument } from './record-document.ts';
import { visibleCollections } from '../visible-collections.ts';

const FORMATS = { json: GEOJSON, html: 'text/html', dcat: 'application/ld+json' } as const;
const DOCUMENTS = { json: GEOJSON, html: 'text/html' } as const;
const MAX_QUERY_CHARACTERS = 100;

type Surroundings = {
  readonly pool: Pool;
  readonly factsOf: CollectionFactsOf;
  readonly visitorOf: (request: Request) => Visitor;
  /** @throws Problem collection-unknown */
  readonly collectionOf: (request: Request) => CollectionOfTheme;
};

/** Mounted at the root of the OGC API. */
export function createCatalogueRouter({ pool, factsOf, visitorOf, collectionOf }: Surroundings): Router {
  const router = Router();
  const completenessOf = createCompleteness(pool);

  const recordsOf = async (
    request: Request,
    entries: readonly CollectionOfTheme[],
  ): Promise<RecordDocument[]> => {
    const visitor = visitorOf(request);
    const facts = await factsOf(visitor, entries);
    const completeness = await completenessOf(visitor, entries);
    return entries.map((entry) => {
      const { id } = entry.collection;
      return recordDocument(entry, facts.get(id), completeness.get(id), baseOf(request));
    });
  };

  router.get('/catalogue', async (request, response) => {
    onlyParameters(request, ['q']);
    const words = wordsOf(request.query['q']);
    const format = formatOf(request, FORMATS);
    const records = (await recordsOf(request, visibleCollections(visitorOf(request)))).filter((record) =>
      words.every((word) => textOf(record).includes(word)),
    );
    if (format === 'dcat') {
      response.type(FORMATS.dcat).send(JSON.stringify(dcatDocument(records, baseOf(request))));
      return;
    }
    const body = {
      type: 'FeatureCollection',
      timeStamp: new Date().toISOString(),
      numberMatched: records.length,
      numberReturned: records.length,
      links: selfLinks(request, FORMATS),
      features: records,
    };
    send(request, response, '目录 Catalogue', body, GEOJSON);
  });

  router.get('/catalogue/:collection', async (request, response) => {
    onlyParameters(request, []);
    const entry = collectionOf(request);
    const [record] = await recordsOf(request, [entry]);
    const links = record?.links.filter(({ rel }) => rel !== 'self') ?? [];
    const body = { ...record, links: [...selfLinks(request, DOCUMENTS), ...links] };
    send(request, response, collectionTitle(entry), body, GEOJSON);
  });

  return router;
}

/** All of them have to be met, in whatever order. */
function wordsOf(q: unknown): string[] {
  if (q === undefined) return [];
  if (typeof q !== 'string' || q.length > MAX_QUERY_CHARACTERS)
    throw new Problem('parameter-invalid', `q is text of at most ${MAX_QUERY_CHARACTERS} characters.`);
  return q
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

function textOf({ id, properties }: RecordDocument): string {
  return [id, properties.title, properties.description, ...properties.keywords].join(' ').toLowerCase();
}
