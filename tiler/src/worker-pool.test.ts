import { afterEach, describe, expect, it } from 'vitest';
import { collectionById } from '@twin/gis-data/index.ts';
import { WorkerPool } from './worker-pool.ts';
import type { TileOrder } from './worker.ts';

/** Its first simplification alone compares a hundred thousand million pairs: hours. */
const HOSTILE_CORNERS = 400_000;
const pools: WorkerPool[] = [];
const poolOf = (mostSeconds: number): WorkerPool => {
  const pool = new WorkerPool(1, mostSeconds);
  pools.push(pool);
  return pool;
};

describe('a thread that makes tiles', () => {
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

  it('ends with a tile that takes too long, and another thread makes the next one', async () => {
    const pool = poolOf(1);
    const hostile = pool.run(orderOf(comb(HOSTILE_CORNERS)));
    const next = pool.run(orderOf(comb(8)));
    await expect(hostile).rejects.toMatchObject({ code: 'tile-too-slow' });
    expect((await next).length).toBeGreaterThan(0);
  });

  it('tells of what failed inside, and makes the next tile', async () => {
    const pool = poolOf(30);
    const broken = pool.run(orderOf(comb(8).subarray(0, 40)));
    await expect(broken).rejects.toThrow('WKB ends before its coordinates');
    expect((await pool.run(orderOf(comb(8)))).length).toBeGreaterThan(0);
  });

  it('leaves nobody waiting when the pool closes', async () => {
    const pool = poolOf(600);
    const left = [pool.run(orderOf(comb(HOSTILE_CORNERS))), pool.run(orderOf(comb(8)))];
    const ends = Promise.allSettled(left);
    await pool.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

/** A line whose distance from its ends' connection grows from corner to corner, so that it divides as unevenly as can be. */
function comb(corners: number): Uint8Array {
  const wkb = new DataView(new ArrayBuffer(9 + corners * 16));
  wkb.setUint8(0, 1);
  wkb.setUint32(1, 2, true);
  wkb.setUint32(5, corners, true);
  for (let index = 0; index < corners; index++) {
    const share = index / corners;
    wkb.setFloat64(9 + index * 16, share * 100, true);
    wkb.setFloat64(17 + index * 16, (index % 2 === 0 ? 1 : -1) * 60 * share, true);
  }
  return new Uint8Array(wkb.buffer);
}

function orderOf(wkb: Uint8Array): TileOrder {
  const collection = collectionById('roads')?.collection;
  if (!collection) throw new Error('there is no layer of roads');
  // As COPY writes one row in binary: gid, id and geometry, each behind its length.
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const row = [number(4), number(1), number(1), Buffer.from('a'), number(wkb.length), wkb];
  const rows = {
    chunks: [Buffer.concat([Buffer.alloc(19), Buffer.of(0, 3), ...row, Buffer.of(255, 255)])],
    properties: [],
  };
  return { kind: 'tile', job: { format: 'mvt', collection, address: { z: 0, x: 0, y: 0 }, rows } };
}
