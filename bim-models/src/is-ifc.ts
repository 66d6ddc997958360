/** Whether a file is, or is called, an IFC file: its bytes decide, and its name where they are cut or missing. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** The standard puts it first; a byte order mark or blanks may stand before it. */
const MARK = 'ISO-10303-21';
const HEAD_BYTES = 256;

export function isIfc(file: string): boolean {
  if (/\.ifc$/i.test(file)) return true;
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.toString('latin1', 0, readSync(handle, head)).includes(MARK);
  } finally {
    closeSync(handle);
  }
}
