import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { collectionById } from '@twin/gis-data/index.ts';
import { WorkerPool } from './worker-pool.ts';
import type { TileOrder } from './worker.ts';
import type { Feed } from './read-tile.ts';

/** Its first simplification alone compares a hundred thousand million pairs: hours. */
const HOSTILE_CORNERS = 400_000;
/** A tile that is made when all its rows are there, and one whose geometries are made while they come. */
const WHOLE = { address: { z: 0, x: 0, y: 0 }, degrees: 100 };
const AHEAD = { address: { z: 12, x: 2048, y: 2047 }, degrees: 0.08 };
const pools: WorkerPool[] = [];
const poolOf = (mostSeconds: number): WorkerPool => {
  const pool = new WorkerPool(1, mostSeconds);
  pools.push(pool);
  return pool;
};

describe('a thread that makes tiles', () => {
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

  it.each([WHOLE, AHEAD])(
    'ends with a tile that takes too long, and another thread makes the next one',
    async (place) => {
      const pool = poolOf(1);
      const hostile = pool.run(orderAt(place), feedOf(comb(HOSTILE_CORNERS, place)));
      const next = pool.run(orderAt(place), feedOf(comb(8, place)));
      await expect(hostile).rejects.toMatchObject({ code: 'tile-too-slow' });
      expect((await next).length).toBeGreaterThan(0);
    },
  );

  it.each([WHOLE, AHEAD])('tells of what failed inside, and makes the next tile', async (place) => {
    const pool = poolOf(30);
    const broken = pool.run(orderAt(place), feedOf(comb(8, place).subarray(0, 40)));
    await expect(broken).rejects.toThrow('WKB ends before its coordinates');
    expect((await pool.run(orderAt(place), feedOf(comb(8, place)))).length).toBeGreaterThan(0);
  });

  it('gives up a tile whose rows do not come to an end, and makes the next one of its own rows alone', async () => {
    const pool = poolOf(30);
    const alone = await pool.run(orderAt(AHEAD), feedOf(comb(8, AHEAD)));
    const broken = pool.run(orderAt(AHEAD), async (take) => {
      await feedOf(comb(8, AHEAD))((bytes) => take(bytes.subarray(0, -2)));
      throw new Error('the database has gone');
    });
    const next = pool.run(orderAt(AHEAD), feedOf(comb(8, AHEAD)));
    await expect(broken).rejects.toThrow('the database has gone');
    expect(await next).toEqual(alone);
  });

  it('leaves nobody waiting when the pool closes', async () => {
    const pool = poolOf(600);
    const left = [HOSTILE_CORNERS, 8].map((corners) =>
      pool.run(orderAt(WHOLE), feedOf(comb(corners, WHOLE))),
    );
    const ends = Promise.allSettled(left);
    await pool.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('a pool that closes at once', () => {
  it('ends no thread before it has loaded, which would end the process', async () => {
    const told: string[] = [];
    const listen = (worker: Worker): void => {
      worker.once('message', () => told.push('loaded')).once('exit', () => told.push('ended'));
    };
    process.on('worker', listen);
    await new WorkerPool(1, 600).close();
    process.off('worker', listen);
    expect(told).toEqual(['loaded', 'ended']);
  });
});

/** A line whose distance from its ends' connection grows from corner to corner, so that it divides as unevenly as can be. */
function comb(corners: number, { degrees }: typeof WHOLE): Uint8Array {
  const wkb = new DataView(new ArrayBuffer(9 + corners * 16));
  wkb.setUint8(0, 1);
  wkb.setUint32(1, 2, true);
  wkb.setUint32(5, corners, true);
  for (let index = 0; index < corners; index++) {
    const share = index / corners;
    wkb.setFloat64(9 + index * 16, share * degrees, true);
    wkb.setFloat64(17 + index * 16, (0.5 + (index % 2 === 0 ? 0.4 : -0.4) * share) * degrees, true);
  }
  return new Uint8Array(wkb.buffer);
}

function orderAt({ address }: typeof WHOLE): TileOrder {
  const roads = collectionById('roads')?.collection;
  if (!roads) throw new Error('there is no layer of roads');
  return { kind: 'tile', job: { format: 'mvt', collection: roads, address }, properties: [] };
}

function feedOf(wkb: Uint8Array): Feed {
  // As COPY writes one row in binary: gid, id and geometry, each behind its length.
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const row = [number(4), number(1), number(1), Buffer.from('a'), number(wkb.length), wkb];
  return async (take) =>
    take(Buffer.concat([Buffer.alloc(19), Buffer.of(0, 3), ...row, Buffer.of(255, 255)]));
}
