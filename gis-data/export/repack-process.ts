/** The process that has GDAL write a file of one layer anew in another format. One job by IPC. */
import { startGdal } from '../formats/start-gdal.ts';
import { leaveProcess } from '../import/leave-process.ts';

export type RepackJob = {
  /** A file of one layer. */
  readonly file: string;
  /** Empty, and the process's own. */
  readonly folder: string;
  /** Name of what is written there, without its ending. */
  readonly name: string;
  /** Arguments of `ogr2ogr`. */
  readonly options: readonly string[];
};

export type Repacked = { readonly written: true };

process.on('SIGINT', () => {}); // the terminal's Ctrl-C is for the parent, which ends this process
process.on('disconnect', leaveProcess);
// The package that GDAL comes in lets some of its failures escape its promises, as plain objects.
process.on('unhandledRejection', fail);
process.once('message', (job: RepackJob) => {
  repack(job).then(() => process.send?.({ written: true }, undefined, undefined, leaveProcess), fail);
});

async function repack({ file, folder, name, options }: RepackJob): Promise<void> {
  const gdal = await startGdal(folder, {}, () => {});
  const [dataset] = (await gdal.open(file)).datasets;
  if (!dataset) throw new Error(`GDAL does not open ${file}`);
  await gdal.ogr2ogr(dataset, options, name);
  await gdal.close(dataset);
}

/** What was written here a moment ago can be read: that it cannot is a fault of the program. */
function fail(reason: unknown): void {
  console.error(reason);
  leaveProcess();
}
