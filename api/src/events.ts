/**
 * `/events`: server-sent events. One event so far: `revision`, with `{collection, revision}`, whenever a collection
 * that the visitor may see has changed, whoever changed it: another copy of this service, an import, a person with
 * SQL. So the database is asked, once a second for all listeners together, and not at all while nobody listens.
 */
import { Router, type Request, type Response } from 'express';
import type { Pool } from 'pg';
import { collectionById } from '@twin/gis-data/index.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { Problem } from './problems.ts';

const ASK_EVERY_MS = 1000;
/** Proxies close what is silent for a minute. */
const HEARTBEAT_EVERY_MS = 20_000;
const MAX_LISTENERS = 2000;

type Surroundings = {
  readonly pool: Pool;
  readonly visitorOf: (request: Request) => Visitor;
  /** Told of a question to the database that failed; the next one may succeed. */
  readonly report: (error: unknown) => void;
};

export function createEventsRouter({ pool, visitorOf, report }: Surroundings): Router {
  const listeners = new Map<Response, Visitor>();
  let known: ReadonlyMap<string, number> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    try {
      const { rows } = await pool.query<{ id: string; revision: string }>(
        'select id, revision from collection',
      );
      const now = new Map(rows.map((row) => [row.id, Number(row.revision)]));
      for (const [collection, revision] of known ? now : []) {
        if (known?.get(collection) !== revision) tell(collection, revision);
      }
      known = now;
    } catch (error) {
      report(error);
    }
    timer = listeners.size > 0 ? setTimeout(() => void ask(), ASK_EVERY_MS) : undefined;
  };

  const tell = (collection: string, revision: number): void => {
    const entry = collectionById(collection);
    if (!entry) return;
    const grade = collectionGrade(entry.theme, entry.collection);
    for (const [response, visitor] of listeners) {
      if (mayRead(visitor.grade, grade))
        response.write(`event: revision\ndata: ${JSON.stringify({ collection, revision })}\n\n`);
    }
  };

  const router = Router();
  router.get('/', (request, response) => {
    if (listeners.size >= MAX_LISTENERS)
      throw new Problem('busy', 'Too many listeners are connected; try again in a minute.');
    response.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write(': revisions follow\n\n');
    listeners.set(response, visitorOf(request));
    const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_EVERY_MS);
    response.on('close', () => {
      clearInterval(heartbeat);
      listeners.delete(response);
    });
    if (timer === undefined) {
      // What changed while nobody listened is read anew by a page that opens.
      known = undefined;
      timer = setTimeout(() => void ask(), 0);
    }
  });
  return router;
}
