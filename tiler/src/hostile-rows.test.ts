/** Rows that no survey should hold end in a valid tile or in a clear error, on real databases, through the whole service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { validateBytes } from 'gltf-validator';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { createTileService, type TileService } from './tile-service.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const OFFICIAL = { grade: 'government' } as const;
/** Corners of one polygon. */
const VERY_MANY = 1_000_000;
const polygon = (name: string, wkt: string): string =>
  `('${name}', ${JSON.stringify(wkt).replaceAll('"', "'")})`;
const BUILDINGS = [
  polygon('bow-tie', 'MULTIPOLYGON(((110.4 20, 110.401 20.001, 110.401 20, 110.4 20.001, 110.4 20)))'),
  polygon(
    'spike',
    'MULTIPOLYGON(((110.4 20.002, 110.401 20.002, 110.402 20.002, 110.401 20.002, 110.4 20.002)))',
  ),
  polygon('point', 'MULTIPOLYGON(((110.4 20.003, 110.4 20.003, 110.4 20.003, 110.4 20.003)))'),
  polygon(
    'hole-outside',
    'MULTIPOLYGON(((110.4 20.004, 110.401 20.004, 110.401 20.005, 110.4 20.005, 110.4 20.004), (110.41 20.004, 110.42 20.004, 110.42 20.005, 110.41 20.004)))',
  ),
  polygon('empty', 'MULTIPOLYGON EMPTY'),
  polygon('pole', 'MULTIPOLYGON(((0 89.9, 120 89.95, -120 90, 0 89.9)))'),
  polygon(
    'antimeridian',
    'MULTIPOLYGON(((179.999 10, 180 10, 180 10.001, 179.999 10.001, 179.999 10)), ((-180 10, -179.999 10, -179.999 10.001, -180 10.001, -180 10)))',
  ),
  polygon('world', 'MULTIPOLYGON(((-180 -90, 180 -90, 180 90, -180 90, -180 -90)))'),
  polygon(
    'house',
    'MULTIPOLYGON(((110.4004 20.0064, 110.4008 20.0064, 110.4008 20.0068, 110.4004 20.0068, 110.4004 20.0064)))',
  ),
].join(', ');
const ROWS = `
  insert into source (id, key, title, licence, crs) values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490');
  insert into building (id, use, height_metres, source_id, source_key, geom)
    select id, 'residential', 9, 1, id, ST_GeomFromText(wkt, 4490) from (values ${BUILDINGS}) v (id, wkt);
  insert into pipe_line (id, class, width_mm, length_metres, source_id, source_key, geom)
    select id, 'PS', 600, 0, 1, id, ST_GeomFromText(wkt, 4490) from (values
      ('no-length', 'LINESTRING Z (110.4 20 1, 110.4 20 1)'),
      ('upright', 'LINESTRING Z (110.4 20 1, 110.4 20 -9)'),
      ('there-and-back', 'LINESTRING Z (110.4 20 1, 110.401 20 1, 110.4 20 1)'),
      ('no-height', 'LINESTRING Z (110.4 20.001 NaN, 110.401 20.001 NaN)'),
      ('empty', 'LINESTRING Z EMPTY'),
      ('round-the-world', 'LINESTRING Z (-180 20 1, 180 20 1)'),
      ('sound', 'LINESTRING Z (110.4 20.002 1, 110.401 20.002 0.5)')) v (id, wkt)`;
const HUGE = `
  insert into green_space (id, class, area_m2, source_id, source_key, geom)
  select 'huge', 'G1', 1, 1, 'huge', ST_Multi(ST_SetSRID(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line))), 4490)) from (
    select ST_MakeLine(ST_MakePoint(110.5 + cos(a) * r, 20 + sin(a) * r) order by a) as line
    from generate_series(0, ${VERY_MANY} - 1) n,
      lateral (select n * 2 * pi() / ${VERY_MANY} as a, 0.2 + (n % 2) * 0.00001 as r) p) l`;

