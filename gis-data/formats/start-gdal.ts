/** Starts GDAL, which is WebAssembly and may be started once in a process: its own faults can end it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import initGdal, { type Gdal } from 'gdal3.js/node.js';

/** Other drivers could be talked into opening files that nobody named. */
const SKIPPED_DRIVERS = 'OGR_VRT,VRT,PDF,WAsP,OGR_SDTS';

/**
 * @param folder receives what it writes; to its drivers it is `/output`
 * @param settings GDAL's configuration options
 * @param onComplaint told of its errors and warnings
 */
export async function startGdal(
  folder: string,
  settings: { readonly [name: string]: string },
  onComplaint: (message: string) => void,
): Promise<Gdal> {
  // The package looks for its own files in the working directory only.
  process.chdir(join(dirname(createRequire(import.meta.url).resolve('gdal3.js/node.js')), 'dist/package'));
  return initGdal({
    path: '.',
    dest: folder,
    useWorker: false,
    env: {
      GDAL_SKIP: SKIPPED_DRIVERS,
      OGR_SKIP: SKIPPED_DRIVERS,
      // Its own temporary files go to the disk too, not to memory.
      CPL_TMPDIR: '/output',
      GML_SKIP_RESOLVE_ELEMS: 'ALL',
      ...settings,
      // There are no threads in this build, and some drivers give up when they cannot start one.
      OGR2OGR_USE_ARROW_API: 'NO',
      OGR_GPKG_NUM_THREADS: '1',
    },
    logHandler: () => {},
    errorHandler: onComplaint,
  });
}
