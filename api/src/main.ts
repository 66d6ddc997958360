/** `npm start`: everything behind one port, stage by stage. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createTileService } from '@twin/tiler/src/tile-service.ts';
import { createApp, type AppState, type Report } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { openImportJobs } from './import/jobs/import-jobs.ts';
import { makeDemoAccounts } from './identity/make-demo-accounts.ts';
import { buildViewer } from './start/build-viewer.ts';
import { RASTERS } from './start/demo-rasters.ts';
import { openCity } from './start/open-city.ts';
import { sentenceOf } from './start/sentence-of.ts';
import { stage } from './start/stages.ts';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await start(readConfig());
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const state: AppState = {
    stage: 'configuration',
    anonymous: { grade: config.anonymousGrade },
    trustedProxies: config.trustedProxies,
  };
  const report: Report = (error, request) =>
    console.error(
      `${new Date().toISOString()} ${request ? `${request.method} ${request.originalUrl}` : ''}`,
      error,
    );
  const app = createApp(state, report);
  const server = await listen(createServer(app), config);
  const onStage = (name: string): void => {
    state.stage = name;
  };
  const [database, viewerDir] = await Promise.all([
    openCity(config, onStage),
    stage(
      'pages',
      () => {},
      ({ progress }) => buildViewer(config.root, progress),
    ),
  ]);
  const tiles = createTileService({
    pool: database.pool,
    cacheDir: join(config.dataDir, 'tiles'),
    archiveDir: join(config.dataDir, 'archives'),
    rasterDir: join(config.dataDir, RASTERS),
    threads: Math.max(1, availableParallelism() - 1),
    limits: config.tileLimits,
  });

  const imports = await openImportJobs({
    pool: database.pool,
    dataDir: config.dataDir,
    limitBytes: config.uploadLimitBytes,
    report,
  });

  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) process.exit(1); // asked twice: now
    ending = true;
    console.log('\nclosing');
    server.closeAllConnections();
    server.close();
    await imports.close();
    await tiles.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());

  const accounts = config.demo ? await makeDemoAccounts(database.pool) : [];
  state.product = { pool: database.pool, kind: database.kind, tiles, imports, viewerDir };
  for (const [index, { name, password }] of accounts.entries())
    console.log(`${(index === 0 ? 'accounts' : '').padEnd(22)}${name.padEnd(18)}${password}`);
  if (accounts.length > 0) console.log('Passwords are shown this once; npm run accounts gives new ones.');
  console.log(`visitors without an account see: ${config.anonymousGrade}`);
  console.log(`\nhttp://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${config.port}`);
}

function listen(server: Server, { port, host }: Config): Promise<Server> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. End the program that uses it, or choose another with PORT.`)
          : new Error(
              `The server cannot listen on ${host}:${port} (${error.code}). Choose another address with HOST and PORT.`,
            ),
      );
    });
    server.listen(port, host, () => done(server));
  });
}
