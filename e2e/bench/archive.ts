/** A PMTiles archive of 400,000 polygons, zooms 12 to 15, beside tippecanoe on the same features where it is installed. */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { collectionById } from '@twin/gis-data/index.ts';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { buildArchive } from '@twin/tiler/src/archive/build-archive.ts';
import { secondsOf, type Bench, type Measurement } from './measurement.ts';

const POLYGONS = 400_000;
const ZOOMS = [12, 15] as const;
const BUDGET_SHARE = 0.6;
/** Houses of eight corners in rows over some 60 km of coast: 25 tiles of zoom 12, as dense as a city. */
const FILL = `
  insert into building (id, use, height_metres, source_id, source_key, geom)
  select 'b' || n, 'residential', 12, (select id from source limit 1), 'b' || n,
    ST_Multi(ST_Transform(ST_Buffer(ST_Transform(ST_SetSRID(ST_MakePoint(
      110.2 + (n % 800) * 0.0004, 19.9 + (n / 800) * 0.0004), 4490), 3857), 14, 'quad_segs=2'), 4490))
  from generate_series(0, ${POLYGONS - 1}) n`;

export const archive: Bench = async ({ scratch, postgresqlUrl }) => {
  const entry = collectionById('buildings');
  if (postgresqlUrl === undefined || !entry) return [];
  const database = await openFreshCity(postgresqlUrl, scratch);
  try {
    await database.pool.query(
      `insert into source (key, title, licence, crs) values ('bench', 'bench', 'none', 'EPSG:4490')`,
    );
    await database.pool.query(FILL);
    await database.pool.query('vacuum analyze building');
    let bytes = 0;
    const ours = await secondsOf(async () => {
      const report = await buildArchive(database.pool, {
        entry,
        visitor: { grade: 'public' },
        zooms: ZOOMS,
        file: join(scratch, 'archive.pmtiles'),
        rasterDir: scratch,
        threads: availableParallelism(),
        release: 1,
        progress: () => {},
      });
      bytes = report.bytes;
    });
    const peer = await tippecanoe(database, scratch);
    const time: Measurement = {
      what: `archive of ${POLYGONS.toLocaleString('en')} polygons, zooms ${ZOOMS.join(' to ')}`,
      value: ours,
      unit: 's',
      ...(peer === undefined
        ? {}
        : { budget: peer * BUDGET_SHARE, peer: { name: 'tippecanoe', value: peer } }),
    };
    return [
      time,
      { what: 'its size', value: bytes / 1e6, unit: 'MB' },
      { what: 'most memory of the whole process', value: process.resourceUsage().maxRSS / 1000, unit: 'MB' },
    ];
  } finally {
    await database.close();
  }
};

/** @returns seconds, without those for writing its input; undefined where it is not installed */
async function tippecanoe({ pool }: Database, scratch: string): Promise<number | undefined> {
  const run = promisify(execFile);
  const isThere = await run('tippecanoe', ['--version']).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (!isThere) return undefined;
  const input = join(scratch, 'input.geojsonl');
  const out = createWriteStream(input);
  for (let from = 0; from < POLYGONS; from += 50_000) {
    const { rows } = await pool.query<{ line: string }>(
      `select json_build_object('type', 'Feature', 'properties', json_build_object('id', id, 'use', use, 'height_metres', height_metres),
         'geometry', ST_AsGeoJSON(geom, 8)::json)::text as line from building order by gid limit 50000 offset $1`,
      [from],
    );
    out.write(`${rows.map(({ line }) => line).join('\n')}\n`);
  }
  await new Promise((done) => out.end(done));
  return secondsOf(() =>
    run('tippecanoe', [
      '-q',
      '-P',
      '--no-feature-limit',
      '--no-tile-size-limit',
      '-Z',
      String(ZOOMS[0]),
      '-z',
      String(ZOOMS[1]),
      '-l',
      'buildings',
      '-o',
      join(scratch, 'peer.pmtiles'),
      input,
    ]),
  );
}
