/** The process that reads the IFC files of strangers: gets one path by IPC, sends what is in the file, and ends. */
import { readFile } from 'node:fs/promises';
import { leaveProcess } from '@twin/gis-data/import/leave-process.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { IfcReading } from './ifc-reading.ts';
import { readIfc } from './read-ifc.ts';

export type ReaderMessage =
  | { readonly reading: IfcReading }
  | { readonly fault: { readonly code: string; readonly message: string; readonly hint: string } };

process.on('SIGINT', () => {}); // the terminal's Ctrl-C is for the parent, which ends this process
process.on('disconnect', leaveProcess);
process.once('message', (file: string) => {
  answer(file).then(
    (message) => process.send?.(message, undefined, undefined, leaveProcess),
    (error: unknown) => {
      console.error(error);
      leaveProcess();
    },
  );
});

/** What is no StoreError is a fault of the program: it goes to the error stream and ends the process. */
async function answer(file: string): Promise<ReaderMessage> {
  try {
    return { reading: await readIfc(await readFile(file)) };
  } catch (error) {
    if (error instanceof StoreError)
      return { fault: { code: error.code, message: error.message, hint: error.hint } };
    throw error;
  }
}
