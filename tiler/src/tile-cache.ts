/** Tiles on disk. A tile is found by its key (layer, revision, …) and is never wrong there, only old or in the way. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type TileCache = {
  read(key: string): Promise<Uint8Array | undefined>;
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Removes what lies in a folder beside the one that is wanted: earlier revisions of a layer, earlier releases. */
  keepOnly(folder: string, wanted: string): Promise<void>;
};

/** After a removal this share of the limit is left, so that the next one is some time away. */
const LEFT_SHARE = 0.8;

/** @param mostBytes beyond it the tiles that were made first are removed */
export function createTileCache(root: string, mostBytes: number): TileCache {
  /** Counted from the files once, and kept from then on. */
  let bytesKept: Promise<number> | undefined;

  const shrink = async (): Promise<number> => {
    const files = (await filesIn(root)).toSorted((a, b) => a.madeAt - b.madeAt);
    let left = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      if (left <= mostBytes * LEFT_SHARE) break;
      await rm(file.path, { force: true });
      left -= file.bytes;
    }
    return left;
  };

  return {
    async read(key) {
      return readFile(join(root, key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return undefined;
      });
    },
    async write(key, bytes) {
      const file = join(root, key);
      await mkdir(dirname(file), { recursive: true });
      const partial = `${file}.${process.pid}.part`;
      await writeFile(partial, bytes);
      await rename(partial, file); // a reader never sees half a tile
      bytesKept ??= filesIn(root).then((files) => files.reduce((sum, one) => sum + one.bytes, 0));
      bytesKept = bytesKept.then((kept) =>
        kept + bytes.length > mostBytes ? shrink() : kept + bytes.length,
      );
      await bytesKept;
    },
    async keepOnly(folder, wanted) {
      const entries = await readdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return [];
      });
      await Promise.all(
        entries
          .filter((name) => name !== wanted)
          .map((name) => rm(join(root, folder, name), { recursive: true, force: true })),
      );
    },
  };
}

async function filesIn(root: string): Promise<{ path: string; bytes: number; madeAt: number }[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error; // removed meanwhile
        return undefined;
      });
      return found ? [{ path, bytes: found.size, madeAt: found.mtimeMs }] : [];
    });
  return (await Promise.all(files)).flat();
}
