import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTileCache, type CacheLimits } from './tile-cache.ts';

const ROOMY: CacheLimits = { memoryBytes: 1e6, diskBytes: 1e6 };
/** So little that each tile is read from disk. */
const NO_MEMORY = 1;

describe('tiles that were made', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'twin-tiles-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are found again by their key and not by another, by this service and by the next', async () => {
    await createTileCache(root, ROOMY).write('v1/roads/all/14/2/1-3.mvt', Uint8Array.of(1, 2, 3));
    for (const cache of [
      createTileCache(root, ROOMY),
      createTileCache(root, { ...ROOMY, memoryBytes: NO_MEMORY }),
    ]) {
      expect([...((await cache.read('v1/roads/all/14/2/1-3.mvt')) ?? [])]).toEqual([1, 2, 3]);
      expect(await cache.read('v1/roads/all/14/2/1-4.mvt')).toBeUndefined();
    }
  });

  it('are found in memory when the disk has lost them', async () => {
    const cache = createTileCache(root, ROOMY);
    await cache.write('a/tile', Uint8Array.of(1));
    await rm(join(root, 'a'), { recursive: true });
    expect((await cache.read('a/tile'))?.length).toBe(1);
  });

  it('that are empty are known, and take no file', async () => {
    const cache = createTileCache(root, ROOMY);
    await cache.write('a/sea', new Uint8Array());
    expect((await cache.read('a/sea'))?.length).toBe(0);
    expect(await readdir(root)).toEqual([]);
  });

  it('of an earlier release go', async () => {
    const cache = createTileCache(root, ROOMY);
    await cache.keepOnly('v2');
    for (const release of ['v1', 'v2']) await cache.write(`${release}/roads/0/0/0-1.mvt`, Uint8Array.of(1));
    await cache.keepOnly('v2');
    expect(await readdir(root)).toEqual(['v2']);
  });

  it('stay below their limit on disk: what was used longest ago goes first, also of an earlier run', async () => {
    const limits = { memoryBytes: NO_MEMORY, diskBytes: 2000 };
    const before = createTileCache(root, limits);
    for (const name of ['first', 'second', 'third']) {
      await before.write(`a/${name}`, new Uint8Array(600));
      await utimes(join(root, 'a', name), 0, 0);
    }
    const cache = createTileCache(root, limits);
    expect((await cache.read('a/first'))?.length).toBe(600);
    await utimes(join(root, 'a/third'), 1, 1);
    await cache.write('a/fourth', new Uint8Array(600));
    expect((await readdir(join(root, 'a'))).toSorted()).toEqual(['first', 'fourth']);
  });
});
