import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import proj4 from 'proj4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGeoTiff } from '@twin/gis-data/demo/geotiff.ts';
import { describeRaster } from '@twin/gis-data/raster/describe-raster.ts';
import { geoidMetres, toEcef } from '../heights.ts';
import type { ElevationModel } from '../raster/ground-heights.ts';
import type { TileAddress } from '../tile-row.ts';
import { adaptiveMesh } from './adaptive-mesh.ts';
import { produceTerrain, WORLD_LEVEL } from './terrain.ts';

const PLANE = '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs';
const [WEST, NORTH, SIDE, CELL] = [441_000, 2_216_000, 600, 5];
/** Hills of 40 m; the sea's bed in the north. */
const heightAt = (x: number, y: number): number =>
  y < 100 ? -6 : 20 + 20 * Math.sin(x / 45) * Math.cos(y / 60);

type Decoded = {
  readonly u: number[];
  readonly v: number[];
  readonly height: number[];
  readonly triangles: number[];
  readonly edges: number[][];
  readonly normals: [number, number][];
  readonly low: number;
  readonly high: number;
};

/** As the format's own text describes it. */
function decode(bytes: Uint8Array): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [low, high] = [view.getFloat32(24, true), view.getFloat32(28, true)];
  const count = view.getUint32(88, true);
  let at = 92;
  const shorts = (length: number): number[] =>
    Array.from({ length }, () => {
      at += 2;
      return view.getUint16(at - 2, true);
    });
  const unfolded = (): number[] => {
    let value = 0;
    return shorts(count).map((code) => (value += (code >> 1) ^ -(code & 1)));
  };
  const [u, v, h] = [unfolded(), unfolded(), unfolded()];
  const triangleCount = view.getUint32(at, true);
  at += 4;
  let highest = 0;
  const triangles = shorts(3 * triangleCount).map((code) => {
    const index = highest - code;
    if (code === 0) highest++;
    return index;
  });
  const edges = Array.from({ length: 4 }, () => {
    at += 4;
    return shorts(view.getUint32(at - 4, true));
  });
  expect(view.getUint8(at)).toBe(1);
  expect(view.getUint32(at + 1, true)).toBe(2 * count);
  at += 5;
  const normals = Array.from({ length: count }, (): [number, number] => {
    at += 2;
    return [view.getUint8(at - 2), view.getUint8(at - 1)];
  });
  expect(at).toBe(bytes.length);
  return {
    u,
    v,
    height: h.map((one) => low + ((high - low) * one) / 32_767),
    triangles,
    edges,
    normals,
    low,
    high,
  };
}

