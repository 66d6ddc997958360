/** The OGC API in this process, on a database with a few items that a person can count. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Request } from 'express';
import type { Pool } from 'pg';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { GRADES } from '@twin/gis-data/theme.ts';
import { createTileRouter } from '@twin/tiler/src/router.ts';
import { createTileService } from '@twin/tiler/src/tile-service.ts';
import { createCollectionFacts } from '../collection-facts.ts';
import { problemHandler } from '../problems.ts';
import { createOgcRouter } from './ogc-router.ts';

export type Served = {
  /** `http://127.0.0.1:port/ogc` */
  readonly ogc: string;
  readonly pool: Pool;
  /** What failed inside. */
  readonly failures: readonly unknown[];
  close(): Promise<void>;
};

/** A visitor of the grade that the header `x-grade` says; the public without it. */
export async function serveOgc(server: string | undefined): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'twin-ogc-'));
  const database = await openFreshCity(server, folder);
  const { pool } = database;
  await pool.query(ITEMS);
  const visitorOf = (request: Request): Visitor => ({
    grade: GRADES.find((grade) => grade === request.get('x-grade')) ?? 'public',
  });
  const tiles = createTileService({
    pool,
    cacheDir: join(folder, 'tiles'),
    archiveDir: join(folder, 'archives'),
    rasterDir: join(folder, 'rasters'),
    threads: 1,
  });
  const failures: unknown[] = [];
  const app = express();
  app.set('query parser', 'simple');
  const identity = {
    visitorOf,
    accountOf: () => undefined,
    editorOf: () => {
      throw new Error('nobody edits here');
    },
  };
  app.use('/ogc', createOgcRouter({ pool, factsOf: createCollectionFacts(pool), identity }));
  app.use(createTileRouter({ service: tiles, visitorOf }));
  app.use(problemHandler((error) => failures.push(error)));
  const listening = app.listen(0, '127.0.0.1');
  await new Promise((done) => listening.once('listening', done));
  const { port } = listening.address() as AddressInfo;
  return {
    ogc: `http://127.0.0.1:${port}/ogc`,
    pool,
    failures,
    async close() {
      await new Promise((done) => listening.close(done));
      await tiles.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Roads r1 to r5 side by side, each 0.001° long and 0.001° further north; bins b1 to b4 at the middle of the first
 * four; wells p1 to p3 with heights.
 */
export const ITEMS = `
  insert into source (key, title, licence, crs) values ('hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490');
  insert into road (id, name, name_en, class, width_metres, carriageway_metres, lanes, one_way, built_year, source_id, source_key, geom)
    select id, name, name_en, class, width, carriageway, lanes, one_way, year, 1, id,
           ST_SetSRID(ST_MakeLine(ST_MakePoint(110.45, 20.03 + n * 0.001), ST_MakePoint(110.451, 20.03 + n * 0.001)), 4490)
    from (values
      (0, 'r1', '海府路', 'Haifu Road', 'arterial', 40.1, 24, 6, false, 1995),
      (1, 'r2', '海秀路', 'Haixiu Road', 'arterial', 36, 20, 4, false, 2001),
      (2, 'r3', 'Rue de l''Été', 'Summer''s', 'branch', 12, 7, 2, true, 2010),
      (3, 'r4', '50% 路', 'Fifty_fifty', 'lane', 6, null, 1, true, null),
      (4, 'r5', null, null, 'path', 3, null, null, false, 2020)
    ) as r(n, id, name, name_en, class, width, carriageway, lanes, one_way, year);
  insert into feature (collection, id, source_id, source_key, properties, restricted_properties, geom)
    select 'waste-points', id, 1, id, properties::jsonb, '{"keeper": "王五"}',
           ST_SetSRID(ST_MakePoint(110.4505, 20.03 + n * 0.001), 4490)
    from (values
      (0, 'b1', '{"place": "甲", "stream": "kitchen", "fill_percent": 10, "collected_at": "2025-05-01T08:00:00+08:00"}'),
      (1, 'b2', '{"place": "乙", "stream": "kitchen", "fill_percent": 95, "collected_at": "2025-05-02T08:00:00+08:00"}'),
      (2, 'b3', '{"place": "丙", "stream": "other", "fill_percent": 50, "collected_at": "2025-05-03T08:00:00+08:00"}'),
      (3, 'b4', '{"place": "丁", "stream": "other"}')
    ) as b(n, id, properties);
  insert into pipe_point (id, point_no, class, depth_metres, surveyed_on, source_id, source_key, geom)
    select id, id, 'PS', depth, day::date, 1, id, ST_SetSRID(ST_MakePoint(110.35, 20.02, height), 4490)
    from (values
      ('p1', 1.5, '2024-03-01', 5.0), ('p2', 2.5, '2024-06-30', 6.0), ('p3', 3.5, null, 7.0)
    ) as p(id, depth, day, height);
`;
