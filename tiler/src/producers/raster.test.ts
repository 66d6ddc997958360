import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import proj4 from 'proj4';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGeoTiff } from '@twin/gis-data/demo/geotiff.ts';
import { describeRaster } from '@twin/gis-data/raster/describe-raster.ts';
import type { KeptImage } from '@twin/gis-data/raster/kept-image.ts';
import { NDVI_CHANGE_RAMP, NDVI_RAMP } from '@twin/gis-data/themes/greening-remote-sensing/ndvi.ts';
import { tileGrid } from '../raster/tile-grid.ts';
import { producePicture, valuesOf } from './raster.ts';

/** EPSG:4546 as PROJ writes it. */
const GRID = '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs';
const NODATA = 65_535;
const [WEST, NORTH, SIDE, CELL] = [441_000, 2_216_000, 400, 4];
const NDVI = { as: 'ramp', value: '(nir - red) / (nir + red)', ramp: NDVI_RAMP, digits: 2 } as const;

/** Red and near infrared by a cell's middle in the image's frame, cells; NODATA where it is hidden. */
type Scene = (column: number, row: number) => readonly [red: number, nir: number];

describe('pictures of an image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-raster-'));
  const written = new Map<string, KeptImage>();
  const write = async (name: string, takenOn: string | null, scene: Scene): Promise<void> => {
    const [red, nir, other] = [0, 1, 2].map(() => new Uint16Array(SIDE * SIDE));
    if (!red || !nir || !other) throw new Error('three bands are made');
    for (let cell = 0; cell < SIDE * SIDE; cell++)
      [red[cell], nir[cell]] = scene((cell % SIDE) + 0.5, Math.floor(cell / SIDE) + 0.5) as [number, number];
    const file = join(folder, `${name}.tif`);
    writeFileSync(
      file,
      await encodeGeoTiff({
        width: SIDE,
        height: SIDE,
        bands: [red, red.slice(), red.slice(), nir],
        bandNames: ['red', 'green', 'blue', 'nir'],
        nodata: NODATA,
        west: WEST,
        north: NORTH,
        cellMetres: CELL,
      }),
    );
    const { profile, crs } = await describeRaster(file, folder, undefined);
    expect(crs).toBe('EPSG:4546');
    written.set(name, {
      sha256: name,
      files: [file],
      takenOn,
      profile: { ...profile, crs: { name: 'EPSG:4546', proj: GRID } },
    });
  };
  const image = (name: string): KeptImage => {
    const found = written.get(name);
    if (!found) throw new Error(`${name} was not written`);
    return found;
  };
  beforeAll(async () => {
    await write('slope', '2025-01-01', (column, row) => [1000 + 5 * column, 3000 - 2 * row]);
    await write('half', '2023-01-01', (column) => (column < SIDE / 2 ? [1000, 3000] : [NODATA, NODATA]));
    await write('even', '2024-06-01', () => [1000, 3000]);
    await write('bare', '2021-06-01', () => [2000, 2000]);
    await write('undated', null, () => [2000, 2000]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The tile with the image's middle. */
  const middle = (z: number): { z: number; x: number; y: number } => {
    const [longitude, latitude] = proj4(GRID).inverse([WEST + (SIDE * CELL) / 2, NORTH - (SIDE * CELL) / 2]);
    const sine = Math.sin((latitude * Math.PI) / 180);
    return {
      z,
      x: Math.floor((longitude / 360 + 0.5) * 2 ** z),
      y: Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z),
    };
  };
  const decoded = async (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).ensureAlpha().raw().toBuffer();

  it.each([15, 16, 17, 19])(
    'at zoom %i have the NDVI that a straightforward computation gives',
    async (z) => {
      const grid = tileGrid(middle(z), 256);
      const values = await valuesOf(NDVI, [image('slope')], grid);
      let compared = 0;
      for (let point = 0; point < 256 * 256; point += 7) {
        const [x, y] = proj4(GRID).forward([...grid.lonLatAt(point % 256, Math.floor(point / 256))]);
        const [column, row] = [((x ?? 0) - WEST) / CELL, (NORTH - (y ?? 0)) / CELL];
        const isInside = Math.min(column, row, SIDE - column, SIDE - row) > 0.5;
        if (!isInside) continue;
        const [red, nir] = [1000 + 5 * column, 3000 - 2 * row];
        expect(values?.[point]).toBeCloseTo((nir - red) / (nir + red), 3);
        compared++;
      }
      expect(compared).toBeGreaterThan(1000);
    },
  );

  it('are coloured as the ramp says, to the bit in both formats', async () => {
    for (const format of ['png', 'webp'] as const) {
      const pixels = await decoded(
        await producePicture({ format, picture: NDVI, address: middle(17), images: [image('even')] }),
      );
      // NDVI 0.5 is a stop of the ramp.
      const colour = NDVI_RAMP.find(([ndvi]) => ndvi === 0.5)?.[1];
      expect(`#${pixels.subarray(0, 3).toString('hex').toUpperCase()}`).toBe(colour);
      expect(pixels[3]).toBe(255);
    }
  });

  it('are transparent where the image has nothing, and show the one below there', async () => {
    const address = middle(13);
    const covered = async (images: readonly KeptImage[]): Promise<number> => {
      const values = await valuesOf(NDVI, images, tileGrid(address, 256));
      return values?.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) ?? 0;
    };
    const [half, whole] = [await covered([image('half')]), await covered([image('half'), image('bare')])];
    expect(half / whole).toBeCloseTo(0.5, 1);
    expect(whole).toBe(await covered([image('even')]));
  });

  it('of a change say what the latest has more than the earliest, and nothing where there is only one date', async () => {
    const change = { ...NDVI, ramp: NDVI_CHANGE_RAMP, change: true } as const;
    const grid = tileGrid(middle(17), 256);
    const values = await valuesOf(change, [image('even'), image('half'), image('bare')], grid);
    expect(values?.[0]).toBeCloseTo(0.5, 5);
    expect(await valuesOf(change, [image('even')], grid)).toBeUndefined();
    expect(await valuesOf(change, [image('even'), image('undated')], grid)).toBeUndefined();
  });

  it('of a far zoom are the mean of what they show, and small', async () => {
    const values = await valuesOf(NDVI, [image('slope')], tileGrid(middle(9), 256));
    const found = [...(values ?? [])].filter(Number.isFinite);
    expect(found.length).toBeGreaterThan(10);
    expect(found.length).toBeLessThan(80);
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    // Red 2000, near infrared 2600 in the middle.
    expect(mean).toBeCloseTo(600 / 4600, 1);
  });

  it('are nothing beside the image', async () => {
    const address = { ...middle(15), x: middle(15).x + 3 };
    expect(
      await producePicture({ format: 'webp', picture: NDVI, address, images: [image('even')] }),
    ).toHaveLength(0);
  });
});
