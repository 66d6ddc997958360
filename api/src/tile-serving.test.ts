/** Tiles over HTTP, on the real application and a real database: load, caches, freshness. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { tileVersion, type Change } from '@twin/gis-data/tile-version.ts';
import { createTileService, type TileService } from '@twin/tiler/src/tile-service.ts';
import { createApp } from './app.ts';
import { openImportJobs } from './import/jobs/import-jobs.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const MOST_WAITING = 4;
/** 40 × 40 houses, and as many pipes of government grade, over some forty tiles of zoom 15. */
const CITY = `
  insert into source (id, key, title, licence, crs) values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490');
  insert into building (id, use, height_metres, source_id, source_key, geom)
    select 'b' || n, 'residential', 9, 1, 'b' || n,
      ST_Multi(ST_MakeEnvelope(x, y, x + 0.0003, y + 0.0003, 4490))
    from generate_series(0, 1599) n, lateral (select 110.4 + (n % 40) * 0.002 as x, 20 + (n / 40) * 0.002 as y) p;
  insert into pipe_line (id, class, width_mm, length_metres, source_id, source_key, geom)
    select 'p' || n, 'PS', 600, 50, 1, 'p' || n,
      ST_SetSRID(ST_MakeLine(ST_MakePoint(x, y, 1), ST_MakePoint(x + 0.0005, y, 0.9)), 4490)
    from generate_series(0, 1599) n, lateral (select 110.4 + (n % 40) * 0.002 as x, 20 + (n / 40) * 0.002 as y) p`;

