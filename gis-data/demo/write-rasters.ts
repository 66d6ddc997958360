/** Writes the district's imagery of two dates and its elevation model into a folder. */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoPart } from './district.ts';
import { elevationModel } from './elevation-model.ts';
import { encodeGeoTiff, type Raster } from './geotiff.ts';
import { imagery } from './imagery.ts';

export type RasterFile = {
  /** Of its row in `source`, after the district's own. */
  readonly key: string;
  readonly title: string;
  /** Within the data folder. */
  readonly file: string;
  readonly sha256: string;
  readonly observedOn: string;
};

const FOLDER = 'demo';
const RASTERS: readonly { key: string; title: string; observedOn: string; make: (district: Required<DemoPart>) => Raster }[] = [
  { key: 'imagery-2023', title: '北岸示范区 四波段影像 2023(演示)', observedOn: '2023-11-08', make: (district) => imagery(district, 2023) },
  { key: 'imagery-2025', title: '北岸示范区 四波段影像 2025(演示)', observedOn: '2025-12-03', make: (district) => imagery(district, 2025) },
  { key: 'elevation', title: '北岸示范区 数字高程模型(演示)', observedOn: '2025-11-06', make: () => elevationModel() },
];

/** Overwrites what is there; a file is whole or not there at all. */
export async function writeRasters(district: Required<DemoPart>, dataDir: string, progress: (name: string) => void = () => {}): Promise<RasterFile[]> {
  await mkdir(join(dataDir, FOLDER), { recursive: true });
  const written: RasterFile[] = [];
  for (const { key, title, observedOn, make } of RASTERS) {
    progress(key);
    const bytes = await encodeGeoTiff(make(district));
    const file = `${FOLDER}/${key}.tif`;
    await writeFile(join(dataDir, `${file}.part`), bytes);
    await rename(join(dataDir, `${file}.part`), join(dataDir, file));
    written.push({ key, title, file, sha256: createHash('sha256').update(bytes).digest('hex'), observedOn });
  }
  return written;
}
