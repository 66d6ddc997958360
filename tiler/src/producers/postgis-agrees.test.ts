/** Decoded tiles beside ST_AsMVTGeom of the same rows, on a PostgreSQL server: the embedded database has no vector tiles. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionById } from '@twin/gis-data/index.ts';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { vectorTileBox } from '@twin/gis-data/tile-version.ts';
import { planRows } from '../plan-queries.ts';
import { readRows } from '../read-rows.ts';
import { RowsReader } from '../rows-reader.ts';
import { produceVectorTile } from './vector-tile.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
if (!SERVER) console.warn('not compared with ST_AsMVTGeom: TEST_DATABASE_URL names no server');
/** What lines and rings may lose on their way, tile units: below half a pixel. */
const SIMPLIFIED = 3;
/** In each of two directions. */
const ONE_UNIT = Math.SQRT2;
const TILE = { z: 14, x: 13_218, y: 7_261 };
/** Houses with courts, bent roads and bins over the tile and beyond it, in no grid. */
const ROWS = `
  insert into source (id, key, title, licence, crs) values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490');
  insert into building (id, use, height_metres, source_id, source_key, geom)
    select 'b' || n, 'residential', 9, 1, 'b' || n,
      ST_Multi(ST_MakePolygon(ST_ExteriorRing(ST_Buffer(p, 0.0004, 'quad_segs=3')), array[ST_ExteriorRing(ST_Buffer(p, 0.0002, 'quad_segs=2'))]))
    from generate_series(1, 500) n, lateral (select ST_SetSRID(ST_MakePoint(
      110.43 + ((n * 7919) % 500) * 0.00006, 20.02 + ((n * 104729) % 500) * 0.00006), 4490) as p) at;
  insert into road (id, class, width_metres, source_id, source_key, geom)
    select 'r' || n, 'branch', 9, 1, 'r' || n, ST_MakeLine(array(
      select ST_SetSRID(ST_MakePoint(110.42 + k * 0.002 + sin(n * k) * 0.0006, 20.02 + n * 0.0003 + cos(n + k) * 0.001), 4490)
      from generate_series(0, 20) k))
    from generate_series(1, 80) n;
  insert into feature (collection, id, source_id, source_key, geom)
    select 'waste-points', 'w' || n, 1, 'w' || n,
      ST_SetSRID(ST_MakePoint(110.43 + ((n * 7919) % 500) * 0.00006, 20.02 + ((n * 104729) % 500) * 0.00006), 4490)
    from generate_series(1, 500) n`;

type Point = { readonly x: number; readonly y: number };
type Shapes = ReadonlyMap<string, readonly Point[][]>;

describe.runIf(SERVER)('a vector tile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-mvt-'));
  let database: Database;
  beforeAll(async () => {
    database = await openFreshCity(SERVER, folder);
    await database.pool.query(ROWS);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const shapesIn = (bytes: Uint8Array, layerName: string): Shapes => {
    const layer = new VectorTile(new PbfReader(bytes)).layers[layerName];
    return new Map(
      Array.from({ length: layer?.length ?? 0 }, (_, index) => {
        const feature = layer?.feature(index);
        return [String(feature?.properties['id']), feature?.loadGeometry() ?? []];
      }),
    );
  };
  const ours = async (id: string): Promise<Shapes> => {
    const entry = collectionById(id);
    if (!entry) throw new Error(`there is no layer ${id}`);
    const query = planRows(entry, { box: vectorTileBox(TILE) });
    const reader = new RowsReader(query.properties);
    await readAs(database.pool, { grade: 'government' }, (client) =>
      readRows(client, query, (piece) => reader.take(piece)),
    );
    return shapesIn(produceVectorTile(entry.collection, TILE, reader.rows()), id);
  };
  const theirs = async (id: string, from: string): Promise<Shapes> => {
    const { rows } = await database.pool.query<{ tile: Buffer }>(
      `select ST_AsMVT(t, '${id}', 4096, 'geom') as tile from (
         select id, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope($1, $2, $3), 4096, 96) as geom from ${from}) t
       where geom is not null`,
      [TILE.z, TILE.x, TILE.y],
    );
    return shapesIn(rows[0]?.tile ?? new Uint8Array(), id);
  };
  const isInTile = ({ x, y }: Point): boolean => x >= 0 && x < 4096 && y >= 0 && y < 4096;
  const toSegment = ({ x, y }: Point, a: Point, b: Point): number => {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
  };
  const toPaths = (point: Point, paths: readonly Point[][]): number =>
    Math.min(...paths.flatMap((path) => path.map((to, at) => toSegment(point, path[at - 1] ?? to, to))));

  it.each([
    ['waste-points', `feature where collection = 'waste-points'`],
    ['roads', 'road'],
    ['buildings', 'building'],
  ])('of %s has the shapes that ST_AsMVTGeom makes', async (id, from) => {
    const [mine, peer] = [await ours(id), await theirs(id, from)];
    expect(mine.size).toBeGreaterThan(50);
    // A point in the buffer is its neighbour's; what is smaller than a quarter of a pixel is dropped.
    const inside = [...peer].filter(([, paths]) => id !== 'waste-points' || paths.flat().every(isInTile));
    const lost = inside.filter(([key]) => !mine.has(key));
    expect(lost.filter(([, paths]) => paths.flat().length > 8)).toEqual([]);
    for (const [key, paths] of mine) {
      const other = peer.get(key) ?? [];
      // No corner that is not there: every one of ours lies on a path of theirs.
      // The buffer is cut before rounding here and after it there, so that only the tile itself is compared.
      for (const point of paths.flat().filter(isInTile))
        expect(toPaths(point, other)).toBeLessThanOrEqual(ONE_UNIT);
      for (const point of other.flat().filter(isInTile))
        expect(toPaths(point, paths)).toBeLessThanOrEqual(SIMPLIFIED + ONE_UNIT);
    }
  });
});