describe.each(SERVER ? ['embedded', 'PostgreSQL'] : ['embedded'])('tiles over HTTP, %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-serving-'));
  const failures: unknown[] = [];
  let database: Database;
  let tiles: TileService;
  let server: Server;
  let base = '';
  beforeAll(async () => {
    database = await openFreshCity(kind === 'PostgreSQL' ? SERVER : undefined, folder);
    await database.pool.query(CITY);
    tiles = createTileService({
      pool: database.pool,
      cacheDir: join(folder, 'tiles'),
      archiveDir: join(folder, 'archives'),
      rasterDir: join(folder, 'rasters'),
      threads: 1,
      mostWaiting: MOST_WAITING,
    });
    const app = createApp(
      {
        stage: 'ready',
        anonymous: { grade: 'government' },
        trustedProxies: [],
        product: {
          pool: database.pool,
          kind: database.kind,
          tiles,
          imports: await openImportJobs({
            pool: database.pool,
            dataDir: folder,
            limitBytes: 1,
            report: (error) => {
              throw error;
            },
          }),
          viewerDir: folder,
        },
      },
      (error) => failures.push(error),
    );
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    await new Promise((done) => server.close(done));
    await tiles.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
    expect(failures).toEqual([]);
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${base}${path}`, { headers });
  /** Addresses of the tiles of a zoom that the city fills. */
  const addresses = (z: number): { z: number; x: number; y: number }[] => {
    const column = (longitude: number): number => Math.floor(((longitude + 180) / 360) * 2 ** z);
    const row = (latitude: number): number =>
      Math.floor((0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z);
    const found: { z: number; x: number; y: number }[] = [];
    for (let x = column(110.4); x <= column(110.478); x++)
      for (let y = row(20.078); y <= row(20); y++) found.push({ z, x, y });
    return found;
  };
  const paths = (z: number, layer = 'buildings'): string[] =>
    addresses(z).map(({ x, y }) => `/tiles/${layer}/${z}/${x}/${y}`);
  const waitUntil = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((again) => setTimeout(again, 20));
  };

  it('are refused beyond what may wait, with the time to ask again, and served when it is over', async () => {
    const cold = paths(15);
    const answers = await Promise.all(cold.map((path) => get(path)));
    const refused = answers.filter(({ status }) => status === 503);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(MOST_WAITING);
    expect(refused[0]?.headers.get('retry-after')).toBe('2');
    expect(refused[0]?.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused[0]?.json()).toMatchObject({ code: 'busy', status: 503 });
    for (const path of cold) expect((await get(path)).status).toBe(200);
    // What was made is served however many ask.
    const warm = await Promise.all(Array.from({ length: 300 }, (_, n) => get(cold[n % cold.length] ?? '')));
    expect(new Set(warm.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('are made once for many that ask for one', async () => {
    const [path = ''] = paths(16);
    const answers = await Promise.all(Array.from({ length: 200 }, () => get(path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
  });

  it.runIf(kind === 'PostgreSQL')('are given up, to the query, when who asked has gone', async () => {
    const working = async (): Promise<number> => {
      const { rows } = await database.pool.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
         where datname = current_database() and state = 'active' and wait_event_type = 'Lock'`,
      );
      return rows[0]?.n ?? 0;
    };
    const blocker = await database.pool.connect();
    try {
      await blocker.query('begin; lock table building in access exclusive mode');
      const gone = new AbortController();
      const cold = paths(17).slice(0, 3);
      const asked = cold.map((path) => fetch(`${base}${path}`, { signal: gone.signal }));
      const ends = Promise.allSettled(asked);
      await waitUntil(async () => (await working()) > 0);
      gone.abort();
      expect((await ends).map(({ status }) => status)).toEqual(cold.map(() => 'rejected'));
      // The lock is still held: only cancelling ends the queries.
      await waitUntil(async () => (await working()) === 0);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
    expect((await get(paths(17)[0] ?? '')).status).toBe(200);
  });

  it('come compressed to who takes it, as they are to others, and without their body for HEAD', async () => {
    const path = paths(14).at(-1) ?? '';
    const packed = await get(path, { 'accept-encoding': 'gzip' });
    const plain = await get(path, { 'accept-encoding': 'identity' });
    expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual([
      'gzip',
      null,
    ]);
    const bytes = Buffer.from(await plain.arrayBuffer());
    expect(Buffer.from(await packed.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(bytes.length);
    const head = await fetch(`${base}${path}`, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
    expect([head.status, head.headers.get('content-length')]).toEqual([
      200,
      packed.headers.get('content-length'),
    ]);
    expect(await head.text()).toBe('');
  });

  it('may be read by pages of other origins where everybody may, and nowhere else', async () => {
    const shared = async (path: string): Promise<string | null> =>
      (await get(path, { origin: 'https://elsewhere.example' })).headers.get('access-control-allow-origin');
    const of = (layer: string): string[] => [
      `/tiles/${layer}`,
      paths(15, layer)[0] ?? '',
      `/3dtiles/${layer}/tileset.json`,
    ];
    expect(await Promise.all(of('buildings').map(shared))).toEqual(['*', '*', '*']);
    expect(await Promise.all(of('pipe-lines').map(shared))).toEqual([null, null, null]);
    expect(await shared('/tiles/catalog')).toBeNull();
  });

  it('follow an edit at once where it touches them; all others are answered 304', async () => {
    const layer = 'pipe-lines';
    type Tileset = { content?: { uri: string }; children?: Tileset[] };
    const contents = ({ content, children = [] }: Tileset): string[] => [
      ...(content ? [content.uri] : []),
      ...children.flatMap(contents),
    ];
    const tilesetOf = async (): Promise<string[]> =>
      contents(((await (await get(`/3dtiles/${layer}/tileset.json`)).json()) as { root: Tileset }).root);
    const bare = (uri: string): string => uri.replace(/\?.*/, '');
    const before = await tilesetOf();
    const all = [...paths(15, layer), ...before.map((uri) => `/3dtiles/${layer}/${bare(uri)}`)];
    const tags = new Map<string, string>();
    // One after the other: the queue of this service is short.
    for (const path of all) tags.set(path, (await get(path)).headers.get('etag') ?? '');
    const [x, y] = [110.4402, 20.04];

    await database.pool.query(`update pipe_line set width_mm = 1200 where id = 'p820'`);

    const fresh: string[] = [];
    for (const path of all) {
      const answer = await get(path, { 'if-none-match': tags.get(path) ?? '' });
      expect([200, 304]).toContain(answer.status);
      if (answer.status === 200) fresh.push(path);
    }
    const changes = ((await (await get(`/tiles/${layer}`)).json()) as { changes: Change[] }).changes;
    const revision = changes.at(-1)?.revision ?? 0;
    const side = (z: string): number => 180 / 2 ** Number(z);
    const shareOfWorld = 0.5 - Math.asinh(Math.tan((y * Math.PI) / 180)) / (2 * Math.PI);
    const inside = all.filter((path) => {
      const [, room = '', z = '', address = ''] = /^\/(\w+)\/[\w-]+\/(\d+)\/(\d+\/\d+)/.exec(path) ?? [];
      const place =
        room === '3dtiles'
          ? [(x + 180) / side(z), (y + 90) / side(z)]
          : [((x + 180) / 360) * 2 ** Number(z), shareOfWorld * 2 ** Number(z)];
      return place.map(Math.floor).join('/') === address;
    });
    // A tile of zoom 15, and a cell of each of the three levels; a neighbour whose edge the pipe meets may follow.
    expect(inside).toHaveLength(4);
    for (const path of inside) expect(fresh).toContain(path);
    expect(fresh.length).toBeLessThanOrEqual(inside.length + 2);

    const [vector = ''] = inside;
    const tile = new VectorTile(new PbfReader(new Uint8Array(await (await get(vector)).arrayBuffer())));
    const pipes = tile.layers[layer];
    const widths = Array.from({ length: pipes?.length ?? 0 }, (_, at) => pipes?.feature(at).properties);
    expect(widths.find((pipe) => pipe?.['id'] === 'p820')).toMatchObject({ width_mm: 1200 });

    const after = await tilesetOf();
    expect(after.map(bare)).toEqual(before.map(bare));
    expect(
      after.filter((uri, at) => uri !== before[at]).map((uri) => `/3dtiles/${layer}/${bare(uri)}`),
    ).toEqual(fresh.filter((path) => path.startsWith('/3dtiles')));
    expect(tileVersion(changes, [x - 0.0001, y - 0.0001, x, y])).toBe(revision);
  });

  it('are told to be old by an event that says where', async () => {
    const gone = new AbortController();
    const stream = await fetch(`${base}/events`, { signal: gone.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const listening = (async () => {
      while (!heard.includes('event: revision')) heard += (await reader?.read())?.value ?? '';
    })();
    // Only what changes after the listener is known to be there is told for sure.
    await waitUntil(async () => {
      await database.pool.query(`update building set height_metres = height_metres + 1 where id = 'b0'`);
      return heard.includes('event: revision');
    });
    await listening;
    gone.abort();
    const [, data = ''] = /data: (.*)/.exec(heard) ?? [];
    const { collection, boxes } = JSON.parse(data) as { collection: string; boxes: number[][] };
    expect(collection).toBe('buildings');
    for (const box of boxes)
      expect(box.map((side) => Math.round(side * 1e4) / 1e4)).toEqual([110.4, 20, 110.4003, 20.0003]);
  });

  it('named by a version that they have may be kept for ever, and by another not', async () => {
    const { changes } = (await (await get('/tiles/pipe-lines')).json()) as { changes: Change[] };
    const now = changes.at(-1)?.revision ?? 0;
    const kept = async (path: string, r: number): Promise<boolean> =>
      ((await get(`${path}?r=${r}`)).headers.get('cache-control') ?? '').includes('immutable');
    const [untouched = ''] = paths(15, 'pipe-lines');
    // Nothing in it has changed between the revision before and now.
    expect(await Promise.all([now - 2, now - 1, now, now + 1].map((r) => kept(untouched, r)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('of what a visitor may not see are refused though they are in the cache', async () => {
    const [path = ''] = paths(15, 'pipe-lines');
    expect((await get(path)).status).toBe(200);
    const address = addresses(15)[0] ?? { z: 0, x: 0, y: 0 };
    await expect(tiles.vector('pipe-lines', address, { grade: 'public' })).rejects.toMatchObject({
      code: 'layer-forbidden',
    });
  });
});
