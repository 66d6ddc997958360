/** An import in a process of its own, which tests kill: tells its parent each stage. argv: file, data folder, database URL. */
import { join } from 'node:path';
import { openDatabase } from '../store/connect.ts';
import { importFiles } from './import-files.ts';

const [file = '', dataDir = '', databaseUrl = ''] = process.argv.slice(2);
const database = await openDatabase({ databaseUrl: databaseUrl || undefined, dataDir, join: true });
const request = {
  files: [file],
  target: { theme: 'street-lighting' },
  wishes: { map: [], set: new Map<string, string>() },
  crs: {},
  columns: {},
  workFolder: join(dataDir, 'imports'),
  rasterFolder: join(dataDir, 'rasters'),
  dryRun: false,
  sure: true,
};
for await (const report of importFiles(database.pool, request, {
  confirm: async () => true,
  progress: (stage) => process.send?.(stage),
})) {
  if ('failed' in report) throw report.failed;
}
await database.close();
process.disconnect();
