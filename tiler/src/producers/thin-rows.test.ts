import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { packRows } from '../pack-rows-for-tests.ts';
import type { TileAddress, TileRow } from '../tile-row.ts';
import { thinRows } from './thin-rows.ts';
import { produceVector, rowsInOrder } from './vector.ts';

/** Little-endian WKB of a point or a line of degrees. */
function wkb(...positions: readonly (readonly [number, number])[]): Uint8Array {
  const isPoint = positions.length === 1;
  const head = isPoint ? 5 : 9;
  const view = new DataView(new ArrayBuffer(head + positions.length * 16));
  view.setUint8(0, 1);
  view.setUint32(1, isPoint ? 1 : 2, true);
  if (!isPoint) view.setUint32(5, positions.length, true);
  positions.forEach(([x, y], index) => {
    view.setFloat64(head + index * 16, x, true);
    view.setFloat64(head + 8 + index * 16, y, true);
  });
  return new Uint8Array(view.buffer);
}

const row = (gid: number, name: string, ...positions: readonly (readonly [number, number])[]): TileRow => ({
  gid,
  id: `F${gid}`,
  wkb: wkb(...positions),
  properties: { name },
});

function tileOf(address: TileAddress, source: readonly TileRow[]) {
  const packed = packRows(source);
  const { rows, chosen, fields } = thinRows(packed, rowsInOrder(packed.gids), address, ['name']);
  const bytes = produceVector('things', address, rows, fields, chosen);
  const layer = bytes.length > 0 ? new VectorTile(new PbfReader(bytes)).layers['things'] : undefined;
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
    const feature = layer?.feature(index);
    return { ...feature?.properties, shape: feature?.loadGeometry() ?? [] };
  });
}

/** The tile of zoom 10 that begins at 110.390625° E; a pixel of it is some 0.0007°. */
const LOW = { z: 10, x: 826, y: 453 };

describe('points at a low zoom', () => {
  const crowd = [
    row(1, 'a', [110.5, 20.1]),
    row(2, 'b', [110.5001, 20.1]),
    row(3, 'c', [110.5, 20.1001]),
    row(4, 'd', [110.6, 20.2]),
  ];

  it('that would lie on each other are one, which has the first one’s name and their number', () => {
    const [first, second, ...others] = tileOf(LOW, crowd);
    expect(first).toMatchObject({ id: 'F1', name: 'a', point_count: 3 });
    expect(second).toMatchObject({ id: 'F4', name: 'd' });
    expect(second).not.toHaveProperty('point_count');
    expect(others).toEqual([]);
  });

  it('are all there from zoom 14 on', () => {
    const z14 = { z: 14, x: Math.floor(((110.5 + 180) / 360) * 2 ** 14), y: 0 };
    const y = Math.floor((0.5 - Math.asinh(Math.tan((20.1 * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** 14);
    expect(tileOf({ ...z14, y }, crowd)).toHaveLength(3);
  });

  it('add up to what there is, over a tile and those beside it', () => {
    const many = Array.from({ length: 5000 }, (_, n) =>
      row(n, 'x', [110.39 + ((n * 7919) % 5000) * 0.0001, 20 + ((n * 104_729) % 5000) * 0.0001]),
    );
    const around = [-1, 0, 1, 2].flatMap((dx) =>
      [-2, -1, 0, 1, 2].map((dy) => ({ ...LOW, x: LOW.x + dx, y: LOW.y + dy })),
    );
    const counted = around
      .flatMap((address) => tileOf(address, many))
      .reduce((sum, point) => sum + Number('point_count' in point ? point.point_count : 1), 0);
    expect(counted).toBe(5000);
  });
});

describe('lines at a low zoom', () => {
  const [a, b, c, d, e] = [
    [110.4, 20.1],
    [110.45, 20.12],
    [110.5, 20.1],
    [110.55, 20.12],
    [110.5, 20.2],
  ] as const;

  it('that go on in each other with the same attributes are one, whichever way they run', () => {
    const street = [row(1, 'x', a, b), row(2, 'x', c, b), row(3, 'x', c, d)];
    const merged = tileOf(LOW, street);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({ id: 'F1', name: 'x' });
    expect(merged[0]?.shape.map((line) => line.length)).toEqual([4]);
  });

  it('stay apart where attributes differ, and where three meet', () => {
    expect(tileOf(LOW, [row(1, 'x', a, b), row(2, 'y', b, c)])).toHaveLength(2);
    expect(tileOf(LOW, [row(1, 'x', a, b), row(2, 'x', b, c), row(3, 'x', b, e)])).toHaveLength(3);
  });

  it('that go round are one ring, and lose nothing of their length', () => {
    const ring = [row(1, 'x', a, b), row(2, 'x', b, c), row(3, 'x', c, e), row(4, 'x', e, a)];
    const [one, ...more] = tileOf(LOW, ring);
    expect(more).toEqual([]);
    expect(one?.shape.map((line) => line.length)).toEqual([5]);
    const lengthOf = (features: ReturnType<typeof tileOf>): number =>
      features
        .flatMap(({ shape }) => shape)
        .reduce(
          (sum, line) =>
            line.reduce(
              (length, point, at) =>
                at === 0
                  ? length
                  : length + Math.hypot(point.x - (line[at - 1]?.x ?? 0), point.y - (line[at - 1]?.y ?? 0)),
              sum,
            ),
          0,
        );
    const apart = tileOf(
      LOW,
      ring.map((line, at) => ({ ...line, properties: { name: String(at) } })),
    );
    expect(lengthOf(one ? [one] : [])).toBeCloseTo(lengthOf(apart), 6);
  });

  it('are left alone by what is no line: an empty one, one of a point, several in one', () => {
    expect(
      tileOf(LOW, [
        row(1, 'x', a, b),
        { ...row(2, 'x', a, b), wkb: new Uint8Array([1, 2, 0, 0, 0, 0, 0, 0, 0]) },
      ]),
    ).toHaveLength(1);
  });
});