describe.each(SERVER ? ['embedded', 'PostgreSQL'] : ['embedded'])('hostile rows, %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-hostile-'));
  let database: Database;
  let tiles: TileService;
  beforeAll(async () => {
    database = await openFreshCity(kind === 'PostgreSQL' ? SERVER : undefined, folder);
    await database.pool.query(ROWS);
    tiles = createTileService({
      pool: database.pool,
      cacheDir: join(folder, 'tiles'),
      archiveDir: folder,
      rasterDir: folder,
      threads: 1,
    });
  }, 120_000);
  afterAll(async () => {
    await tiles.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const vector = async (layer: string, z: number, x: number, y: number) => {
    const packed = await (await tiles.vector(layer, { z, x, y }, OFFICIAL)).load();
    const bytes = packed.length > 0 ? gunzipSync(packed) : packed;
    const found = bytes.length > 0 ? new VectorTile(new PbfReader(bytes)).layers[layer] : undefined;
    return Array.from({ length: found?.length ?? 0 }, (_, at) => {
      const feature = found?.feature(at);
      const points = (feature?.loadGeometry() ?? []).flat();
      for (const { x: px, y: py } of points) {
        expect(px).toBeGreaterThanOrEqual(-96);
        expect(px).toBeLessThanOrEqual(4192);
        expect(py).toBeGreaterThanOrEqual(-96);
        expect(py).toBeLessThanOrEqual(4192);
      }
      return { id: String(feature?.properties['id']), points: points.length };
    });
  };
  const at = (z: number, longitude: number, latitude: number): [number, number, number] => [
    z,
    Math.min(2 ** z - 1, Math.floor(((longitude + 180) / 360) * 2 ** z)),
    Math.max(
      0,
      Math.floor((0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z),
    ),
  ];
  const idsAt = async (layer: string, z: number, longitude: number, latitude: number): Promise<string[]> =>
    (await vector(layer, ...at(z, longitude, latitude))).map(({ id }) => id);

  it('make vector tiles in which the sound ones are, at every zoom', async () => {
    for (let z = 0; z <= 18; z += 3) {
      const ids = await idsAt('buildings', z, 110.4006, 20.0066);
      expect(ids).toContain('world');
      if (z >= 15) expect(ids).toContain('house');
      expect(await idsAt('pipe-lines', z, 110.4005, 20.002)).toContain(z >= 12 ? 'sound' : 'round-the-world');
    }
  });

  it('lie on both sides of the antimeridian, and at the pole', async () => {
    expect(await idsAt('buildings', 16, 179.9999, 10)).toContain('antimeridian');
    expect(await idsAt('buildings', 16, -179.9999, 10)).toContain('antimeridian');
    for (let z = 0; z <= 6; z += 2) await vector('buildings', ...at(z, 60, 85));
  });

  it.each(['buildings', 'pipe-lines'])('of %s make a tileset whose contents are valid', async (layer) => {
    type Tile = { content?: { uri: string }; children?: Tile[] };
    const tileset = JSON.parse(
      gunzipSync(await (await tiles.tileset(layer, OFFICIAL)).load()).toString(),
    ) as { root: Tile };
    const contents = ({ content, children = [] }: Tile): string[] => [
      ...(content ? [content.uri] : []),
      ...children.flatMap(contents),
    ];
    const uris = contents(tileset.root);
    expect(uris.length).toBeGreaterThan(3);
    for (const uri of uris) {
      const [z = 0, x = 0, y = 0] = uri.split(/[/.]/).map(Number);
      const packed = await (await tiles.content(layer, { z, x, y }, OFFICIAL)).load();
      const { issues } = await validateBytes(new Uint8Array(gunzipSync(packed)));
      expect([uri, issues.numErrors, issues.numWarnings]).toEqual([uri, 0, 0]);
    }
  });

  it('with a million corners are cut to the tile before they are read', async () => {
    await database.pool.query(HUGE);
    const whole = await vector('green-spaces', ...at(9, 110.5, 20));
    expect(whole.map(({ id }) => id)).toEqual(['huge']);
    expect(whole[0]?.points).toBeGreaterThan(20);
    expect(whole[0]?.points).toBeLessThan(5000);
    // The edge, seen from near: only what lies in the tile.
    const edge = await vector('green-spaces', ...at(17, 110.7, 20));
    expect(edge.map(({ id }) => id)).toEqual(['huge']);
    expect(await vector('green-spaces', ...at(17, 110.9, 20))).toEqual([]);
  }, 120_000);
});
