/**
 * The abstract tests of OGC API Features Part 1, one test each, by the names of the standard. The list is held against
 * the standard's own files where those lie beside the repository.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveOgc, type Served } from '@twin/api/src/ogc/ogc-for-tests.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SERVER = process.env['TEST_DATABASE_URL'];
const ABSTRACT_TESTS = fileURLToPath(
  new URL('../../shared/data/conformance/ogcapi-features-core-tests', import.meta.url),
);
const CLASSES = ['core', 'geojson', 'html', 'oas30'];
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const GEOJSON = 'application/geo+json';
const JSON_TYPE = 'application/json';

type Link = { href: string; rel?: string; type?: string };
type Position = readonly number[];
type Feature = {
  type: string;
  id: string;
  geometry: { type: string; coordinates: unknown };
  properties: Record<string, unknown>;
  links?: Link[];
};
type Page = {
  type: string;
  features: Feature[];
  links: Link[];
  timeStamp: string;
  numberMatched: number;
  numberReturned: number;
};
type Collection = {
  id: string;
  title: string;
  description: string;
  itemType: string;
  crs: string[];
  links: Link[];
  extent?: { spatial: { bbox: number[][]; crs: string } };
};
type Operation = {
  parameters: ({ $ref: string } | Parameter)[];
  responses: Record<string, { content: Record<string, unknown> }>;
};
type Parameter = {
  name: string;
  in: string;
  required: boolean;
  style: string;
  explode: boolean;
  schema: unknown;
};
type Description = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, { get: Operation }>;
  components: { parameters: Record<string, Parameter>; securitySchemes?: unknown };
};

/** Every abstract test by its name, `core/root-op`. */
const TESTS: Readonly<Record<string, (api: Api) => Promise<void>>> = {
  'core/http': async ({ get }) => {
    expect((await get('/')).status).toBe(200);
  },
  'core/root-op': async ({ get }) => {
    expect((await get('/')).status).toBe(200);
  },
  'core/root-success': async ({ json, get }) => {
    const { links } = await json<{ links: Link[] }>('/');
    for (const rel of ['service-desc', 'service-doc', 'conformance', 'data'])
      expect(links.map((link) => link.rel)).toContain(rel);
    expect(await (await get('/?f=html')).text()).toContain('/conformance');
  },
  'core/api-definition-op': async ({ json, follow }) => {
    const { links } = await json<{ links: Link[] }>('/');
    const described = links.filter(({ rel }) => rel === 'service-desc' || rel === 'service-doc');
    expect(described).toHaveLength(2);
    for (const { href } of described) expect((await follow(href)).status).toBe(200);
  },
  'core/api-definition-success': async ({ description }) => {
    const { openapi, paths, servers } = await description();
    expect(openapi).toMatch(/^3\.0\.\d+$/);
    expect(servers).toHaveLength(1);
    for (const path of ['/', '/conformance', '/collections']) expect(paths[path]?.get).toBeDefined();
  },
  'core/conformance-op': async ({ json, follow, get }) => {
    const { links } = await json<{ links: Link[] }>('/');
    const { href } = links.find(({ rel }) => rel === 'conformance') ?? { href: '' };
    expect((await follow(href)).status).toBe(200);
    expect((await get('/conformance')).status).toBe(200);
  },
  'core/conformance-success': async ({ json }) => {
    const { conformsTo } = await json<{ conformsTo: string[] }>('/conformance');
    for (const name of CLASSES)
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`);
  },
  'core/fc-md-op': async ({ get }) => {
    expect((await get('/collections')).status).toBe(200);
  },
  'core/fc-md-success': async ({ collections }) => {
    for (const { crs } of await collections()) expect(crs[0]).toBe(CRS84);
  },
  'core/fc-md-links': async ({ json }) => {
    const { links } = await json<{ links: Link[] }>('/collections');
    expectSelfAndAlternates(links, [JSON_TYPE, 'text/html']);
  },
  'core/fc-md-items': async ({ collections, description }) => {
    const ids = (await collections()).map(({ id }) => id);
    const { paths } = await description();
    const described = Object.keys(paths).flatMap(
      (path) => /^\/collections\/([^/]+)\/items$/.exec(path)?.[1] ?? [],
    );
    expect(ids.toSorted()).toEqual(described.toSorted());
  },
  'core/fc-md-items-links': async ({ collections, description }) => {
    const { paths } = await description();
    for (const { id, links } of await collections()) {
      const types = Object.keys(paths[`/collections/${id}/items`]?.get.responses['200']?.content ?? {});
      const items = links.filter(({ rel }) => rel === 'items').map(({ type }) => type ?? '');
      expect(items.toSorted(), id).toEqual(types.toSorted());
      expectRelAndType(links);
    }
  },
  'core/fc-md-extent': async (api) => expectWithinExtent(api),
  'core/fc-md-extent-multi': async (api) => expectWithinExtent(api),
  'core/sfc-md-op': async ({ collections, get }) => {
    for (const { id } of await collections()) expect((await get(`/collections/${id}`)).status, id).toBe(200);
  },
  'core/sfc-md-success': async ({ collections, json }) => {
    for (const listed of await collections()) {
      const own = await json<Collection>(`/collections/${listed.id}`);
      for (const name of ['id', 'title', 'description', 'extent', 'itemType'] as const)
        expect(own[name]).toEqual(listed[name]);
      const addresses = own.links.map(({ href, rel }) => `${rel} ${href.replace('?f=json', '')}`);
      for (const { href, rel } of listed.links) expect(addresses).toContain(`${rel} ${href}`);
    }
  },
  'core/fc-op': async ({ collections, get, json }) => {
    for (const { id } of await collections())
      expect((await get(`/collections/${id}/items`)).status, id).toBe(200);
    const both = await json<Page>(
      '/collections/waste-points/items?bbox=110.4,20,110.5,20.0315&datetime=2025-05-02/..',
    );
    expect(both.features.map(({ id }) => id)).toEqual(['b2']);
  },
  'core/fc-response': async ({ json }) => {
    const page = await json<Page>('/collections/roads/items?class=arterial');
    expect(page.type).toBe('FeatureCollection');
    expect(page.features.map(({ id, type }) => `${type} ${id}`)).toEqual(['Feature r1', 'Feature r2']);
  },
  'core/fc-links': async ({ json, description }) => {
    const { paths } = await description();
    const types = Object.keys(paths['/collections/roads/items']?.get.responses['200']?.content ?? {});
    expectSelfAndAlternates((await json<Page>('/collections/roads/items')).links, types);
  },
  'core/fc-timeStamp': async ({ json }) => {
    const before = Date.now();
    const { timeStamp } = await json<Page>('/collections/roads/items');
    expect(Date.parse(timeStamp)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(timeStamp)).toBeLessThanOrEqual(Date.now());
  },
  'core/fc-numberMatched': async ({ json }) => {
    for (const [query, count] of [
      ['', 5],
      ['bbox=110.44,20.0305,110.46,20.0325', 2],
      ['class=arterial&limit=1', 2],
    ])
      expect((await json<Page>(`/collections/roads/items?${query}`)).numberMatched, String(query)).toBe(
        count,
      );
  },
  'core/fc-numberReturned': async ({ json }) => {
    const { features, numberReturned } = await json<Page>('/collections/roads/items?limit=3');
    expect([features.length, numberReturned]).toEqual([3, 3]);
  },
  'core/fc-bbox-definition': async (api) => {
    const { name, in: place, required, style, explode, schema } = await parameterOf(api, 'bbox');
    expect([name, place, required, style, explode]).toEqual(['bbox', 'query', false, 'form', false]);
    expect(schema).toEqual({
      type: 'array',
      items: { type: 'number' },
      oneOf: [
        { minItems: 4, maxItems: 4 },
        { minItems: 6, maxItems: 6 },
      ],
    });
  },
  'core/fc-bbox-response': async ({ json, get }) => {
    for (const bbox of ['110.44,20.0305,110.46,20.0325', '110.44,20.0305,-9,110.46,20.0325,99'])
      expect(
        (await json<Page>(`/collections/roads/items?bbox=${bbox}`)).features.map(({ id }) => id),
      ).toEqual(['r2', 'r3']);
    const response = await get('/collections/roads/items?bbox=110,20,111,21');
    expect(response.headers.get('content-crs')).toBe(`<${CRS84}>`);
  },
  'core/fc-limit-definition': async (api) => {
    const { name, in: place, required, style, explode, schema } = await parameterOf(api, 'limit');
    expect([name, place, required, style, explode]).toEqual(['limit', 'query', false, 'form', false]);
    expect(schema).toMatchObject({ type: 'integer' });
  },
  'core/fc-limit-response': async ({ json }) => {
    expect((await json<Page>('/collections/roads/items?limit=2')).features).toHaveLength(2);
    expect((await json<Page>('/collections/roads/items?limit=99999999')).features).toHaveLength(5);
  },
  'core/fc-time-definition': async (api) => {
    const { name, in: place, required, style, explode, schema } = await parameterOf(api, 'datetime');
    expect([name, place, required, style, explode]).toEqual(['datetime', 'query', false, 'form', false]);
    expect(schema).toEqual({ type: 'string' });
  },
  'core/fc-time-response': async ({ json }) => {
    // b1 to b3 were emptied on 1, 2 and 3 May at midnight UTC; b4 has no time and is always meant.
    for (const [datetime, expected] of [
      ['2025-05-02T00:00:00Z', 'b2 b4'],
      ['2025-05-01T12:00:00Z/2025-05-03T12:00:00Z', 'b2 b3 b4'],
      ['../2025-05-02T00:00:00Z', 'b1 b2 b4'],
      ['/2025-05-02T00:00:00Z', 'b1 b2 b4'],
      ['2025-05-02T00:00:00Z/..', 'b2 b3 b4'],
      ['2025-05-02T00:00:00Z/', 'b2 b3 b4'],
    ])
      expect(
        (await json<Page>(`/collections/waste-points/items?datetime=${datetime}`)).features
          .map(({ id }) => id)
          .join(' '),
        datetime,
      ).toBe(expected);
  },
  'core/query-param-invalid': async ({ get }) => {
    expect((await get('/collections/roads/items?bbox=1,2,3')).status).toBe(400);
  },
  'core/query-param-unknown': async ({ get }) => {
    expect((await get('/collections/roads/items?colour=red')).status).toBe(400);
  },
  'core/crs84': async ({ collections, json }) => {
    for (const { id, extent } of await collections()) {
      const { features } = await json<Page>(`/collections/${id}/items`);
      if (extent) expect(extent.spatial.crs).toBe(CRS84);
      for (const [longitude = 0, latitude = 0] of features.flatMap(positionsOf)) {
        expect(Math.floor(longitude)).toBe(110);
        expect(Math.floor(latitude)).toBe(20);
      }
    }
  },
  'core/f-op': async ({ json }) => {
    for (const { id } of (await json<Page>('/collections/roads/items')).features)
      expect((await json<Feature>(`/collections/roads/items/${id}`)).id).toBe(id);
  },
  'core/f-success': async ({ json, get }) => {
    const feature = await json<Feature>('/collections/roads/items/r1');
    expect([feature.type, feature.geometry.type]).toEqual(['Feature', 'LineString']);
    expect(await (await get('/collections/roads/items/r1?f=html')).text()).toContain('海府路');
  },
  'core/f-links': async ({ json }) => {
    const { links = [] } = await json<Feature>('/collections/roads/items/r1');
    expectSelfAndAlternates(links, [GEOJSON, 'text/html']);
    expect(links.map(({ rel }) => rel)).toContain('collection');
  },
  'geojson/definition': async ({ description, follow }) => {
    await everyResource({ description, follow }, GEOJSON, (type, path) => {
      const hasFeatures = path.includes('/items') || path.startsWith('/catalogue');
      const isSchema = /\/(queryables|schema)$/.test(path);
      const isStyle = path === '/styles/{style}';
      if (path === '/api') expect(type).toContain('openapi+json');
      else
        expect(type, path).toContain(
          hasFeatures ? GEOJSON : isSchema ? 'schema+json' : isStyle ? 'style+json' : JSON_TYPE,
        );
    });
  },
  'geojson/content': async ({ json }) => {
    const page = await json<Page>('/collections/pipe-points/items');
    expect(page).toMatchObject({ type: 'FeatureCollection' });
    for (const { type, geometry, properties } of page.features) {
      expect(type).toBe('Feature');
      expect(Object.keys(geometry)).toEqual(['type', 'coordinates']);
      expect(typeof properties).toBe('object');
    }
    expect((await json<Feature>('/collections/pipe-points/items/p2')).id).toBe('p2');
  },
  'html/definition': async ({ description, follow }) => {
    await everyResource({ description, follow }, 'text/html', (type, path) =>
      expect(type, path).toContain('text/html'),
    );
  },
  'html/content': async ({ description, follow }) => {
    await everyResource({ description, follow }, 'text/html', (_, path, text) => {
      expect(text, path).toMatch(/^<!doctype html><html lang="/);
      expect(text, path).toMatch(/<title>[^<]+<\/title>/);
    });
  },
  'oas30/oas-definition-1': async ({ json }) => {
    const { links } = await json<{ links: Link[] }>('/');
    expect(links.find(({ rel }) => rel === 'service-desc')?.type).toBe(
      'application/vnd.oai.openapi+json;version=3.0',
    );
    expect(links.find(({ rel }) => rel === 'service-doc')?.type).toBe('text/html');
  },
  'oas30/oas-definition-2': async ({ description }) => {
    const { openapi, paths, components } = await description();
    expect(openapi).toMatch(/^3\.0\./);
    const operationIds = Object.values(paths).map(
      ({ get }) => (get as unknown as { operationId: string }).operationId,
    );
    expect(new Set(operationIds).size).toBe(operationIds.length);
    for (const [path, { get }] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = get.parameters.flatMap((one) =>
        'name' in one && one.in === 'path' ? [one.name] : [],
      );
      expect(declared, path).toEqual(inPath);
      for (const one of get.parameters)
        if ('$ref' in one)
          expect(components.parameters[one.$ref.split('/').at(-1) ?? ''], one.$ref).toBeDefined();
    }
  },
  'oas30/oas-impl': async ({ description, follow }) => {
    await everyResource({ description, follow }, JSON_TYPE, () => {});
  },
  'oas30/completeness': async ({ description, follow }) => {
    const { paths, servers } = await description();
    for (const [path, { get }] of Object.entries(paths)) {
      if (path.endsWith('{tileCol}')) continue; // empty, with 204, where there is nothing
      const response = await follow(`${servers[0]?.url}${filled(path)}`);
      const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
      const described = Object.keys(get.responses[String(response.status)]?.content ?? {});
      expect(
        described.map((one) => one.split(';')[0]),
        path,
      ).toContain(type);
    }
  },
  'oas30/exceptions-codes': async ({ description, get }) => {
    const { paths } = await description();
    const { responses } = paths['/collections/roads/items']?.get ?? { responses: {} };
    for (const path of ['/collections/roads/items?limit=x', '/collections/none/items']) {
      const { status } = await get(path);
      expect(Object.keys(responses)).toContain(String(status));
    }
  },
  'oas30/security': async ({ description }) => {
    // No authentication yet, so none is described.
    expect((await description()).components.securitySchemes).toBeUndefined();
  },
};

type Api = ReturnType<typeof apiOf>;

describe('the abstract tests of OGC API Features on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)(
  'the abstract tests of OGC API Features on PostgreSQL (skipped when TEST_DATABASE_URL names no server)',
  () => behaviour(SERVER),
);

describe('the list of abstract tests', () => {
  it.skipIf(!existsSync(ABSTRACT_TESTS))(
    "is the standard's own (skipped where ../shared/data/conformance is absent)",
    () => {
      const named = CLASSES.flatMap((name) =>
        readdirSync(join(ABSTRACT_TESTS, name)).flatMap((file) => {
          const text = readFileSync(join(ABSTRACT_TESTS, name, file), 'utf8');
          const [, test = ''] = /\*\/conf\/\w+\/([\w-]+)\*/.exec(text) ?? [];
          return test ? [`${name}/${test}`] : [];
        }),
      );
      expect(Object.keys(TESTS).toSorted()).toEqual([...new Set(named)].toSorted());
    },
  );
});

function behaviour(server: string | undefined): void {
  let served: Served;
  beforeAll(async () => {
    served = await serveOgc(server);
  }, 120_000);
  afterAll(async () => {
    await served.close();
    expect(served.failures).toEqual([]);
  });
  it.each(Object.keys(TESTS))('/conf/%s', async (name) => {
    await TESTS[name]?.(apiOf(served.ogc));
  });
}

function apiOf(ogc: string) {
  const follow = (address: string, accept = JSON_TYPE): Promise<Response> =>
    fetch(address, { headers: { 'x-grade': 'government', accept } });
  const get = (path: string): Promise<Response> => follow(`${ogc}${path}`);
  const json = async <T>(path: string): Promise<T> => {
    const response = await get(path);
    expect(response.status, path).toBe(200);
    return (await response.json()) as T;
  };
  return {
    follow,
    get,
    json,
    description: (): Promise<Description> => json<Description>('/api'),
    collections: async (): Promise<Collection[]> =>
      (await json<{ collections: Collection[] }>('/collections')).collections,
  };
}

function filled(path: string): string {
  const collection = path.split('/')[2] ?? '';
  const item = { roads: 'r1', 'waste-points': 'b1', 'pipe-points': 'p1' }[collection] ?? 'none';
  return path.replace('{id}', item).replace('{style}', 'city');
}

/** Each resource of the description once; single items only where the fixture has one. */
async function everyResource(
  { description, follow }: Pick<Api, 'description' | 'follow'>,
  accept: string,
  check: (type: string, path: string, text: string) => void,
): Promise<void> {
  const { paths, servers } = await description();
  for (const path of Object.keys(paths)) {
    const hasNoItem = path.endsWith('{id}') && filled(path).endsWith('none');
    if (hasNoItem || path.endsWith('{tileCol}')) continue;
    const response = await follow(`${servers[0]?.url}${filled(path)}`, accept);
    expect(response.status, path).toBe(200);
    check(response.headers.get('content-type') ?? '', path, await response.text());
  }
}

async function parameterOf({ description }: Api, name: string): Promise<Parameter> {
  const { paths, components } = await description();
  expect(paths['/collections/roads/items']?.get.parameters).toContainEqual({
    $ref: `#/components/parameters/${name}`,
  });
  const parameter = components.parameters[name];
  if (!parameter) throw new Error(`${name} is not described`);
  return parameter;
}

