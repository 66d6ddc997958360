/** Makes files of other formats for tests, by GDAL, in a process of its own. argv: GeoJSON, folder, name, options of ogr2ogr. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import initGdal from 'gdal3.js/node.js';

const [file = '', folder = '', name = '', ...options] = process.argv.slice(2);
process.chdir(join(dirname(createRequire(import.meta.url).resolve('gdal3.js/node.js')), 'dist/package'));
const gdal = await initGdal({
  path: '.',
  dest: folder,
  useWorker: false,
  env: {},
  logHandler: () => {},
  errorHandler: (message) => console.error(message),
});
const [dataset] = (await gdal.open(file)).datasets;
if (!dataset) throw new Error(`${file} cannot be opened`);
await gdal.ogr2ogr(dataset, options, name);
process.exit(0);
