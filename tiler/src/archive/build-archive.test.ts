import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { PMTiles, zxyToTileId, type RangeResponse, type Source } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionById } from '@twin/gis-data/index.ts';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { createTileService } from '../tile-service.ts';
import { buildArchive, type ArchiveRequest } from './build-archive.ts';
import { archiveHead, HEADER_BYTES } from './pmtiles-layout.ts';
import { childrenInOrder, tileId } from './tile-id.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
/** 900 houses over some twenty tiles of zoom 12, and one roof over several tiles of zoom 13. */
const HOUSES = `
  insert into building (id, use, height_metres, source_id, source_key, geom)
  select 'house-' || n, 'residential', 9, (select id from source limit 1), 'house-' || n,
    ST_Multi(ST_MakeEnvelope(x, y, x + 0.0002, y + 0.0002, 4490))
  from generate_series(0, 899) n, lateral (select 110.1 + (n % 30) * 0.013 as x, 19.9 + (n / 30) * 0.009 as y) p
  union all select 'roof', 'industrial', 9, (select id from source limit 1), 'roof',
    ST_Multi(ST_MakeEnvelope(109.1, 19.1, 109.25, 19.25, 4490))`;

/** The independent reader's view of a file. */
class FileSource implements Source {
  readonly #file: number;
  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }
  getKey(): string {
    return String(this.#file);
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const bytes = new Uint8Array(length);
    return { data: bytes.slice(0, readSync(this.#file, bytes, 0, length, offset)).buffer };
  }
  close(): void {
    closeSync(this.#file);
  }
}

describe('the number of a tile', () => {
  it('is that of the pmtiles package', () => {
    const address = fc
      .integer({ min: 0, max: 22 })
      .chain((z) => fc.record({ z: fc.constant(z), x: fc.nat(2 ** z - 1), y: fc.nat(2 ** z - 1) }));
    fc.assert(fc.property(address, (tile) => tileId(tile) === zxyToTileId(tile.z, tile.x, tile.y)));
  });

  it('puts the parts of a tile one after the other', () => {
    const numbers = childrenInOrder({ z: 12, x: 3304, y: 1814 }).map(tileId);
    expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual([0, 1, 2, 3]);
  });
});

describe('the head of an archive', () => {
  it('holds more tiles than one directory can, for the pmtiles package', async () => {
    const entries = Array.from({ length: 60_000 }, (_, index) => ({
      // Gaps and lengths without a pattern, so that the directory does not compress away.
      id: index * 7 + ((index * 2_654_435_761) % 5),
      offset: index * 1000,
      length: 100 + ((index * 40_503) % 900),
      run: 1,
    }));
    const head = archiveHead({
      metadata: new Uint8Array(),
      entries,
      dataBytes: 60_000_000,
      contents: entries.length,
      kind: 'mvt',
      zooms: [0, 9],
      extent: [-180, -85, 180, 85],
    });
    const wanted: number[] = [];
    const archive = new PMTiles({
      getKey: () => 'head',
      async getBytes(offset, length) {
        if (offset >= head.length) wanted.push(offset - head.length, length);
        return { data: head.slice(offset, offset + length).buffer };
      },
    });
    const header = await archive.getHeader();
    expect(header.leafDirectoryLength).toBeGreaterThan(0);
    expect(HEADER_BYTES + header.rootDirectoryLength).toBeLessThanOrEqual(16_384);
    const { z, x, y } = { z: 8, x: 11, y: 200 };
    const entry = entries.findLast(({ id }) => id <= zxyToTileId(z, x, y));
    // Some tile of the archive, asked for by its place; the bytes behind the head are not there, only their address counts.
    const isThere = entry?.id === zxyToTileId(z, x, y);
    await archive.getZxy(z, x, y).catch(() => undefined);
    expect(wanted).toEqual(isThere ? [entry.offset, entry.length] : []);
  });
});

describe('an archive on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('an archive on PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-archive-'));
  let database: Database;

  beforeAll(async () => {
    database = await openFreshCity(server, folder);
    await database.pool.query(
      `insert into source (key, title, licence, crs) values ('houses', 'houses', 'none', 'EPSG:4490')`,
    );
    await database.pool.query(HOUSES);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const request = (name: string, change: Partial<ArchiveRequest> = {}): ArchiveRequest => {
    const entry = collectionById('buildings');
    if (!entry) throw new Error('there is no layer of buildings');
    return {
      entry,
      visitor: { grade: 'public' },
      zooms: [12, 14],
      file: join(folder, `${name}.pmtiles`),
      rasterDir: folder,
      threads: 2,
      release: 1,
      progress: () => {},
      ...change,
    };
  };

  it('holds the very tiles that are served on demand, and no other', async () => {
    const { file } = request('same');
    const report = await buildArchive(database.pool, request('same'));
    const service = createTileService({
      pool: database.pool,
      cacheDir: join(folder, 'tiles'),
      archiveDir: folder,
      rasterDir: folder,
      threads: 1,
    });
    const source = new FileSource(file);
    const archive = new PMTiles(source);
    const header = await archive.getHeader();
    expect(header).toMatchObject({ minZoom: 12, maxZoom: 14, tileType: 1, clustered: true });
    let there = 0;
    for (const z of [12, 13, 14]) {
      const column = (longitude: number): number => Math.floor(((longitude + 180) / 360) * 2 ** z);
      const row = (latitude: number): number =>
        Math.floor((0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z);
      // The roof, the western houses and what lies between and around them.
      for (let x = column(109.08); x <= column(110.2); x += 1) {
        for (const latitude of [19.1, 19.17, 19.24, 19.3, 19.905, 19.95]) {
          const address = { z, x, y: row(latitude) };
          const served = await (await service.vector('buildings', address, { grade: 'public' })).load();
          const bytes = served.length === 0 ? served : gunzipSync(served);
          const kept = await archive.getZxy(z, x, address.y);
          expect(Buffer.from(kept?.data ?? new ArrayBuffer()).equals(bytes)).toBe(true);
          if (kept) there += 1;
        }
      }
    }
    expect(there).toBeGreaterThan(60);
    expect(header.numAddressedTiles).toBe(report.tiles);
    // Inside the roof the tiles of a zoom are all alike.
    expect(report.contents).toBeLessThan(report.tiles);
    expect(await archive.getMetadata()).toMatchObject({
      vector_layers: [{ id: 'buildings', fields: { id: 'String', height_metres: 'Number' } }],
    });
    source.close();
    await service.close();
  }, 120_000);

  it('goes on after it was broken off, and ends with the same bytes', async () => {
    const whole = request('whole');
    await buildArchive(database.pool, whole);
    const broken = request('broken', {
      progress: ({ doneParts }) => {
        if (doneParts === 3) throw new Error('broken off');
      },
    });
    await expect(buildArchive(database.pool, broken)).rejects.toThrow('broken off');
    expect(existsSync(broken.file)).toBe(false);
    // A process that ends in the middle of a write leaves half a tile and half a line.
    appendFileSync(join(`${broken.file}.building`, 'zoom-14'), 'half a tile');
    appendFileSync(join(`${broken.file}.building`, 'journal'), '{"part":"12/33');
    const report = await buildArchive(database.pool, request('broken'));
    expect(report.resumedParts).toBe(3);
    expect(readFileSync(broken.file).equals(readFileSync(whole.file))).toBe(true);
    expect(existsSync(`${broken.file}.building`)).toBe(false);
  }, 120_000);

  it('is refused when the layer changes meanwhile, and the one before stays', async () => {
    const before = request('changing');
    await buildArchive(database.pool, before);
    const bytes = readFileSync(before.file);
    let raised: Promise<unknown> | undefined;
    const changing = request('changing', {
      progress: () => {
        raised ??= database.pool.query(
          `update collection set revision = revision + 1 where id = 'buildings'`,
        );
      },
    });
    await expect(buildArchive(database.pool, changing)).rejects.toThrow('changed while its archive');
    await raised;
    expect(readFileSync(before.file).equals(bytes)).toBe(true);
  }, 120_000);

  it('says so when there is nothing to keep', async () => {
    await expect(buildArchive(database.pool, request('nothing', { extent: [1, 2, 3, 4] }))).rejects.toThrow(
      'has no tile from zoom 12 to 14',
    );
    expect(existsSync(join(folder, 'nothing.pmtiles.building'))).toBe(false);
  });
}
