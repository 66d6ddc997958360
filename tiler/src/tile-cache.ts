/**
 * Tiles that were made, as they go over the wire: the last used ones in memory, more of them on disk. A tile is found by
 * its key (release, layer, audience, address, version) and is never wrong there, only old. Both places have a limit in
 * bytes, and what was used longest ago goes first.
 */
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';

export type TileCache = {
  read(key: string): Promise<Uint8Array | undefined>;
  /** An empty tile is kept in memory alone: there is no end of places where nothing is. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Removes from disk what lies beside the folder that is wanted: earlier releases. */
  keepOnly(wanted: string): Promise<void>;
};
export type CacheLimits = { readonly memoryBytes: number; readonly diskBytes: number };

/** After a removal this share of the limit is left, so that the next one is some time away. */
const LEFT_SHARE = 0.8;
/** Of one tile in memory beside its bytes. */
const ENTRY_BYTES = 300;

export function createTileCache(root: string, { memoryBytes, diskBytes }: CacheLimits): TileCache {
  const memory = new LRUCache<string, Uint8Array>({
    maxSize: memoryBytes,
    sizeCalculation: (bytes) => bytes.length + ENTRY_BYTES,
  });
  /** Counted from the files once, and kept from then on. */
  let bytesKept: Promise<number> | undefined;

  const shrink = async (): Promise<number> => {
    const files = (await filesIn(root)).toSorted((a, b) => a.usedAt - b.usedAt);
    let left = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      if (left <= diskBytes * LEFT_SHARE) break;
      await rm(file.path, { force: true });
      left -= file.bytes;
    }
    return left;
  };

  return {
    async read(key) {
      const near = memory.get(key);
      if (near) return near;
      const file = join(root, key);
      try {
        const bytes = await readFile(file);
        // The time of the last use, for whoever makes room.
        const now = new Date();
        await utimes(file, now, now);
        memory.set(key, bytes);
        return bytes;
      } catch (error) {
        if (!isMissing(error)) throw error;
        return undefined;
      }
    },
    async write(key, bytes) {
      memory.set(key, bytes);
      if (bytes.length === 0) return;
      const file = join(root, key);
      await mkdir(dirname(file), { recursive: true });
      // Before this tile lies there and is counted too.
      bytesKept ??= filesIn(root).then((files) => files.reduce((sum, one) => sum + one.bytes, 0));
      await bytesKept;
      const partial = `${file}.${process.pid}.part`;
      await writeFile(partial, bytes);
      await rename(partial, file); // a reader never sees half a tile
      bytesKept = bytesKept.then((kept) =>
        kept + bytes.length > diskBytes ? shrink() : kept + bytes.length,
      );
      await bytesKept;
    },
    async keepOnly(wanted) {
      const entries = await readdir(root).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
        return [];
      });
      const unwanted = entries.filter((name) => name !== wanted);
      await Promise.all(unwanted.map((name) => rm(join(root, name), { recursive: true, force: true })));
    },
  };
}

async function filesIn(root: string): Promise<{ path: string; bytes: number; usedAt: number }[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch((error: unknown) => {
        if (!isMissing(error)) throw error; // removed meanwhile
        return undefined;
      });
      return found ? [{ path, bytes: found.size, usedAt: found.mtimeMs }] : [];
    });
  return (await Promise.all(files)).flat();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
