/**
 * Tiles that are in the cache, over HTTP on loopback: requests a second and the slowest of a hundred, for bytes and for
 * "not modified"; then how long an edit takes to be served. Client and server share the machine.
 */
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { themes } from '@twin/gis-data/index.ts';
import { openDatabase } from '@twin/gis-data/store/connect.ts';
import { freshDatabase } from '@twin/gis-data/store/fresh-database.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { createApp } from '@twin/api/src/app.ts';
import { openImportJobs } from '@twin/api/src/import/jobs/import-jobs.ts';
import { createTileService } from '@twin/tiler/src/tile-service.ts';
import { secondsOf, type Bench, type Measurement } from './measurement.ts';

const CONNECTIONS = 50;
const SECONDS = 8;
/** Houses in rows over a tile of zoom 12, some 400 in each tile of zoom 14. */
const FILL = `
  insert into source (key, title, licence, crs) values ('bench', 'bench', 'none', 'EPSG:4490');
  insert into building (id, use, height_metres, source_id, source_key, geom)
  select 'b' || n, 'residential', 12, (select id from source limit 1), 'b' || n,
    ST_Multi(ST_MakeEnvelope(x, y, x + 0.0006, y + 0.0006, 4490))
  from generate_series(0, 6399) n, lateral (select 110.4 + (n % 80) * 0.001 as x, 20 + (n / 80) * 0.001 as y) p`;
const TILES = [13, 14, 15].flatMap((z) =>
  [110.41, 110.43, 110.45, 110.47].flatMap((longitude) =>
    [20.01, 20.03, 20.05, 20.07].map((latitude) => {
      const x = Math.floor(((longitude + 180) / 360) * 2 ** z);
      const y = Math.floor((0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z);
      return `${z}/${x}/${y}`;
    }),
  ),
);

export const serving: Bench = async ({ scratch, postgresqlUrl }) => {
  if (postgresqlUrl === undefined) return [];
  const databaseUrl = await freshDatabase(postgresqlUrl);
  const database = await openDatabase({ databaseUrl, dataDir: scratch });
  const { pool } = database;
  await migrate(database);
  await publishCatalogue(pool, themes);
  await pool.query(FILL);
  await pool.query('vacuum analyze building');
  const tiles = createTileService({
    pool,
    cacheDir: join(scratch, 'serving'),
    archiveDir: scratch,
    rasterDir: scratch,
    threads: 1,
  });
  const imports = await openImportJobs({ pool, dataDir: scratch, limitBytes: 1, report: console.error });
  const app = createApp(
    {
      stage: 'ready',
      anonymous: { grade: 'government' },
      trustedProxies: [],
      product: { pool, kind: database.kind, tiles, imports, viewerDir: scratch },
    },
    (error) => console.error(error),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const path = (tile: string): string => `/tiles/buildings/${tile}`;
    const tags = new Map<string, string>();
    for (const tile of TILES) {
      const answer = await fetch(base + path(tile));
      if (answer.status !== 200) throw new Error(`${path(tile)} answered ${answer.status}`);
      tags.set(tile, answer.headers.get('etag') ?? '');
    }
    const warm = await load(
      base,
      TILES.map((tile) => ({ path: path(tile), headers: { 'accept-encoding': 'gzip' } })),
    );
    const known = await load(
      base,
      TILES.map((tile) => ({ path: path(tile), headers: { 'if-none-match': tags.get(tile) ?? '' } })),
    );
    const peer = await martin(databaseUrl);
    const [touched = ''] = TILES;
    const edit = await secondsOf(async () => {
      await pool.query(
        `update building set height_metres = 99 where id = (
           select id from building where geom && ST_SetSRID(ST_Expand(ST_MakePoint(110.41, 20.01), 0.001), 4490) limit 1)`,
      );
      const answer = await fetch(base + path(touched), {
        headers: { 'if-none-match': tags.get(touched) ?? '' },
      });
      if (answer.status !== 200) throw new Error(`after an edit ${path(touched)} answered ${answer.status}`);
      await answer.arrayBuffer();
    });
    let anew = 0;
    for (const tile of TILES.slice(1)) {
      const answer = await fetch(base + path(tile), { headers: { 'if-none-match': tags.get(tile) ?? '' } });
      if (answer.status !== 304) anew += 1;
    }
    console.log(`  after the edit ${anew} of the ${TILES.length - 1} other tiles were made anew`);
    const rate = (what: string, { rate: value }: Load, other?: Load): Measurement => ({
      what,
      value,
      unit: '/s',
      ...(other ? { peer: { name: 'martin', value: other.rate }, budget: other.rate } : {}),
    });
    return [
      rate('warm tiles', warm, peer),
      {
        what: 'the slowest of a hundred',
        value: warm.p99,
        unit: 'ms',
        ...(peer ? { peer: { name: 'martin', value: peer.p99 } } : {}),
      },
      rate('tiles that the client has', known),
      { what: 'the slowest of a hundred', value: known.p99, unit: 'ms' },
      { what: 'an edit, until its new tile is read', value: edit * 1000, unit: 'ms', budget: 1000 },
    ];
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await tiles.close();
    await database.close();
  }
};

type Load = { readonly rate: number; readonly p99: number };

async function load(
  url: string,
  requests: readonly { path: string; headers: Record<string, string> }[],
): Promise<Load> {
  const result = await autocannon({
    url,
    requests: [...requests],
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (result.errors > 0 || result.timeouts > 0)
    throw new Error(`${result.errors} errors, ${result.timeouts} timeouts`);
  return { rate: result.requests.average, p99: result.latency.p99 };
}

/** The same tiles of the same table by martin; undefined where it is not installed. */
async function martin(databaseUrl: string): Promise<Load | undefined> {
  const port = await freePort();
  const child = spawn('martin', ['--listen-addresses', `127.0.0.1:${port}`, databaseUrl], {
    stdio: 'ignore',
  });
  const isThere = await new Promise((done) => {
    child.once('spawn', () => done(true));
    child.once('error', () => done(false));
  });
  if (!isThere) {
    console.log('  without martin: it is not on the PATH');
    return undefined;
  }
  try {
    const base = `http://127.0.0.1:${port}`;
    const late = Date.now() + 10_000;
    while (
      !(await fetch(`${base}/health`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (Date.now() > late) throw new Error('martin did not answer within 10 s');
    }
    const requests = TILES.map((tile) => ({
      path: `/building/${tile}`,
      headers: { 'accept-encoding': 'gzip' },
    }));
    for (const { path } of requests) await fetch(base + path);
    return await load(base, requests);
  } finally {
    child.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
