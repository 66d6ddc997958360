import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTileCache } from './tile-cache.ts';

describe('the tiles on disk', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'twin-tiles-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are found again by their key and not by another', async () => {
    const cache = createTileCache(root, 1e6);
    await cache.write('v1/roads/3/all/14/2/1.mvt', Uint8Array.of(1, 2, 3));
    expect([...((await cache.read('v1/roads/3/all/14/2/1.mvt')) ?? [])]).toEqual([1, 2, 3]);
    expect(await cache.read('v1/roads/4/all/14/2/1.mvt')).toBeUndefined();
  });

  it('of an earlier revision go when the new one is named', async () => {
    const cache = createTileCache(root, 1e6);
    for (const revision of [1, 2, 3])
      await cache.write(`v1/roads/${revision}/all/0/0/0.mvt`, Uint8Array.of(revision));
    await cache.keepOnly('v1/roads', '3');
    expect(await readdir(join(root, 'v1/roads'))).toEqual(['3']);
    await cache.keepOnly('v1/never-seen', '1');
  });

  it('stay below their limit, the oldest going first, also those of an earlier run', async () => {
    await createTileCache(root, 1e6).write('a/old', new Uint8Array(600));
    const cache = createTileCache(root, 1000);
    await utimes(join(root, 'a/old'), 0, 0);
    await cache.write('a/new', new Uint8Array(600));
    expect(await cache.read('a/old')).toBeUndefined();
    expect((await cache.read('a/new'))?.length).toBe(600);
  });
});
