/** The whole application in this process, on a database with a few items and an account for each role. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { createTileService } from '@twin/tiler/src/tile-service.ts';
import { createApp, type AppState } from './app.ts';
import { openImportJobs } from './import/jobs/import-jobs.ts';
import { makeDemoAccounts } from './identity/make-demo-accounts.ts';
import { ITEMS } from './ogc/ogc-for-tests.ts';

export const UPLOAD_LIMIT_BYTES = 4_000_000;

export type ServedApp = {
  /** `http://127.0.0.1:port` */
  readonly base: string;
  readonly pool: Pool;
  readonly folder: string;
  readonly passwords: ReadonlyMap<string, string>;
  /** What failed inside. */
  readonly failures: readonly unknown[];
  /** @returns the header of a new session's cookie */
  signIn(name: string): Promise<{ cookie: string }>;
  /** A second copy of the service on the same database. */
  copy(): Promise<string>;
  close(): Promise<void>;
};

/** @param server URL of a database server; undefined: the embedded one */
export async function serveApp(server: string | undefined): Promise<ServedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'twin-app-'));
  writeFileSync(join(folder, 'index.html'), '<title>pages</title>');
  const database = await openFreshCity(server, folder);
  const { pool } = database;
  await pool.query(ITEMS);
  const passwords = new Map((await makeDemoAccounts(pool)).map(({ name, password }) => [name, password]));
  const tiles = createTileService({
    pool,
    cacheDir: join(folder, 'tiles'),
    archiveDir: join(folder, 'archives'),
    rasterDir: join(folder, 'rasters'),
    threads: 1,
  });
  const failures: unknown[] = [];
  const report = (error: unknown): void => {
    console.error(error);
    failures.push(error);
  };
  const imports = await openImportJobs({ pool, dataDir: folder, limitBytes: UPLOAD_LIMIT_BYTES, report });
  const ends: (() => Promise<unknown>)[] = [];
  const listen = async (): Promise<string> => {
    const state: AppState = {
      stage: 'ready',
      anonymous: { grade: 'public' },
      trustedProxies: ['loopback'],
      product: {
        pool,
        kind: database.kind,
        tiles,
        imports,
        viewerDir: folder,
      },
    };
    const listening = createApp(state, report).listen(0, '127.0.0.1');
    await new Promise((done) => listening.once('listening', done));
    ends.push(() => {
      listening.closeAllConnections();
      return new Promise((done) => listening.close(done));
    });
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  };
  const base = await listen();
  return {
    base,
    pool,
    folder,
    passwords,
    failures,
    copy: listen,
    async signIn(name) {
      const response = await fetch(`${base}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: passwords.get(name) }),
      });
      return { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    },
    async close() {
      for (const end of ends) await end();
      await imports.close();
      await tiles.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
