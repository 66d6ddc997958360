/** A folder for what a run of the import unpacks. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

/** `run-1234-x7Yz`: by the process that unpacks there. */
const WORK_FOLDER = /^run-(\d+)-/;

/** The folders of runs that were killed go. */
export function openWorkFolder(root: string): string {
  mkdirSync(root, { recursive: true });
  for (const name of readdirSync(root)) {
    const pid = WORK_FOLDER.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(root, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(root, `run-${process.pid}-`));
}
