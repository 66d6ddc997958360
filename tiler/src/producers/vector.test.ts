import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { TileAddress, TileRow } from '../tile-row.ts';
import { packRows } from '../pack-rows-for-tests.ts';
import { produceVector } from './vector.ts';

/** Little-endian ISO WKB of a polygon of degrees, written independently of the reader. */
function polygonWkb(rings: [number, number][][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(9 + rings.reduce((sum, ring) => sum + 4 + ring.length * 16, 0)));
  view.setUint8(0, 1);
  view.setUint32(1, 3, true);
  view.setUint32(5, rings.length, true);
  let at = 9;
  for (const ring of rings) {
    view.setUint32(at, ring.length, true);
    at += 4;
    for (const [x, y] of ring) {
      view.setFloat64(at, x, true);
      view.setFloat64(at + 8, y, true);
      at += 16;
    }
  }
  return new Uint8Array(view.buffer);
}

const produce = (address: TileAddress, rows: readonly TileRow[]): Uint8Array =>
  produceVector('parks', address, packRows(rows), ['area', 'name']);
const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes)).layers['parks'];
const row = (rings: [number, number][][]) => ({
  gid: 7,
  id: 'P7',
  wkb: polygonWkb(rings),
  properties: { area: 12.5, name: '公园' },
});

describe('a vector tile', () => {
  it('places a square where web mercator says, winds its rings and keeps id and properties', () => {
    const tile = read(
      produce({ z: 1, x: 1, y: 0 }, [
        row([
          [
            [45, 0],
            [135, 0],
            [135, 66.51326044311186],
            [45, 66.51326044311186],
            [45, 0],
          ],
          [
            [80, 30],
            [80, 40],
            [100, 40],
            [100, 30],
            [80, 30],
          ],
        ]),
      ]),
    );
    const feature = tile?.feature(0);
    expect(feature?.id).toBe(7);
    expect(feature?.properties).toEqual({ id: 'P7', area: 12.5, name: '公园' });
    const rings = feature?.loadGeometry().map((ring) => ring.map(({ x, y }) => [x, y])) ?? [];
    // 45° and 135° of 0° to 180° are a quarter and three quarters; 66.51° is half way up to the pole of the square.
    expect(new Set(rings[0]?.map((point) => point.join()))).toEqual(
      new Set(['1024,4096', '3072,4096', '3072,2048', '1024,2048']),
    );
    expect(rings).toHaveLength(2);
    const area = (ring: number[][]): number =>
      ring
        .slice(1)
        .reduce(
          (sum, [x = 0, y = 0], index) => sum + (ring[index]?.[0] ?? 0) * y - x * (ring[index]?.[1] ?? 0),
          0,
        );
    expect(Math.sign(area(rings[0] ?? []))).toBe(1);
    expect(Math.sign(area(rings[1] ?? []))).toBe(-1);
  });

  it('is empty when nothing of the rows lies in it', () => {
    expect(
      produce({ z: 10, x: 0, y: 0 }, [
        row([
          [
            [45, 0],
            [46, 0],
            [46, 1],
            [45, 0],
          ],
        ]),
      ]),
    ).toHaveLength(0);
  });

  it('drops what is smaller than a quarter of a pixel', () => {
    expect(
      produce({ z: 0, x: 0, y: 0 }, [
        row([
          [
            [45, 0],
            [45.001, 0],
            [45.001, 0.001],
            [45, 0],
          ],
        ]),
      ]),
    ).toHaveLength(0);
  });

  it('refuses a geometry whose bytes end early', () => {
    expect(() =>
      produce({ z: 0, x: 0, y: 0 }, [
        {
          ...row([]),
          wkb: polygonWkb([
            [
              [1, 1],
              [2, 2],
              [3, 1],
              [1, 1],
            ],
          ]).subarray(0, 40),
        },
      ]),
    ).toThrow(RangeError);
  });

  it('is the same, byte for byte, in whatever order its rows come', () => {
    const square = (gid: number) => ({
      ...row([
        [
          [gid, 10],
          [gid + 8, 10],
          [gid + 8, 20],
          [gid, 20],
          [gid, 10],
        ],
      ]),
      gid,
      id: `P${gid}`,
    });
    const [a, b, c] = [square(1), square(12), square(30)];
    const address = { z: 1, x: 1, y: 0 };
    expect(produce(address, [c, a, b])).toEqual(produce(address, [a, b, c]));
    expect(read(produce(address, [c, a, b]))?.feature(0).id).toBe(1);
  });
});
