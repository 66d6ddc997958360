/**
 * Walks ahead over a layer's vector tiles into a PMTiles archive. Rows are read once for a tile and all below it; tiles
 * are spooled zoom by zoom in the order of the archive, with a journal, so that a build that was killed goes on where it
 * was; the finished file takes the place of the old one at once.
 */
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readSync, writeSync } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { vectorTileBox } from '@twin/gis-data/tile-version.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { Extent } from '../place.ts';
import { planOccupied } from '../plan-queries.ts';
import { readTile } from '../read-tile.ts';
import { vectorLayers } from '../tile-json.ts';
import type { TileAddress } from '../tile-row.ts';
import { WorkerPool } from '../worker-pool.ts';
import { archiveHead, type ArchiveEntry } from './pmtiles-layout.ts';
import { eachTile } from './produce-pyramid.ts';
import { tileId } from './tile-id.ts';

/** Rows that are held at once for a tile and all below it: some 20 MB. */
const MOST_ROWS = 60_000;
/** A tile with all below it holds at most so many rows, and ends in some seconds; one that does not is hostile. */
const MOST_SECONDS_A_PART = 600;
/** Tiles from before and behind a thread that are read or wait to be written. */
const AHEAD = 2;
export const DEEPEST_ZOOM = 22;
const WORLD: Extent = [-180, -90, 180, 90];

export type ArchiveRequest = {
  readonly entry: CollectionOfTheme;
  readonly visitor: Visitor;
  readonly zooms: readonly [number, number];
  readonly extent?: Extent | undefined;
  /** Where the archive will be; what is not finished lies beside it. */
  readonly file: string;
  readonly threads: number;
  /** Of the software that makes the tiles: with another the work starts anew. */
  readonly release: number;
  readonly progress: (done: ArchiveProgress) => void;
};
export type ArchiveProgress = {
  readonly doneParts: number;
  readonly allParts: number;
  readonly tiles: number;
};
export type ArchiveReport = {
  readonly tiles: number;
  readonly contents: number;
  readonly bytes: number;
  readonly revision: number;
  /** Parts that an earlier build had done. */
  readonly resumedParts: number;
};

/** One part of the work: a tile, alone or with all below it. */
type Part = { readonly address: TileAddress; readonly deepest: number };
/** Zoom, column, row and bytes. */
type SpooledTile = readonly [number, number, number, number];
type JournalLine = { readonly part: string; readonly tiles: readonly SpooledTile[] };

/** @throws Error when the collection changes meanwhile, or nothing of it lies in the extent and zooms */
export async function buildArchive(pool: Pool, request: ArchiveRequest): Promise<ArchiveReport> {
  const { entry, file, zooms } = request;
  const revision = await revisionOf(pool, entry.collection.id);
  const work = `${file}.building`;
  const journal = join(work, 'journal');
  const done = await takeUp(work, request, revision);
  let tiles = await trimSpools(work, [...done.values()]);
  const parts = await partsOf(pool, request);
  let doneParts = done.size;
  const workers = new WorkerPool(request.threads, MOST_SECONDS_A_PART);
  const ahead: { part: Part; frames: Promise<Uint8Array> }[] = [];
  const finish = async (): Promise<void> => {
    const first = ahead.shift();
    if (!first) return;
    const made: SpooledTile[] = [];
    const chunks = new Map<number, Uint8Array[]>();
    for (const { address, bytes } of eachTile(await first.frames)) {
      made.push([address.z, address.x, address.y, bytes.length]);
      const chunk = chunks.get(address.z);
      if (chunk) chunk.push(bytes);
      else chunks.set(address.z, [bytes]);
    }
    for (const [z, chunk] of chunks) await appendFile(spoolOf(work, z), Buffer.concat(chunk));
    const line: JournalLine = { part: nameOf(first.part), tiles: made };
    await appendFile(journal, `${JSON.stringify(line)}\n`);
    tiles += made.length;
    doneParts += 1;
    request.progress({ doneParts, allParts: parts.length, tiles });
  };
  try {
    for (const part of parts) {
      if (done.has(nameOf(part))) continue;
      const frames = makePart(pool, workers, request, part);
      // A failure is met when its turn comes; until then it must not end the process.
      frames.catch(() => {});
      ahead.push({ part, frames });
      if (ahead.length >= request.threads + AHEAD) await finish();
    }
    while (ahead.length > 0) await finish();
  } finally {
    await workers.close();
  }

  if ((await revisionOf(pool, entry.collection.id)) !== revision) {
    await rm(work, { recursive: true });
    throw new Error(
      `The layer ${entry.collection.id} changed while its archive was being built. Build it again; the archive before stays in use.`,
    );
  }
  if (tiles === 0) {
    await rm(work, { recursive: true });
    throw new Error(
      `The layer ${entry.collection.id} has no tile from zoom ${zooms[0]} to ${zooms[1]} in this extent. Choose others with --zoom and --bbox.`,
    );
  }
  const assembled = await assemble(work, request, revision);
  await mkdir(dirname(file), { recursive: true });
  await rename(join(work, 'archive'), file);
  await rm(work, { recursive: true });
  return { ...assembled, revision, resumedParts: done.size };
}

