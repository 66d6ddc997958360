/** The images of the demo district: written as GeoTIFFs, and imported like any other. */
import { join } from 'node:path';
import type pg from 'pg';
import { importFiles, type ImportRequest } from '@twin/gis-data/import/import-files.ts';
import { addDemoSource, DEMO_SOURCE } from '@twin/gis-data/store/load-district.ts';
import type { RasterFile } from '@twin/gis-data/demo/write-rasters.ts';

/** Folder within the data folder that keeps the images. */
export const RASTERS = 'rasters';

export async function hasDemoRasters(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from feature where collection = 'elevation-models' and source_id = (select id from source where key = $1)`,
    [`${DEMO_SOURCE}/elevation`],
  );
  return rowCount === 1;
}

/** @returns number of images */
export async function loadDemoRasters(
  pool: pg.Pool,
  written: readonly RasterFile[],
  dataDir: string,
  progress: (title: string) => void,
): Promise<number> {
  for (const raster of written) {
    const { key, title, file, observedOn } = raster;
    progress(key);
    const request: ImportRequest = {
      files: [join(dataDir, file)],
      target: {},
      wishes: { map: [], set: new Map([['title', title]]) },
      crs: {},
      columns: {},
      source: DEMO_SOURCE,
      licence: '演示数据,不得用于决策',
      attribution: '演示数据',
      observedAt: observedOn,
      workFolder: join(dataDir, 'imports', 'work'),
      rasterFolder: join(dataDir, RASTERS),
      dryRun: false,
      sure: true,
    };
    for await (const report of importFiles(pool, request, {
      confirm: async () => true,
      progress: () => {},
    })) {
      if ('failed' in report) throw report.failed;
    }
    await addDemoSource(pool, raster);
  }
  return written.length;
}
