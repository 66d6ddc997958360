/** OGC API Features Part 1: every collection that the visitor may see, as GeoJSON, with HTML for people. */
import { Router, type Request, type Response } from 'express';
import type { Pool } from 'pg';
import { collectionById, collections, visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead, type Field } from '@twin/gis-data/theme.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { CollectionFactsOf } from './collection-facts.ts';
import { schemaOf } from './field-schema.ts';
import { htmlPage } from './ogc-html.ts';
import { openApiDocument } from './ogc-openapi.ts';
import { planItemQuery, planItemsQuery } from './plan-items-query.ts';
import { Problem } from './problems.ts';

export const CONFORMANCE = ['core', 'geojson', 'oas30', 'html'].map(
  (name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`,
);
const GEOJSON = 'application/geo+json';
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

type ItemRow = { gid: number; id: string; source_id: number; geometry: string } & Record<string, unknown>;
type Link = { href: string; rel: string; type: string; title?: string };

type Surroundings = {
  readonly pool: Pool;
  readonly factsOf: CollectionFactsOf;
  readonly visitorOf: (request: Request) => Visitor;
};

export function createOgcRouter({ pool, factsOf, visitorOf }: Surroundings): Router {
  const router = Router();

  router.get('/', (request, response) => {
    onlyParameters(request, []);
    const base = baseOf(request);
    send(request, response, '琼城孪生 Hainan city twin', {
      title: '琼城孪生 Hainan city twin',
      description: '城市数据的 OGC API. City data by OGC API Features.',
      links: [
        ...selfLinks(request),
        { href: `${base}/api`, rel: 'service-desc', type: 'application/vnd.oai.openapi+json;version=3.0' },
        { href: `${base}/api?f=html`, rel: 'service-doc', type: 'text/html' },
        { href: `${base}/conformance`, rel: 'conformance', type: 'application/json' },
        { href: `${base}/collections`, rel: 'data', type: 'application/json' },
      ],
    });
  });

  router.get('/conformance', (request, response) => {
    onlyParameters(request, []);
    send(request, response, '符合性 Conformance', { conformsTo: CONFORMANCE, links: selfLinks(request) });
  });

  router.get('/api', (request, response) => {
    onlyParameters(request, []);
    const document = openApiDocument(
      visibleCollections(visitorOf(request)),
      visitorOf(request).grade,
      baseOf(request),
    );
    if (wantsHtml(request)) send(request, response, '接口 API', document);
    else response.type('application/vnd.oai.openapi+json;version=3.0').send(JSON.stringify(document));
  });

  router.get('/collections', async (request, response) => {
    onlyParameters(request, []);
    const entries = visibleCollections(visitorOf(request));
    const facts = await factsOf(visitorOf(request), entries);
    send(request, response, '数据集 Collections', {
      links: selfLinks(request),
      collections: entries.map((entry) =>
        describe(entry, baseOf(request), facts.get(entry.collection.id)?.extent),
      ),
    });
  });

  router.get('/collections/:collection', async (request, response) => {
    onlyParameters(request, []);
    const entry = found(request);
    const facts = await factsOf(visitorOf(request), [entry]);
    const document = describe(entry, baseOf(request), facts.get(entry.collection.id)?.extent);
    send(request, response, titleOf(entry), {
      ...document,
      links: [...selfLinks(request), ...document.links.filter((link) => link.rel !== 'self')],
    });
  });

  router.get('/collections/:collection/queryables', (request, response) => {
    onlyParameters(request, []);
    const entry = found(request);
    send(
      request,
      response,
      `${entry.collection.title.zh} queryables`,
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `${baseOf(request)}/collections/${entry.collection.id}/queryables`,
        type: 'object',
        title: entry.collection.title.zh,
        additionalProperties: false,
        properties: Object.fromEntries(
          visibleFields(entry, visitorOf(request).grade).map(([name, field]) => [name, schemaOf(field)]),
        ),
      },
      'application/schema+json',
    );
  });

  router.get('/collections/:collection/items', async (request, response) => {
    const entry = found(request);
    const visitor = visitorOf(request);
    const plan = planItemsQuery(entry, visitor.grade, request.query);
    const [rows, matched] = await readAs(pool, visitor, async (client) => {
      const page = await client.query<ItemRow>(plan.text, [...plan.values]);
      if (!plan.filtered) return [page.rows, undefined] as const;
      const count = await client.query<{ count: number }>(plan.countText, [...plan.countValues]);
      return [page.rows, count.rows[0]?.count ?? 0] as const;
    });
    const numberMatched = matched ?? (await factsOf(visitor, [entry])).get(entry.collection.id)?.count ?? 0;
    const page = rows.slice(0, plan.limit);
    const base = `${baseOf(request)}/collections/${entry.collection.id}`;
    const links: Link[] = [
      ...selfLinks(request, GEOJSON),
      { href: base, rel: 'collection', type: 'application/json' },
    ];
    const last = page.at(-1);
    if (rows.length > plan.limit && last)
      links.push({ href: addressWith(request, { after: String(last.gid) }), rel: 'next', type: GEOJSON });
    const body = {
      type: 'FeatureCollection',
      timeStamp: new Date().toISOString(),
      numberMatched,
      numberReturned: page.length,
      links,
      features: page.map((row) => featureOf(row, entry, visitor)),
    };
    send(request, response, titleOf(entry), body, GEOJSON, fieldTitles(entry));
  });

  router.get('/collections/:collection/items/:id', async (request, response) => {
    onlyParameters(request, []);
    const entry = found(request);
    const visitor = visitorOf(request);
    const { text, values } = planItemQuery(entry, visitor.grade, request.params.id);
    const {
      rows: [row],
    } = await readAs(pool, visitor, (client) => client.query<ItemRow>(text, values));
    if (!row)
      throw new Problem(
        'item-unknown',
        `${entry.collection.id} has no item ${request.params.id}; /ogc/collections/${entry.collection.id}/items lists them.`,
      );
    const links: Link[] = [
      ...selfLinks(request, GEOJSON),
      {
        href: `${baseOf(request)}/collections/${entry.collection.id}`,
        rel: 'collection',
        type: 'application/json',
      },
    ];
    send(
      request,
      response,
      `${titleOf(entry)} ${row.id}`,
      { ...featureOf(row, entry, visitor), links },
      GEOJSON,
      fieldTitles(entry),
    );
  });

  return router;

  /** A collection that the visitor may not see is as unknown as one that does not exist. */
  function found(request: Request): CollectionOfTheme {
    const id = String(request.params['collection']);
    const entry = collectionById(id);
    if (!entry || !visibleCollections(visitorOf(request)).includes(entry))
      throw new Problem('collection-unknown', `There is no collection ${id}; /ogc/collections lists them.`);
    return entry;
  }
}

export function visibleCollections(visitor: Visitor): CollectionOfTheme[] {
  return collections.filter(({ theme, collection }) =>
    mayRead(visitor.grade, collectionGrade(theme, collection)),
  );
}

/** A row as GeoJSON: the declared fields that the visitor may read, in their order. */
export function featureOf(
  row: ItemRow,
  entry: CollectionOfTheme,
  visitor: Visitor,
): { type: 'Feature'; id: string; geometry: unknown; properties: Record<string, unknown> } {
  return {
    type: 'Feature',
    id: row.id,
    geometry: JSON.parse(row.geometry) as unknown,
    properties: Object.fromEntries(
      visibleFields(entry, visitor.grade).map(([name, field]) => [name, plain(row[name], field)]),
    ),
  };
}

function describe(
  { collection, theme }: CollectionOfTheme,
  base: string,
  extent: readonly number[] | undefined,
) {
  const own = `${base}/collections/${collection.id}`;
  return {
    id: collection.id,
    title: `${collection.title.zh} ${collection.title.en}`,
    description: collection.description?.zh ?? theme.title.zh,
    attribution: theme.attribution.zh,
    itemType: 'feature',
    crs: [CRS84],
    ...(extent ? { extent: { spatial: { bbox: [extent], crs: CRS84 } } } : {}),
    links: [
      { href: own, rel: 'self', type: 'application/json' },
      { href: `${own}/items`, rel: 'items', type: GEOJSON },
      { href: `${own}/items?f=html`, rel: 'items', type: 'text/html' },
      {
        href: `${own}/queryables`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
        type: 'application/schema+json',
      },
    ] satisfies Link[],
  };
}

function titleOf({ collection }: CollectionOfTheme): string {
  return `${collection.title.zh} ${collection.title.en}`;
}

function fieldTitles({ collection }: CollectionOfTheme): Record<string, string> {
  return Object.fromEntries(
    Object.entries(collection.fields).map(([name, field]) => [name, `${field.title.zh} ${field.title.en}`]),
  );
}

function plain(value: unknown, field: Field): unknown {
  if (value instanceof Date) return field.type === 'date' ? localDate(value) : value.toISOString();
  if (field.type === 'code' && typeof value === 'number') return String(value);
  return value ?? null;
}

/** `pg` reads a date as local midnight. */
function localDate(value: Date): string {
  return [value.getFullYear(), value.getMonth() + 1, value.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

function onlyParameters(request: Request, allowed: readonly string[]): void {
  const unknown = Object.keys(request.query).find((name) => name !== 'f' && !allowed.includes(name));
  if (unknown !== undefined)
    throw new Problem('parameter-unknown', `${unknown} is no parameter of this resource.`);
}

function wantsHtml(request: Request): boolean {
  const { f } = request.query;
  if (f !== undefined && f !== 'json' && f !== 'html')
    throw new Problem('parameter-invalid', 'f is json or html.');
  return f === undefined
    ? request.accepts(['application/json', GEOJSON, 'text/html']) === 'text/html'
    : f === 'html';
}

function send(
  request: Request,
  response: Response,
  title: string,
  body: unknown,
  type = 'application/json',
  titles: Readonly<Record<string, string>> = {},
): void {
  response.vary('Accept');
  if (wantsHtml(request)) response.type('text/html').send(htmlPage(title, body, titles));
  else response.type(type).send(JSON.stringify(body));
}

function baseOf(request: Request): string {
  return `${request.protocol}://${request.host}${request.baseUrl}`;
}

function selfLinks(request: Request, type = 'application/json'): Link[] {
  const html = wantsHtml(request);
  const json: Link = {
    href: addressWith(request, { f: 'json' }),
    rel: html ? 'alternate' : 'self',
    type,
    title: 'JSON',
  };
  return [
    json,
    {
      href: addressWith(request, { f: 'html' }),
      rel: html ? 'self' : 'alternate',
      type: 'text/html',
      title: 'HTML',
    },
  ];
}

function addressWith(request: Request, change: Readonly<Record<string, string>>): string {
  const url = new URL(`${request.protocol}://${request.host}${request.originalUrl}`);
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
  return url.href;
}
