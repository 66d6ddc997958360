/**
 * `/events`: server-sent events. One event so far: `revision`, with `{collection, revision, boxes}`, whenever a collection
 * that the visitor may see has changed: west, south, east, north of the places, or null for anywhere. It does not matter
 * who changed it: another copy of this service, an import, a person with SQL. So the database is asked, twice a second for
 * all listeners together, and not at all while nobody listens.
 */
import { Router, type Request, type Response } from 'express';
import type { Pool } from 'pg';
import { collectionById } from '@twin/gis-data/index.ts';
import { createChangeLog, type CollectionChanges } from '@twin/gis-data/store/change-log.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { Problem } from './problems.ts';

/** An edit is told within a second: this and the time that the question takes. */
const ASK_EVERY_MS = 500;
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
  const log = createChangeLog(pool);
  /** Revisions that listeners know; undefined before the first question. */
  let known: ReadonlyMap<string, number> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;

  const ask = async (): Promise<void> => {
    isAsking = true;
    try {
      const now = await log.all();
      for (const [collection, state] of known ? now : [])
        if (known?.get(collection) !== state.revision) tell(collection, known?.get(collection) ?? 0, state);
      known = new Map([...now].map(([collection, { revision }]) => [collection, revision]));
    } catch (error) {
      // Whom it was asked for may have gone meanwhile, and the service after them.
      if (listeners.size > 0) report(error);
    }
    isAsking = false;
    timer = listeners.size > 0 ? setTimeout(() => void ask(), ASK_EVERY_MS) : undefined;
  };

  const tell = (collection: string, since: number, { revision, changes }: CollectionChanges): void => {
    const entry = collectionById(collection);
    if (!entry) return;
    const grade = collectionGrade(entry.theme, entry.collection);
    const news = changes.filter((change) => change.revision > since);
    const boxes = news.some((change) => change.boxes === null)
      ? null
      : news.flatMap((change) => change.boxes ?? []);
    const data = JSON.stringify({ collection, revision, boxes });
    for (const [response, visitor] of listeners) {
      if (mayRead(visitor.grade, grade)) response.write(`event: revision\ndata: ${data}\n\n`);
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
      // The last one has gone: a question later would find the database closed where the service is ending.
      if (listeners.size > 0 || isAsking) return;
      clearTimeout(timer);
      timer = undefined;
    });
    if (timer === undefined) {
      // What changed while nobody listened is read anew by a page that opens.
      known = undefined;
      timer = setTimeout(() => void ask(), 0);
    }
  });
  return router;
}
