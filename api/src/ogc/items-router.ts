/** `/collections/{c}/items`: pages of items, and single ones. */
import { Router, type Request } from 'express';
import type { Pool } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { CollectionFactsOf } from '../collection-facts.ts';
import { Problem } from '../problems.ts';
import { addressWith, formatOf, GEOJSON, onlyParameters, selfLinks, send, type Link } from './answer.ts';
import { collectionTitle } from './collection-document.ts';
import { featureOf, type ItemRow } from './feature-of.ts';
import { DEFAULT_LIMIT, planItemQuery, planItemsQuery, type ItemsPlan } from './plan-items-query.ts';
import { CRS84, referenceSystem, type ReferenceSystem } from './reference-systems.ts';

const FORMATS = { json: GEOJSON, html: 'text/html' } as const;
/** Selections whose count is remembered. */
const KEPT_COUNTS = 1000;

type Surroundings = {
  readonly pool: Pool;
  readonly factsOf: CollectionFactsOf;
  readonly visitorOf: (request: Request) => Visitor;
  /** @throws Problem collection-unknown */
  readonly collectionOf: (request: Request) => CollectionOfTheme;
};

export function createItemsRouter({ pool, factsOf, visitorOf, collectionOf }: Surroundings): Router {
  const router = Router({ mergeParams: true });
  const counts = new Map<string, Promise<number>>();

  /** How many items a selection has. Counted once for all pages of it, until the collection changes. */
  const matchedBy = async (plan: ItemsPlan, entry: CollectionOfTheme, visitor: Visitor): Promise<number> => {
    const facts = (await factsOf(visitor, [entry])).get(entry.collection.id);
    if (!plan.filtered) return facts?.count ?? 0;
    const { text, values } = plan.count;
    const key = JSON.stringify([visitor, entry.collection.id, facts?.revision, text, values]);
    const known = counts.get(key);
    if (known) return known;
    const count = readAs(pool, visitor, async (client) => {
      const { rows } = await client.query<{ count: number }>(text, [...values]);
      return rows[0]?.count ?? 0;
    });
    counts.set(key, count);
    count.catch(() => counts.delete(key));
    const [oldest] = counts.keys();
    if (counts.size > KEPT_COUNTS && oldest !== undefined) counts.delete(oldest);
    return count;
  };

  router.get('/', async (request, response) => {
    const entry = collectionOf(request);
    const visitor = visitorOf(request);
    const format = formatOf(request, FORMATS);
    // A page for people shows no coordinates, and draws degrees.
    const query = format === 'html' ? { ...request.query, crs: undefined } : request.query;
    if (format === 'html') referenceSystem('crs', request.query['crs']);
    const plan = planItemsQuery(entry, visitor.grade, definedOf(query));
    const limit = plan.limit ?? DEFAULT_LIMIT;
    const { text, values } = plan.page(plan.after, limit);
    const [rows, numberMatched] = await computable(async () => [
      (await readAs(pool, visitor, (client) => client.query<ItemRow>(text, [...values]))).rows,
      await matchedBy(plan, entry, visitor),
    ]);
    const page = rows.slice(0, limit);
    const links: Link[] = [...selfLinks(request, FORMATS), collectionLink(request)];
    const last = page.at(-1);
    if (rows.length > limit && last)
      links.push({
        href: addressWith(request, { after: String(last.gid) }),
        rel: 'next',
        type: FORMATS[format],
      });
    const body = {
      type: 'FeatureCollection',
      timeStamp: new Date().toISOString(),
      numberMatched,
      numberReturned: page.length,
      links,
      features: page.map((row) => featureOf(row, entry, visitor, plan.system)),
    };
    response.set('Content-Crs', `<${plan.system.uri}>`);
    send(request, response, collectionTitle(entry), body, GEOJSON, fieldTitles(entry));
  });

  router.get('/:id', async (request, response) => {
    onlyParameters(request, ['crs']);
    const entry = collectionOf(request);
    const visitor = visitorOf(request);
    const asked = referenceSystem('crs', request.query['crs']);
    const system: ReferenceSystem = formatOf(request, FORMATS) === 'html' ? CRS84 : asked;
    const { id } = request.params;
    const { text, values } = planItemQuery(entry, visitor.grade, id, system);
    const {
      rows: [row],
    } = await readAs(pool, visitor, (client) => client.query<ItemRow>(text, values));
    if (!row)
      throw new Problem(
        'item-unknown',
        `${entry.collection.id} has no item ${id}; /ogc/collections/${entry.collection.id}/items lists them.`,
      );
    const links: Link[] = [...selfLinks(request, FORMATS), collectionLink(request)];
    const body = { ...featureOf(row, entry, visitor, system), links };
    response.set('Content-Crs', `<${system.uri}>`);
    send(request, response, `${collectionTitle(entry)} ${row.id}`, body, GEOJSON, fieldTitles(entry));
  });

  return router;
}

/** The router lies at the collection's own address. */
function collectionLink(request: Request): Link {
  const href = `${request.protocol}://${request.host}${request.baseUrl.replace(/\/items$/, '')}`;
  return { href, rel: 'collection', type: 'application/json' };
}

function fieldTitles({ collection }: CollectionOfTheme): Record<string, string> {
  return Object.fromEntries(
    Object.entries(collection.fields).map(([name, field]) => [name, `${field.title.zh} ${field.title.en}`]),
  );
}

function definedOf(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** SQLSTATE class of values that have no result: 10^400, the root of a negative number. */
const DATA_EXCEPTION = /^22/;
const QUERY_CANCELED = '57014';

/** What a filter cannot compute, or not in time, is the request's fault. */
async function computable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (DATA_EXCEPTION.test(code))
      throw new Problem(
        'filter-not-computable',
        'The filter computes a number that does not exist or is too large for some item; leave such items out by another condition.',
      );
    if (code === QUERY_CANCELED)
      throw new Problem(
        'query-too-slow',
        'The selection takes too long; ask for a smaller bbox or a simpler filter.',
      );
    throw error;
  }
}
