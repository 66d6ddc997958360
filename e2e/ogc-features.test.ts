import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { freshDatabase } from '@twin/gis-data/store/fresh-database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProduct, type Product } from './product.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const OGRINFO = '/usr/bin/ogrinfo';
/** Half-way along the district's coast, one block wide. */
const BOX: Box = [110.44, 20.02, 110.443, 20.023];

/** West, south, east, north in degrees. */
type Box = readonly [number, number, number, number];
type Link = { href: string; rel: string; type?: string };
type Feature = {
  id: string;
  geometry: { type: string; coordinates: unknown };
  properties: Record<string, unknown>;
};
type Page = {
  type: string;
  features: Feature[];
  links: Link[];
  numberMatched: number;
  numberReturned: number;
  timeStamp: string;
};

describe('OGC API Features on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)(
  'OGC API Features on PostgreSQL (skipped when TEST_DATABASE_URL names no server)',
  () => behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-ogc-'));
  let product: Product;
  let ogc: string;
  let ids: string[];

  beforeAll(async () => {
    product = await startProduct({
      DATA_DIR: folder,
      DATABASE_URL: server ? await freshDatabase(server) : '',
    });
    await product.ready();
    ogc = `${product.base}/ogc`;
    const { collections } = await json<{ collections: { id: string }[] }>(`${ogc}/collections`);
    ids = collections.map(({ id }) => id);
  }, 240_000);
  afterAll(async () => {
    product.signal('SIGTERM');
    await product.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  const items = (collection: string, query = ''): Promise<Page> =>
    json<Page>(`${ogc}/collections/${collection}/items${query}`);

  it('is announced by a landing page that leads to description, conformance and data', async () => {
    const { links } = await json<{ links: Link[] }>(`${ogc}/`);
    for (const rel of ['self', 'service-desc', 'service-doc', 'conformance', 'data'])
      expect(links.map((link) => link.rel)).toContain(rel);
    for (const { href } of links) expect((await fetch(href)).status, href).toBe(200);
  });

  it('describes every operation in OpenAPI 3.0, with the parameters that it accepts', async () => {
    const { links } = await json<{ links: Link[] }>(`${ogc}/`);
    const description = links.find(({ rel }) => rel === 'service-desc');
    const response = await fetch(description?.href ?? '');
    expect(response.headers.get('content-type')).toMatch(
      /^application\/vnd\.oai\.openapi\+json; ?version=3\.0/,
    );
    const { openapi, paths } = (await response.json()) as {
      openapi: string;
      paths: Record<string, { get: { parameters: unknown[] } }>;
    };
    expect(openapi).toMatch(/^3\.0\./);
    for (const id of ids) expect(Object.keys(paths)).toContain(`/collections/${id}/items`);
    expect(paths['/collections/lamps/items']?.get.parameters).toEqual(
      expect.arrayContaining([
        { $ref: '#/components/parameters/bbox' },
        { $ref: '#/components/parameters/f' },
      ]),
    );
  });

  it('says what it conforms to', async () => {
    const { conformsTo } = await json<{ conformsTo: string[] }>(`${ogc}/conformance`);
    for (const name of ['core', 'geojson', 'oas30', 'html'])
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`);
  });

  it('gives each collection an id, links to its items and, where it has any, its extent', async () => {
    const { collections } = await json<{
      collections: { id: string; links: Link[]; extent?: { spatial: { bbox: number[][] } } }[];
    }>(`${ogc}/collections`);
    for (const { id, links, extent } of collections) {
      const own = await json<{ id: string; links: Link[] }>(`${ogc}/collections/${id}`);
      expect(own.id).toBe(id);
      expect(links.filter(({ rel }) => rel === 'items').map(({ type }) => type)).toEqual([
        'application/geo+json',
        'text/html',
        'text/csv; charset=utf-8',
        'application/flatgeobuf',
        'application/geo+json-seq',
        'application/geopackage+sqlite3',
        'application/vnd.apache.parquet',
        'application/zip',
      ]);
      const { numberMatched, features } = await items(id, '?limit=1');
      expect(features.length).toBe(Math.min(1, numberMatched));
      expect(extent !== undefined, id).toBe(numberMatched > 0);
    }
  });

  it('pages through a collection by its next links: every item once, in one order', async () => {
    const seen = new Set<string>();
    let address: string | undefined = `${ogc}/collections/lamps/items?limit=1500`;
    let pages = 0;
    let matched = 0;
    while (address) {
      const page: Page = await json<Page>(address);
      page.features.forEach(({ id }) => seen.add(id));
      expect(page.numberReturned).toBe(page.features.length);
      expect(Date.parse(page.timeStamp)).toBeGreaterThan(Date.parse('2026-01-01'));
      matched = page.numberMatched;
      address = page.links.find(({ rel }) => rel === 'next')?.href;
      pages += 1;
    }
    expect(seen.size).toBe(matched);
    expect(pages).toBe(Math.ceil(matched / 1500));
  });

  it('returns by bbox what meets the box itself, not only its bounding boxes', async () => {
    const all = await items('roads', '?limit=10000');
    const lines = all.features.map(({ id, geometry }) => ({ id, line: geometry.coordinates as number[][] }));
    // A corner of a bent road's bounding box, where the road itself does not come.
    const corner = lines
      .map(({ line }) => cornerOf(line))
      .find((box, index) => !lineMeetsBox(lines[index]?.line ?? [], box));
    for (const box of [BOX, corner ?? BOX]) {
      const expected = lines
        .filter(({ line }) => lineMeetsBox(line, box))
        .map(({ id }) => id)
        .toSorted();
      const page = await items('roads', `?limit=10000&bbox=${box.join(',')}`);
      expect(page.features.map(({ id }) => id).toSorted()).toEqual(expected);
      const withHeights = [box[0], box[1], -50, box[2], box[3], 900];
      expect((await items('roads', `?limit=1&bbox=${withHeights.join(',')}`)).numberMatched).toBe(
        expected.length,
      );
    }
    expect(corner).toBeDefined();
  });

  it('returns by datetime what meets the time, whether it is a day, an instant or an open interval', async () => {
    const all = await items('pipe-lines', '?limit=10000');
    const days = all.features
      .map(({ properties }) => properties['surveyed_on'])
      .filter((day) => typeof day === 'string')
      .toSorted();
    const [middle = ''] = days.slice(days.length / 2);
    const matched = async (datetime: string): Promise<number> =>
      (await items('pipe-lines', `?limit=1&datetime=${datetime}`)).numberMatched;
    const total = all.numberMatched;
    const at = await matched(middle);
    expect(at).toBeGreaterThan(0);
    expect(await matched(`${middle}T04:00:00Z`)).toBe(at);
    expect((await matched(`../${middle}`)) + (await matched(`${middle}/..`))).toBe(total + at);
    expect(await matched(`${middle}/`)).toBe(await matched(`${middle}/..`));
    expect(await matched('1900-01-01/1900-12-31')).toBe(0);
    // A datetime property of the generic table: all bins were emptied that morning.
    const bins = await items('waste-points', '?limit=1');
    expect((await items('waste-points', '?limit=1&datetime=2026-01-12')).numberMatched).toBe(
      bins.numberMatched,
    );
    expect(
      (await items('waste-points', '?limit=1&datetime=2026-01-11T16:00:00Z/2026-01-11T20:00:00Z'))
        .numberMatched,
    ).toBe(0);
  });

  it('filters by any property that the visitor may read', async () => {
    const sewers = await items('pipe-lines', '?limit=10000&class=PS');
    expect(new Set(sewers.features.map(({ properties }) => properties['class']))).toEqual(new Set(['PS']));
    const [one] = sewers.features;
    expect(
      (
        await items(
          'pipe-lines',
          `?start_point=${encodeURIComponent(String(one?.properties['start_point']))}&class=PS`,
        )
      ).features.map(({ id }) => id),
    ).toContain(one?.id);
    expect((await items('waste-points', '?stream=kitchen&limit=1')).numberMatched * 4).toBe(
      (await items('waste-points', '?limit=1')).numberMatched,
    );
  });

  it('gives each item at its own address, the same as in its page', async () => {
    for (const id of ids) {
      const [listed] = (await items(id, '?limit=1')).features;
      if (!listed) continue;
      const single = await json<Feature & { links: Link[] }>(
        `${ogc}/collections/${id}/items/${encodeURIComponent(listed.id)}`,
      );
      expect(single).toMatchObject(listed);
      expect(single.links.map(({ rel }) => rel)).toEqual(
        expect.arrayContaining(['self', 'collection', 'alternate']),
      );
    }
  });

  it('shows people pages that say the same, with nothing of a name run as markup', async () => {
    for (const path of [
      '/',
      '/conformance',
      '/collections',
      '/collections/roads',
      '/collections/roads/queryables',
      '/collections/roads/items?limit=2',
      '/api',
    ]) {
      const response = await fetch(`${ogc}${path}`, { headers: { accept: 'text/html' } });
      expect(response.headers.get('content-type'), path).toMatch(/^text\/html/);
      expect(await response.text()).toContain('<h1>');
    }
  });

  it.each([
    ['/collections/roads/items?bbox=1,2,3', 400],
    ['/collections/roads/items?bbox=1,2,3,x', 400],
    ['/collections/roads/items?bbox=0,50,10,40', 400],
    ['/collections/roads/items?limit=0', 400],
    ['/collections/roads/items?limit=-1', 400],
    ['/collections/roads/items?limit=ten', 400],
    ['/collections/roads/items?datetime=yesterday', 400],
    ['/collections/roads/items?datetime=2025-02-30', 400],
    ['/collections/roads/items?datetime=2025-05-01/2025-01-01', 400],
    ['/collections/roads/items?colour=red', 400],
    ['/collections/roads/items?class=motorway', 400],
    ['/collections/roads/items?limit=1&limit=2', 400],
    ['/collections/roads/items?after=last', 400],
    ['/collections/roads/items?crs=EPSG:9999', 400],
    ['/collections?colour=red', 400],
    ['/?lang=en', 400],
    ['/collections/roads/items?f=xml', 400],
    ['/collections/none', 404],
    ['/collections/none/items', 404],
    ['/collections/roads/items/none', 404],
    ['/collections/roads/items/%00', 404],
    ['/collections/roads/items/%E0%A4%A', 400],
    ['/nothing', 404],
    ['/collections/buildings/items?owner=x', 400],
    ['/collections/lamps/items?pole_height_metres=1e39', 400],
    ['/collections/pipe-lines/items?after=9999999999', 200],
    ['/collections/roads/items?limit=999999999', 200],
    ["/collections/roads/items/'%20or%201=1--", 404],
    ['/collections/roads/items?name=%27%20or%20%271%27=%271', 200],
  ])('answers %s with %i and, where that is an error, a problem document', async (path, status) => {
    const response = await fetch(`${ogc}${path}`);
    expect(response.status).toBe(status);
    if (status < 400) return;
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as { code: string; detail: string; status: number };
    expect(problem.status).toBe(status);
    expect(problem.detail).toMatch(/\.$/);
    expect(problem.detail).not.toMatch(/select|column|relation|syntax|node_modules|\.ts\b/i);
  });

  it('never fails inside, whatever is asked of it', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.constantFrom('1e308', '-0', 'null', "';--", '%', '\0', '..', '/', '2025-01-01/..', '[]', '{}'),
    );
    const name = fc.oneof(
      fc.constantFrom(
        'bbox',
        'datetime',
        'limit',
        'after',
        'f',
        'crs',
        'bbox-crs',
        'filter',
        'filter-lang',
        'filter-crs',
        'class',
        'name',
        'width_metres',
        'lanes',
        'built_year',
        'id',
        '__proto__',
      ),
      anything,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ids, 'none'),
        fc.array(fc.tuple(name, anything), { maxLength: 3 }),
        fc.option(anything),
        async (collection, query, item) => {
          const parameters = query.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&');
          const response = await fetch(
            `${ogc}/collections/${collection}/items${item ? `/${encode(item)}` : ''}?${parameters}`,
          );
          await response.arrayBuffer();
          expect(response.status, response.url).toBeLessThan(500);
        },
      ),
      { numRuns: 250 },
    );
  }, 120_000);

  it('is read only without an account, and says so', async () => {
    const items = `${ogc}/collections/roads/items`;
    const options = await fetch(items, { method: 'OPTIONS' });
    expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    for (const [method, status] of [
      ['POST', 401],
      ['PUT', 405],
    ] as const)
      expect((await fetch(items, { method, body: '{}' })).status).toBe(status);
  });

  it.skipIf(!existsSync(OGRINFO))(
    'is read by GDAL: every collection with its own count (skipped where gdal-bin is not installed)',
    async () => {
      const counts = await Promise.all(
        ids.map(async (id) => [id, (await items(id, '?limit=1')).numberMatched] as const),
      );
      const { stdout, stderr } = spawnSync(
        OGRINFO,
        ['-ro', '-so', '-al', '-oo', 'PAGE_SIZE=2000', `OAPIF:${ogc}`],
        { encoding: 'utf8', maxBuffer: 64e6 },
      );
      expect(stderr).not.toMatch(/error/i);
      const read = [...stdout.matchAll(/^Layer name: (.+)$[\s\S]*?^Feature Count: (\d+)$/gm)].map(
        ([, id, count]) => [id, Number(count)] as const,
      );
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(counts));
      // Through all pages, not only the count that the server says.
      const paged = spawnSync(
        '/usr/bin/ogr2ogr',
        ['-f', 'CSV', '/vsistdout/', '-oo', 'PAGE_SIZE=700', `OAPIF:${ogc}/collections/lamps`],
        { encoding: 'utf8', maxBuffer: 64e6 },
      );
      expect(paged.stdout.trimEnd().split('\n').length - 1).toBe(Object.fromEntries(counts)['lamps']);
    },
    120_000,
  );
}

async function json<T>(address: string): Promise<T> {
  const response = await fetch(address, { headers: { accept: 'application/json, application/geo+json' } });
  expect(response.status, address).toBe(200);
  return (await response.json()) as T;
}

/** Lone surrogates cannot be written into an address. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** The north-western tenth of the bounding box of a line. */
function cornerOf(line: readonly number[][]): Box {
  const [x, y] = [line.map(([longitude = 0]) => longitude), line.map(([, latitude = 0]) => latitude)];
  const [west, south, east, north] = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
  return [west, north - (north - south) / 10, west + (east - west) / 10, north];
}

/** By walking along the line in small steps: independent of the database's geometry. */
function lineMeetsBox(line: readonly number[][], [west, south, east, north]: Box): boolean {
  const STEPS = 1000;
  return line.slice(1).some(([bx = 0, by = 0], index) => {
    const [ax = 0, ay = 0] = line[index] ?? [];
    return Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS).some((t) => {
      const [x, y] = [ax + (bx - ax) * t, ay + (by - ay) * t];
      return x >= west && x <= east && y >= south && y <= north;
    });
  });
}
