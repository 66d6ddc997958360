/** A city of its own behind operations, for a test that asks over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express, type Request } from 'express';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { GRADES } from '@twin/gis-data/theme.ts';
import { createOperationsRouter, type Operation } from './operations.ts';
import { problemHandler } from './problems.ts';

export type ServedOperations = {
  readonly database: Database;
  /** For the test's own files; goes with it. */
  readonly folder: string;
  readonly base: string;
  /** @throws AggregateError of what failed inside without being an answer */
  close(): Promise<void>;
};

/**
 * Who asks says so by `x-grade` (government where it says nothing), `x-division` and `x-operator`.
 * @param server PostgreSQL; undefined for the embedded database
 * @param fill brings what the city holds
 * @param more routes beside the operations
 */
export async function serveOperations({
  server,
  fill,
  operations,
  more,
}: {
  readonly server: string | undefined;
  readonly fill: (database: Database, folder: string) => Promise<unknown>;
  readonly operations: (pool: Database['pool']) => readonly Operation[];
  readonly more?: (app: Express, pool: Database['pool']) => void;
}): Promise<ServedOperations> {
  const folder = mkdtempSync(join(tmpdir(), 'twin-operations-'));
  const database = await openFreshCity(server, folder);
  await fill(database, folder);
  const failures: unknown[] = [];
  const app = express();
  app.set('query parser', 'simple');
  app.use('/api', createOperationsRouter(operations(database.pool), visitorOf));
  more?.(app, database.pool);
  app.use(problemHandler((error) => failures.push(error)));
  const listening = app.listen(0, '127.0.0.1');
  await new Promise((ready) => listening.once('listening', ready));
  return {
    database,
    folder,
    base: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/api`,
    async close() {
      await new Promise((done) => listening.close(done));
      await database.close();
      rmSync(folder, { recursive: true, force: true });
      if (failures.length > 0) throw new AggregateError(failures, 'operations failed without an answer');
    },
  };
}

function visitorOf(request: Request): Visitor {
  const [division, operator] = [request.get('x-division'), request.get('x-operator')];
  return {
    grade: GRADES.find((grade) => grade === request.get('x-grade')) ?? 'government',
    ...(division === undefined ? {} : { division }),
    ...(operator === undefined ? {} : { operator }),
  };
}
