/** A cold vector tile of 25,000 polygons, beside the same tile by ST_AsMVT on the same PostgreSQL. */
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { createTileService } from '@twin/tiler/src/tile-service.ts';
import { quantile, secondsOf, type Bench } from './measurement.ts';

const POLYGONS = 25_000;
/** The first tiles do not count: with them a server that has just been started compiles what it runs. */
const WARMING = 10;
/** Neighbouring tiles, each asked for once. */
const TILES = Array.from({ length: WARMING + 11 }, (_, column) => ({ z: 13, x: 6609 + column, y: 3630 }));
type Tile = (typeof TILES)[number];
/** Blocks of eight corners spread over a tile as a grid, so that all of them are kept at this zoom. */
const fill = ({ z, x, y }: Tile): string => `
  insert into building (id, use, height_metres, source_id, source_key, geom)
  select '${x}-' || n, 'residential', 12, (select id from source limit 1), '${x}-' || n,
    ST_Multi(ST_Transform(ST_Buffer(ST_Translate(ST_SetSRID(ST_MakePoint(ST_XMin(t), ST_YMin(t)), 3857),
      (n % 160 + 0.5) * (ST_XMax(t) - ST_XMin(t)) / 160, (n / 160 + 0.5) * (ST_YMax(t) - ST_YMin(t)) / 160), 11, 'quad_segs=2'), 4490))
  from generate_series(0, ${POLYGONS - 1}) n, ST_TileEnvelope(${z}, ${x}, ${y}) t`;
const peerQuery = ({ z, x, y }: Tile): string => `
  select ST_AsMVT(tile, 'buildings', 4096, 'geom', 'gid') as mvt from (
    select gid, id, use, name, height_metres,
      ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(${z}, ${x}, ${y})) as geom
    from building where geom && ST_Transform(ST_TileEnvelope(${z}, ${x}, ${y}), 4490)) tile`;
/** Has the database find the rows of a tile in its memory: the first who asks would else read them from disk for the other. */
const touch = ({ z, x, y }: Tile): string =>
  `select sum(ST_NPoints(geom)) from building where geom && ST_Transform(ST_TileEnvelope(${z}, ${x}, ${y}), 4490)`;

export const tiles: Bench = async ({ scratch, postgresqlUrl }) => {
  if (postgresqlUrl === undefined) return [];
  const database = await openFreshCity(postgresqlUrl, scratch);
  const { pool } = database;
  try {
    await pool.query(
      `insert into source (key, title, licence, crs) values ('bench', 'bench', 'none', 'EPSG:4490')`,
    );
    for (const tile of TILES) await pool.query(fill(tile));
    await pool.query('vacuum analyze building');
    const service = createTileService({
      pool,
      cacheDir: join(scratch, 'tiles'),
      archiveDir: scratch,
      rasterDir: scratch,
      threads: 1,
    });
    const ours: number[] = [];
    const theirs: number[] = [];
    const size = { ours: 0, theirs: 0 };
    for (const tile of TILES) {
      await pool.query(touch(tile));
      let packed: Uint8Array = new Uint8Array();
      ours.push(
        await secondsOf(async () => {
          const made = await service.vector('buildings', tile, { grade: 'government' });
          packed = await made.load();
        }),
      );
      size.ours = gunzipSync(packed).length;
      theirs.push(
        await secondsOf(async () => {
          size.theirs = (await pool.query<{ mvt: Buffer }>(peerQuery(tile))).rows[0]?.mvt.length ?? 0;
        }),
      );
    }
    await service.close();
    for (const times of [ours, theirs]) times.splice(0, WARMING);
    const peer = quantile(theirs, 0.5) * 1000;
    return [
      {
        what: `vector tile of ${POLYGONS.toLocaleString('en')} polygons, cold, median`,
        value: quantile(ours, 0.5) * 1000,
        unit: 'ms',
        budget: peer / 2,
        peer: { name: 'ST_AsMVT', value: peer },
      },
      {
        what: 'its size',
        value: size.ours / 1000,
        unit: 'kB',
        peer: { name: 'ST_AsMVT', value: size.theirs / 1000 },
      },
    ];
  } finally {
    await database.close();
  }
};