describe('terrain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-terrain-'));
  let model: ElevationModel;
  beforeAll(async () => {
    const metres = Float32Array.from({ length: SIDE * SIDE }, (_, cell) =>
      heightAt((cell % SIDE) + 0.5, Math.floor(cell / SIDE) + 0.5),
    );
    const file = join(folder, 'hills.tif');
    writeFileSync(
      file,
      await encodeGeoTiff({
        width: SIDE,
        height: SIDE,
        bands: [metres],
        bandNames: ['elevation'],
        nodata: -9999,
        west: WEST,
        north: NORTH,
        cellMetres: CELL,
      }),
    );
    const { profile } = await describeRaster(file, folder, undefined);
    model = {
      image: {
        sha256: 'hills',
        files: [file],
        takenOn: null,
        profile: { ...profile, crs: { name: 'EPSG:4546', proj: PLANE } },
      },
      picture: { as: 'ramp', value: 'elevation', ramp: [], digits: 1 },
      floorMetres: 0,
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const middle = (z: number): TileAddress => {
    const [longitude, latitude] = proj4(PLANE).inverse([WEST + (SIDE * CELL) / 2, NORTH - (SIDE * CELL) / 2]);
    const size = 180 / 2 ** z;
    return { z, x: Math.floor((longitude + 180) / size), y: Math.floor((latitude + 90) / size) };
  };
  const tile = async (address: TileAddress): Promise<Decoded> =>
    decode(await produceTerrain({ address, models: [model] }));
  const degrees = ({ z, x, y }: TileAddress, u: number, v: number): [number, number] => [
    -180 + ((x + u / 32_767) * 180) / 2 ** z,
    -90 + ((y + v / 32_767) * 180) / 2 ** z,
  ];

  it('lies on the model within decimetres, above the ellipsoid, with far fewer triangles than cells', async () => {
    const address = middle(15);
    const { u, v, height, triangles } = await tile(address);
    for (const [vertex, metres] of height.entries()) {
      const [longitude, latitude] = degrees(address, u[vertex] ?? 0, v[vertex] ?? 0);
      const [x = 0, y = 0] = proj4(PLANE).forward([longitude, latitude]);
      const ground = Math.max(0, heightAt((x - WEST) / CELL, (NORTH - y) / CELL));
      expect(Math.abs(metres - ground - geoidMetres(longitude, latitude))).toBeLessThan(0.15);
    }
    expect(triangles.length / 3).toBeLessThan(0.75 * 2 * 64 * 64);
  });

  it('has triangles that cover the tile once, all facing up', async () => {
    for (const z of [0, 5, WORLD_LEVEL, 11, 15, 16]) {
      const { u, v, triangles } = await tile(middle(z));
      let area = 0;
      for (let at = 0; at < triangles.length; at += 3) {
        const [a = 0, b = 0, c = 0] = triangles.slice(at, at + 3);
        const one =
          ((u[b] ?? 0) - (u[a] ?? 0)) * ((v[c] ?? 0) - (v[a] ?? 0)) -
          ((u[c] ?? 0) - (u[a] ?? 0)) * ((v[b] ?? 0) - (v[a] ?? 0));
        expect(one).toBeGreaterThan(0);
        area += one / 2;
      }
      expect(area / 32_767 ** 2).toBeCloseTo(1, 3);
    }
  });

  it('meets its neighbours in the very same points, with the same slopes', async () => {
    for (const z of [9, 13, 16]) {
      const address = middle(z);
      const [here, east, north] = await Promise.all([
        tile(address),
        tile({ ...address, x: address.x + 1 }),
        tile({ ...address, y: address.y + 1 }),
      ]);
      const edge = (mesh: Decoded, side: number, along: 'u' | 'v'): unknown[] =>
        (mesh.edges[side] ?? []).map((vertex) => [mesh[along][vertex], mesh.normals[vertex]]);
      const heights = (mesh: Decoded, side: number): number[] =>
        (mesh.edges[side] ?? []).map((vertex) => mesh.height[vertex] ?? 0);
      expect(edge(here, 2, 'v')).toEqual(edge(east, 0, 'v'));
      expect(edge(here, 3, 'u')).toEqual(edge(north, 1, 'u'));
      // But for the steps in which each tile counts its heights.
      const step = Math.max(here.high - here.low, east.high - east.low, north.high - north.low) / 32_767;
      heights(here, 2).forEach((one, at) =>
        expect(Math.abs(one - (heights(east, 0)[at] ?? 0))).toBeLessThanOrEqual(step),
      );
      heights(here, 3).forEach((one, at) =>
        expect(Math.abs(one - (heights(north, 1)[at] ?? 0))).toBeLessThanOrEqual(step),
      );
    }
  });

  it('is the sea where the model is below it, runs out beyond the model, and is flat far away', async () => {
    const address = middle(13);
    const { u, v, height } = await tile({ ...address, x: address.x + 3 });
    height.forEach((metres, vertex) => {
      const [longitude, latitude] = degrees({ ...address, x: address.x + 3 }, u[vertex] ?? 0, v[vertex] ?? 0);
      expect(metres).toBeCloseTo(geoidMetres(longitude, latitude), 1);
    });
    const far = await tile(middle(12));
    far.height.forEach((metres, vertex) => {
      const [longitude, latitude] = degrees(middle(12), far.u[vertex] ?? 0, far.v[vertex] ?? 0);
      expect(metres - geoidMetres(longitude, latitude)).toBeGreaterThan(-0.05);
    });
  });

  it('follows the curve of the earth where it knows nothing', async () => {
    const { u, v, height, triangles } = decode(
      await produceTerrain({ address: { z: WORLD_LEVEL, x: 3, y: 140 }, models: [] }),
    );
    const at = (vertex: number): [number, number, number] => {
      const [longitude, latitude] = degrees({ z: WORLD_LEVEL, x: 3, y: 140 }, u[vertex] ?? 0, v[vertex] ?? 0);
      return toEcef(longitude, latitude, height[vertex] ?? 0);
    };
    for (let from = 0; from < triangles.length; from += 3) {
      const corners = triangles.slice(from, from + 3);
      const [longitude, latitude] = degrees(
        { z: WORLD_LEVEL, x: 3, y: 140 },
        corners.reduce((sum, vertex) => sum + (u[vertex] ?? 0) / 3, 0),
        corners.reduce((sum, vertex) => sum + (v[vertex] ?? 0) / 3, 0),
      );
      const true_ = toEcef(longitude, latitude, geoidMetres(longitude, latitude));
      const flat = corners
        .map(at)
        .reduce<number[]>((sum, one) => sum.map((value, axis) => value + (one[axis] ?? 0) / 3), [0, 0, 0]);
      expect(Math.hypot(...true_.map((value, axis) => value - (flat[axis] ?? 0)))).toBeLessThan(0.4);
    }
  });
});

describe('a mesh over a grid', () => {
  it('has as few triangles as its border allows where all is flat, and all of them where nothing is', () => {
    const flat = adaptiveMesh(64, () => 0, 1).length / 3;
    expect(flat).toBeLessThan(1100);
    expect(adaptiveMesh(64, () => 2, 1)).toHaveLength(3 * 2 * 64 * 64);
  });

  it('has no corner in the middle of another triangle’s side', () => {
    const triangles = adaptiveMesh(
      32,
      (point) => (point === 33 * 9 + 13 || point === 33 * 20 + 5 ? 2 : 0),
      1,
    );
    const sides = new Map<string, number>();
    for (let at = 0; at < triangles.length; at += 3) {
      const corners = triangles.slice(at, at + 3);
      corners.forEach((corner, place) => {
        const side = [corner, corners[(place + 1) % 3] ?? 0].toSorted((a, b) => a - b).join();
        sides.set(side, (sides.get(side) ?? 0) + 1);
      });
    }
    const isOnBorder = (side: string): boolean => {
      const [a = 0, b = 0] = side.split(',').map(Number);
      return [0, 32].some(
        (end) =>
          (a % 33 === end && b % 33 === end) || (Math.floor(a / 33) === end && Math.floor(b / 33) === end),
      );
    };
    // Each side within is that of two triangles.
    for (const [side, count] of sides) expect(count).toBe(isOnBorder(side) ? 1 : 2);
  });
});