async function expectWithinExtent({ collections, json }: Api): Promise<void> {
  for (const { id, extent } of await collections()) {
    const { features } = await json<Page>(`/collections/${id}/items`);
    const [[west = 0, south = 0, east = 0, north = 0] = []] = extent?.spatial.bbox ?? [];
    expect(extent === undefined, id).toBe(features.length === 0);
    for (const [x = 0, y = 0] of features.flatMap(positionsOf))
      expect(x >= west && x <= east && y >= south && y <= north, id).toBe(true);
  }
}

function expectSelfAndAlternates(links: readonly Link[], types: readonly string[]): void {
  const [own, ...more] = links.filter(({ rel }) => rel === 'self');
  const others = links.filter(({ rel }) => rel === 'alternate');
  expect(more).toEqual([]);
  expect([own, ...others].map((link) => link?.type ?? '').toSorted()).toEqual([...types].toSorted());
  expectRelAndType(links);
}

function expectRelAndType(links: readonly Link[]): void {
  for (const { rel, type } of links) expect([typeof rel, typeof type]).toEqual(['string', 'string']);
}

function positionsOf({ geometry }: Feature): Position[] {
  const found: Position[] = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') found.push(part as Position);
    else part.forEach(walk);
  };
  walk(geometry.coordinates);
  return found;
}
