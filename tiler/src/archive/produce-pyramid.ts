/** A vector tile and everything below it down to a zoom, from rows that are read once. */
import { gzipSync } from 'node:zlib';
import type { Collection } from '@twin/gis-data/theme.ts';
import { BUFFER_SHARE } from '@twin/gis-data/tile-version.ts';
import { produceVectorTile } from '../producers/vector-tile.ts';
import { rowsInOrder } from '../producers/vector.ts';
import type { TileAddress } from '../tile-row.ts';
import { valueAt, type TileRows } from '../tile-rows.ts';
import { forEachPath } from '../wkb.ts';
import { childrenInOrder } from './tile-id.ts';

/** Zoom, column, row and length before each tile's bytes. */
const FRAME_BYTES = 13;

export type PyramidJob = {
  readonly collection: Collection;
  readonly address: TileAddress;
  readonly deepest: number;
  readonly rows: TileRows;
};

/** @returns frames of gzipped tiles, read by {@link eachTile}: on each zoom in the order of the archive */
export function producePyramid({ collection, address, deepest, rows }: PyramidJob): Uint8Array {
  const boxes = boxesOf(rows);
  const frames: Uint8Array[] = [];
  const descend = (tile: TileAddress, chosen: Uint32Array): void => {
    const bytes = produceVectorTile(collection, tile, rows, chosen);
    if (bytes.length > 0) frames.push(frameOf(tile, gzipSync(bytes)));
    if (tile.z >= deepest) return;
    for (const child of childrenInOrder(tile)) {
      const inside = chosen.filter((row) => meets(boxes, row, child));
      if (inside.length > 0) descend(child, inside);
    }
  };
  descend(address, rowsInOrder(rows.gids));
  // In memory of its own, which can be handed to another thread: that of a small Buffer is shared.
  return new Uint8Array(Buffer.concat(frames));
}

export function* eachTile(frames: Uint8Array): Generator<{ address: TileAddress; bytes: Uint8Array }> {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
  for (let at = 0; at < frames.length;) {
    const length = view.getUint32(at + 9);
    const address = { z: view.getUint8(at), x: view.getUint32(at + 1), y: view.getUint32(at + 5) };
    yield { address, bytes: frames.subarray(at + FRAME_BYTES, at + FRAME_BYTES + length) };
    at += FRAME_BYTES + length;
  }
}

export function frameOf({ z, x, y }: TileAddress, bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_BYTES + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, z);
  view.setUint32(1, x);
  view.setUint32(5, y);
  view.setUint32(9, bytes.length);
  frame.set(bytes, FRAME_BYTES);
  return frame;
}

/** West, north, east, south of each row in shares of the world, from the north-west corner; NaN for a row without a place. */
function boxesOf(rows: TileRows): Float64Array {
  const boxes = new Float64Array(4 * rows.gids.length);
  for (let row = 0; row < rows.gids.length; row++) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    forEachPath(valueAt(rows, rows.wkb, row), ({ view, at, count, stride, little }) => {
      for (let index = 0, place = at; index < count; index++, place += stride) {
        const longitude = view.getFloat64(place, little);
        const latitude = view.getFloat64(place + 8, little);
        if (longitude < west) west = longitude;
        if (longitude > east) east = longitude;
        if (latitude < south) south = latitude;
        if (latitude > north) north = latitude;
      }
    });
    boxes[4 * row] = west / 360 + 0.5;
    boxes[4 * row + 1] = downShare(north);
    boxes[4 * row + 2] = east / 360 + 0.5;
    boxes[4 * row + 3] = downShare(south);
  }
  return boxes;
}

function downShare(latitude: number): number {
  const sine = Math.sin((Math.min(89.9, Math.max(-89.9, latitude)) * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
}

function meets(boxes: Float64Array, row: number, { z, x, y }: TileAddress): boolean {
  const side = 2 ** -z;
  return (
    (boxes[4 * row + 2] ?? Number.NaN) >= (x - BUFFER_SHARE) * side &&
    (boxes[4 * row] ?? Number.NaN) <= (x + 1 + BUFFER_SHARE) * side &&
    (boxes[4 * row + 3] ?? Number.NaN) >= (y - BUFFER_SHARE) * side &&
    (boxes[4 * row + 1] ?? Number.NaN) <= (y + 1 + BUFFER_SHARE) * side
  );
}
