/** Header and directories of a PMTiles archive, version 3. Pure: entries in, bytes out. */
import { gzipSync } from 'node:zlib';
import { ProtobufWriter } from '../protobuf-writer.ts';
import type { Extent } from '../place.ts';

/** Tiles with the same bytes that follow each other in number, from `id` on, `run` of them. */
export type ArchiveEntry = {
  readonly id: number;
  /** From the start of the tile data, bytes. */
  readonly offset: number;
  readonly length: number;
  readonly run: number;
};

export type ArchiveSummary = {
  readonly metadata: Uint8Array;
  readonly entries: readonly ArchiveEntry[];
  readonly dataBytes: number;
  /** Different tiles in the data. */
  readonly contents: number;
  readonly kind: keyof typeof KINDS;
  readonly zooms: readonly [number, number];
  readonly extent: Extent;
};

export const HEADER_BYTES = 127;
/** Header and root directory come with the first request of a client, which asks for so much. */
const FIRST_BYTES = 16_384;
const LEAF_ENTRIES = 4096;
const CLUSTERED = 1;
const NONE = 1;
const GZIP = 2;
/** Type and compression of the tiles. */
const KINDS = { mvt: [1, GZIP], png: [2, NONE], webp: [4, NONE] } as const;

/** All that stands before the tile data. */
export function archiveHead(summary: ArchiveSummary): Uint8Array {
  const { metadata, entries, dataBytes } = summary;
  const { root, leaves } = directories(entries);
  const parts = [root, metadata, leaves];
  const starts = parts.map(
    (_, index) => HEADER_BYTES + parts.slice(0, index).reduce((sum, part) => sum + part.length, 0),
  );
  const head = new Uint8Array(HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0));
  parts.forEach((part, index) => head.set(part, starts[index]));

  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode('PMTiles'));
  view.setUint8(7, 3);
  const words = [
    ...parts.flatMap((part, index) => [starts[index] ?? 0, part.length]),
    head.length,
    dataBytes,
    entries.reduce((sum, { run }) => sum + run, 0),
    entries.length,
    summary.contents,
  ];
  words.forEach((word, index) => view.setBigUint64(8 + 8 * index, BigInt(word), true));
  const [type, compression] = KINDS[summary.kind];
  [CLUSTERED, GZIP, compression, type, ...summary.zooms].forEach((byte, index) =>
    view.setUint8(96 + index, byte),
  );
  const [west, south, east, north] = summary.extent;
  const degree = (at: number, value: number): void => view.setInt32(at, Math.round(value * 1e7), true);
  [west, south, east, north].forEach((side, index) => degree(102 + 4 * index, side));
  view.setUint8(118, summary.zooms[0]);
  degree(119, (west + east) / 2);
  degree(123, (south + north) / 2);
  return head;
}

/** One directory while it fits into the first bytes; else a root that names leaves, as large as it must be. */
function directories(entries: readonly ArchiveEntry[]): { root: Uint8Array; leaves: Uint8Array } {
  const single = directory(entries);
  if (single.length <= FIRST_BYTES - HEADER_BYTES) return { root: single, leaves: new Uint8Array() };
  for (let size = LEAF_ENTRIES; ; size *= 2) {
    const leaves: Uint8Array[] = [];
    const pointers: ArchiveEntry[] = [];
    let offset = 0;
    for (let start = 0; start < entries.length; start += size) {
      const leaf = directory(entries.slice(start, start + size));
      // A run of none is a leaf.
      pointers.push({ id: entries[start]?.id ?? 0, offset, length: leaf.length, run: 0 });
      leaves.push(leaf);
      offset += leaf.length;
    }
    const root = directory(pointers);
    if (root.length <= FIRST_BYTES - HEADER_BYTES) return { root, leaves: Buffer.concat(leaves) };
  }
}

/** Column by column, numbers as differences, an offset that only continues as 0. */
function directory(entries: readonly ArchiveEntry[]): Uint8Array {
  const out = new ProtobufWriter();
  out.varint(entries.length);
  entries.forEach(({ id }, index) => out.varint(id - (entries[index - 1]?.id ?? 0)));
  for (const { run } of entries) out.varint(run);
  for (const { length } of entries) out.varint(length);
  entries.forEach(({ offset }, index) => {
    const before = entries[index - 1];
    out.varint(before && offset === before.offset + before.length ? 0 : offset + 1);
  });
  return gzipSync(out.written());
}
