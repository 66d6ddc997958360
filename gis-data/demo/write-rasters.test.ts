import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoPart } from './district.ts';
import { localMetres, lonLat, type Point } from './frame.ts';
import { elevationAt } from './ground.ts';
import { beside, must } from './line.ts';
import { makeDistrict } from './make-district.ts';
import { blocks, links } from './plan.ts';
import { centroid } from './polygon.ts';
import { writeRasters, type RasterFile } from './write-rasters.ts';

const HAS_GDAL = spawnSync('gdalinfo', ['--version']).status === 0;

describe('the rasters of the demo district', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-rasters-'));
  let district: Required<DemoPart>;
  let written: RasterFile[];
  beforeAll(async () => {
    district = await makeDistrict();
    written = await writeRasters(district, folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const pathOf = (key: string): string => join(folder, must(written.find((raster) => raster.key === key)).file);

  it('are whole files, nothing besides', () => {
    expect(readdirSync(join(folder, 'demo')).toSorted()).toEqual(['elevation.tif', 'imagery-2023.tif', 'imagery-2025.tif']);
  });

  it('are the same to the byte in every run', async () => {
    const again = await writeRasters(await makeDistrict(), folder);
    expect(again.map(({ sha256 }) => sha256)).toEqual(written.map(({ sha256 }) => sha256));
  }, 120_000);

  describe.skipIf(!HAS_GDAL)('as GDAL reads them (skipped where gdalinfo is not installed)', () => {
    /** Values of every band at points of the district, by GDAL's own reckoning from longitude and latitude. */
    const valuesAt = (key: string, points: readonly Point[]): number[][] => {
      const input = points.map((point) => lonLat(point).join(' ')).join('\n');
      const output = execFileSync('gdallocationinfo', ['-valonly', '-wgs84', pathOf(key)], { input, encoding: 'utf8' });
      const values = output.trim().split('\n').map(Number);
      const bands = values.length / points.length;
      return points.map((_, index) => values.slice(index * bands, (index + 1) * bands));
    };
    const ndvi = (year: number, points: readonly Point[]): number[] =>
      valuesAt(`imagery-${year}`, points).map(([red = 0, , , infrared = 0]) => (infrared - red) / (infrared + red));
    const median = (values: readonly number[]): number => must(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);
    const middleOf = (name: string): Point => centroid(must(blocks.find((block) => block.name === name)).ring);

    it('are tiled, compressed and in the grid of 111° E', () => {
      for (const [key, bands, type] of [['imagery-2023', 4, 'UInt16'], ['imagery-2025', 4, 'UInt16'], ['elevation', 1, 'Float32']] as const) {
        const info = JSON.parse(execFileSync('gdalinfo', ['-json', pathOf(key)], { encoding: 'utf8' }));
        expect(info.bands).toHaveLength(bands);
        expect(info.bands[0]).toMatchObject({ type, block: [256, 256], noDataValue: key === 'elevation' ? -9999 : 0 });
        expect(info.metadata.IMAGE_STRUCTURE.COMPRESSION).toBe('DEFLATE');
        expect(info.stac['proj:epsg'] ?? info.coordinateSystem.wkt).toSatisfy((found: unknown) => found === 4546 || String(found).includes('4546'));
      }
    });

    it('show parks green, asphalt not, water dark in the infrared', () => {
      const park = middleOf('南郊郊野公园');
      const ways = links.map(({ street, from, to }) => beside(street.line, (from + to) / 2, street.carriagewayMetres / 4));
      for (const year of [2023, 2025]) {
        expect(median(ndvi(year, [-40, -20, 0, 20, 40].map((step): Point => [park[0] + step, park[1] + step])))).toBeGreaterThan(0.4);
        expect(median(ndvi(year, ways))).toBeLessThan(0.15);
        expect(Math.max(...ndvi(year, [[500, 2850], middleOf('望海公园'), [1800, 2880]]))).toBeLessThan(0);
      }
    });

    it('lose a meadow to a building site between the dates, and gain where trees have grown', () => {
      const site = middleOf('西海岸三期工地');
      expect(must(ndvi(2023, [site])[0])).toBeGreaterThan(0.4);
      expect(must(ndvi(2025, [site])[0])).toBeLessThan(0.3);
      // Halfway between the crown's edge of today and that of two years ago.
      const wide = (district.tables['tree'] ?? []).filter((row) => row['form'] === 'broadleaf' && Number(row['crown_metres']) > 9);
      const edges = wide.map((row): Point => {
        if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
        const [longitude = 0, latitude = 0] = row.geom.coordinates;
        const [x, y] = localMetres(longitude, latitude);
        return [x + Number(row['crown_metres']) * 0.47, y];
      });
      const infrared = (year: number): number => valuesAt(`imagery-${year}`, edges).filter((values) => Number(values[3]) > 3000).length;
      expect(edges.length).toBeGreaterThan(500);
      expect(infrared(2025)).toBeGreaterThan(1.1 * infrared(2023));
    });

    it('have the heights of the ground, in the national datum', () => {
      const points: Point[] = [[301, 402], [1503, 1204], [2801, 2002], [500, 2850]];
      valuesAt('elevation', points).forEach(([metres = Number.NaN], index) => {
        const [x, y] = must(points[index]);
        expect(Math.abs(metres - elevationAt(x, y))).toBeLessThan(0.15);
      });
    });
  });
});