/** What a killed build of the same thing has done, by part; anything else there is swept away. */
async function takeUp(
  work: string,
  { entry, zooms, extent, visitor, release }: ArchiveRequest,
  revision: number,
): Promise<Map<string, JournalLine>> {
  const plan = JSON.stringify({ layer: entry.collection.id, zooms, extent, visitor, release, revision });
  const planFile = join(work, 'plan');
  const isSame = existsSync(planFile) && (await readFile(planFile, 'utf8')) === plan;
  if (!isSame) {
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    await writeFile(planFile, plan);
  }
  const journal = join(work, 'journal');
  if (!existsSync(journal)) return new Map();
  // The line that a killed build was writing is done again.
  const text = await readFile(journal, 'utf8');
  await truncate(journal, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
  return new Map((await readJournal(work)).map((line) => [line.part, line]));
}

/** Cuts from the spools what no line of the journal speaks of. @returns the number of tiles that stay */
async function trimSpools(work: string, lines: readonly JournalLine[]): Promise<number> {
  const bytesOf = new Map<number, number>();
  const tiles = lines.flatMap((line) => line.tiles);
  for (const [z, , , length] of tiles) bytesOf.set(z, (bytesOf.get(z) ?? 0) + length);
  for (let z = 0; z <= DEEPEST_ZOOM; z++)
    if (existsSync(spoolOf(work, z))) await truncate(spoolOf(work, z), bytesOf.get(z) ?? 0);
  return tiles.length;
}

/** In the order of the archive; a tile with too many rows stands alone before its parts. */
async function partsOf(
  pool: Pool,
  { entry, visitor, zooms: [first, deepest], extent = WORLD }: ArchiveRequest,
): Promise<Part[]> {
  const occupied = async (z: number, within?: TileAddress): Promise<(TileAddress & { count: number })[]> => {
    const { text, values } = planOccupied(entry, z, extent, within);
    const { rows } = await readAs(pool, visitor, (client) =>
      client.query<{ x: number; y: number; count: number }>(text, values),
    );
    return rows.map((row) => ({ z, ...row })).toSorted((a, b) => tileId(a) - tileId(b));
  };
  const parts: Part[] = [];
  const divide = async (tiles: readonly (TileAddress & { count: number })[]): Promise<void> => {
    for (const { count, ...address } of tiles) {
      const alone = count > MOST_ROWS && address.z < deepest;
      parts.push({ address, deepest: alone ? address.z : deepest });
      if (!alone) continue;
      await divide(await occupied(address.z + 1, address));
    }
  };
  await divide(await occupied(first));
  return parts;
}

async function makePart(
  pool: Pool,
  workers: WorkerPool,
  { entry, visitor }: ArchiveRequest,
  { address, deepest }: Part,
): Promise<Uint8Array> {
  const plan = { box: vectorTileBox(address), ...(deepest === address.z ? { zoom: deepest } : {}) };
  const job = { collection: entry.collection, address, deepest };
  return readTile(pool, visitor, entry, plan, async ({ properties }, feed) => {
    // Read ahead of the threads, which have far more to do with them than the database.
    const pieces: Uint8Array[] = [];
    await feed((piece) => pieces.push(piece));
    return workers.run({ kind: 'pyramid', job, properties }, async (take) => pieces.forEach(take));
  });
}

/** The spools one after the other behind their directories; tiles with the same bytes are there once. */
async function assemble(
  work: string,
  { entry, zooms, extent, release }: ArchiveRequest,
  revision: number,
): Promise<Pick<ArchiveReport, 'tiles' | 'contents' | 'bytes'>> {
  const lines = await readJournal(work);
  const data = join(work, 'data');
  // Done at once, without waiting for each of many small tiles: this process serves nobody.
  const out = openSync(data, 'w');
  const entries: ArchiveEntry[] = [];
  const known = new Map<string, { offset: number; length: number }>();
  let dataBytes = 0;
  let tiles = 0;
  let seen: Extent = [180, 90, -180, -90];
  for (let z = zooms[0]; z <= zooms[1]; z++) {
    const made = lines.flatMap((line) => line.tiles.filter(([zoom]) => zoom === z));
    for (const { address, bytes } of tilesOfSpool(spoolOf(work, z), made)) {
      const hash = createHash('sha256').update(bytes).digest('base64');
      let place = known.get(hash);
      if (!place) {
        place = { offset: dataBytes, length: bytes.length };
        known.set(hash, place);
        writeSync(out, bytes);
        dataBytes += bytes.length;
      }
      const id = tileId(address);
      const last = entries.at(-1);
      if (last && last.offset === place.offset && last.id + last.run === id)
        entries[entries.length - 1] = { ...last, run: last.run + 1 };
      else entries.push({ id, ...place, run: 1 });
      tiles += 1;
      seen = united(seen, vectorTileBox(address, 0));
    }
  }
  closeSync(out);
  const head = archiveHead({
    metadata: gzipSync(
      JSON.stringify({
        name: entry.collection.title.zh,
        attribution: entry.theme.attribution.zh,
        version: `${release}.${revision}.0`,
        type: 'overlay',
        vector_layers: vectorLayers(entry.collection),
      }),
    ),
    entries,
    dataBytes,
    contents: known.size,
    zooms,
    extent: extent ?? seen,
  });
  const archive = await open(join(work, 'archive'), 'w');
  try {
    await archive.write(head);
    for await (const chunk of createReadStream(data)) await archive.write(chunk as Buffer);
    await archive.sync();
  } finally {
    await archive.close();
  }
  return { tiles, contents: known.size, bytes: head.length + dataBytes };
}

async function readJournal(work: string): Promise<JournalLine[]> {
  const text = await readFile(join(work, 'journal'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine);
}

function* tilesOfSpool(
  spool: string,
  tiles: readonly SpooledTile[],
): Generator<{ address: TileAddress; bytes: Uint8Array }> {
  if (tiles.length === 0) return;
  const file = openSync(spool, 'r');
  try {
    let at = 0;
    for (const [z, x, y, length] of tiles) {
      const bytes = new Uint8Array(length);
      readSync(file, bytes, 0, length, at);
      at += length;
      yield { address: { z, x, y }, bytes };
    }
  } finally {
    closeSync(file);
  }
}

async function revisionOf(pool: Pool, id: string): Promise<number> {
  const { rows } = await pool.query<{ revision: string }>('select revision from collection where id = $1', [
    id,
  ]);
  return Number(rows[0]?.revision ?? 0);
}

function spoolOf(work: string, z: number): string {
  return join(work, `zoom-${z}`);
}

function nameOf({ address: { z, x, y }, deepest }: Part): string {
  return `${z}/${x}/${y}-${deepest}`;
}

function united(a: Extent, b: Extent): Extent {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
