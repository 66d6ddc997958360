import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collections } from '@twin/gis-data/index.ts';
import { collectionGrade } from '@twin/gis-data/theme.ts';
import { startProduct, type Product } from './product.ts';

const HIDDEN = collections
  .filter(({ theme, collection }) => collectionGrade(theme, collection) !== 'public')
  .map(({ collection }) => collection.id);

describe('a visitor from the public', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-access-'));
  let product: Product;
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${product.base}${path}`, { headers });

  beforeAll(async () => {
    product = await startProduct({ DATA_DIR: folder, ANONYMOUS_GRADE: 'public', DATABASE_URL: '' });
    await product.ready();
  }, 240_000);
  afterAll(async () => {
    product.signal('SIGTERM');
    await product.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds no pipe anywhere: not as a collection, a tile, a state, a search result or an event', async () => {
    expect(HIDDEN).toContain('pipe-lines');
    const listed = await (await get('/ogc/collections')).text();
    const layers = await (await get('/api/layers')).text();
    const catalogue = await (await get('/tiles/catalog')).text();
    const description = await (await get('/ogc/api')).text();
    for (const id of HIDDEN) {
      for (const text of [listed, layers, catalogue, description]) expect(text).not.toContain(`"${id}"`);
      expect((await get(`/ogc/collections/${id}/items`)).status, id).toBe(404);
      expect((await get(`/tiles/${id}`)).status, id).toBe(403);
      expect((await get(`/tiles/${id}/14/13218/7261`)).status, id).toBe(403);
      expect((await get(`/3dtiles/${id}/tileset.json`)).status, id).toBe(403);
      expect((await get(`/api/features/${id}/1`)).status, id).toBe(404);
    }
    const found = (await (await get('/api/search?q=DN')).json()) as { results: { collection: string }[] };
    expect(found.results.filter(({ collection }) => HIDDEN.includes(collection))).toEqual([]);
  });

  it('cannot read who owns a building or whom to call about a bin, nor filter by it', async () => {
    const bins = await (await get('/ogc/collections/waste-points/items?limit=1')).text();
    expect(bins).toContain('"stream"');
    expect(bins).not.toContain('keeper');
    expect((await get('/ogc/collections/waste-points/items?keeper_phone=13800000001')).status).toBe(400);
    expect(await (await get('/api/search?q=13800000001')).json()).toEqual({ results: [] });
    const tile = Buffer.from(await (await get('/tiles/waste-points/14/13218/7261')).arrayBuffer()).toString(
      'latin1',
    );
    expect(tile).not.toContain('keeper');
  });

  it('gets every page under a policy that lets nothing in from elsewhere', async () => {
    for (const path of ['/', '/ogc?f=html', '/health', '/api/layers']) {
      const policy = (await get(path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).not.toContain('http');
    }
  });

  it('is answered 304 for a tile that it has, and 200 for its head', async () => {
    const path = '/tiles/buildings/14/13218/7261';
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(first.status).toBe(200);
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    const head = await fetch(`${product.base}${path}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), (await head.arrayBuffer()).byteLength]).toEqual([
      200,
      etag,
      0,
    ]);
  });

  it('never meets a failure inside, whatever it asks for', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.bigInt().map(String),
      fc.double().map(String),
      fc.constantFrom('..', '%', '\0', '-1', '1e9', '__proto__', 'buildings', 'trees'),
    );
    const room = fc.constantFrom(
      '/tiles/',
      '/3dtiles/',
      '/terrain/',
      '/api/features/',
      '/api/search?q=',
      '/api/',
      '/',
      '/assets/',
      '/health/',
      '/metrics/',
      '/ogc/',
    );
    await fc.assert(
      fc.asyncProperty(room, fc.array(anything, { maxLength: 5 }), async (start, parts) => {
        const response = await get(
          `${start}${parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}`,
        );
        await response.arrayBuffer();
        expect(response.status, response.url).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
    expect(product.output()).not.toMatch(/Error|at .*\.ts:/);
  }, 120_000);
});
