/**
 * Tiles of images and of terrain through the service: cold, each asked for the first time, and warm from memory. Beside the
 * pictures GDAL warps the same tiles of the same file, a process for each.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadDemoRasters, RASTERS } from '@twin/api/src/start/demo-rasters.ts';
import { makeDistrict } from '@twin/gis-data/demo/make-district.ts';
import { writeRasters } from '@twin/gis-data/demo/write-rasters.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import { createTileService, type TileAnswer } from '@twin/tiler/src/tile-service.ts';
import { quantile, secondsOf, type Bench, type Measurement } from './measurement.ts';

/** The middle of the demo's images. */
const [LONGITUDE, LATITUDE] = [110.449, 20.03];
const HALF_WORLD_METRES = 20_037_508.342_789_2;
const ZOOMS = [13, 14, 15, 16, 17];
const TERRAIN_LEVELS = [8, 10, 12, 14, 15, 16];
const EVERYBODY = { grade: 'public' } as const;
type Address = { readonly z: number; readonly x: number; readonly y: number };

export const raster: Bench = async ({ scratch, postgresqlUrl }) => {
  const database = await openFreshCity(postgresqlUrl, scratch);
  const { pool } = database;
  const written = await writeRasters(await makeDistrict(), scratch);
  await loadDemoRasters(pool, written, scratch, () => {});
  const service = createTileService({
    pool,
    cacheDir: join(scratch, 'raster-tiles'),
    archiveDir: scratch,
    rasterDir: join(scratch, RASTERS),
    threads: 1,
  });
  const rows: Measurement[] = [];
  const measure = async (
    what: string,
    addresses: readonly Address[],
    ask: (address: Address) => Promise<TileAnswer>,
    peer?: { readonly name: string; readonly value: number },
  ): Promise<void> => {
    let bytes = 0;
    const load = async (address: Address): Promise<number> =>
      1000 *
      (await secondsOf(async () => {
        bytes += (await (await ask(address)).load()).length;
      }));
    const cold: number[] = [];
    for (const address of addresses) cold.push(await load(address));
    const kilobytes = bytes / addresses.length / 1000;
    const warm: number[] = [];
    for (const address of addresses) warm.push(await load(address));
    rows.push(
      {
        what: `${what}, cold, half of them within`,
        value: quantile(cold, 0.5),
        unit: 'ms',
        ...(peer ? { peer } : {}),
      },
      { what: 'nineteen of twenty within', value: quantile(cold, 0.95), unit: 'ms' },
      { what: 'warm', value: quantile(warm, 0.5), unit: 'ms' },
      { what: 'size', value: kilobytes, unit: 'kB' },
    );
  };
  try {
    // What reads and writes images is loaded by the first one.
    await (await service.picture('imagery', { z: 12, x: 3304, y: 1814 }, EVERYBODY, 'webp')).load();
    const pictures = ZOOMS.flatMap((z) => around(z, 2 ** z, mercatorRow));
    await measure(
      'true colour',
      pictures,
      (at) => service.picture('imagery', at, EVERYBODY, 'webp'),
      warpedByGdal(pictures, join(scratch, written[1]?.file ?? '')),
    );
    await measure('vegetation index', pictures, (at) => service.picture('ndvi', at, EVERYBODY, 'webp'));
    await measure('change between two images', pictures, (at) =>
      service.picture('ndvi-change', at, EVERYBODY, 'webp'),
    );
    const cells = TERRAIN_LEVELS.flatMap((z) => around(z, 2 ** (z + 1), geographicRow));
    await measure('terrain', cells, (at) => service.terrain(at));
  } finally {
    await service.close();
    await database.close();
  }
  return rows;
};

/** Nine tiles at the middle of the images; one where they are larger. */
function around(z: number, columns: number, rowOf: (z: number) => number): Address[] {
  const [x, y] = [Math.floor((LONGITUDE / 360 + 0.5) * columns), rowOf(z)];
  const offsets = z < 14 ? [0] : [-1, 0, 1];
  return offsets.flatMap((dx) => offsets.map((dy) => ({ z, x: x + dx, y: y + dy })));
}

function mercatorRow(z: number): number {
  return Math.floor((0.5 - Math.asinh(Math.tan((LATITUDE * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z);
}

function geographicRow(z: number): number {
  return Math.floor(((LATITUDE + 90) / 180) * 2 ** z);
}

function warpedByGdal(
  addresses: readonly Address[],
  file: string,
): { readonly name: string; readonly value: number } | undefined {
  const times: number[] = [];
  for (const { z, x, y } of addresses) {
    const side = (2 * HALF_WORLD_METRES) / 2 ** z;
    const [west, north] = [x * side - HALF_WORLD_METRES, HALF_WORLD_METRES - y * side];
    const began = performance.now();
    const { status } = spawnSync('gdalwarp', [
      '-q',
      '-t_srs',
      'EPSG:3857',
      '-te',
      String(west),
      String(north - side),
      String(west + side),
      String(north),
      '-ts',
      '256',
      '256',
      '-r',
      'bilinear',
      '-overwrite',
      file,
      `${file}.warped.tif`,
    ]);
    if (status !== 0) return undefined;
    times.push(performance.now() - began);
  }
  return { name: 'gdalwarp', value: quantile(times, 0.5) };
}
