/** What the terminal says of an error that stopped the start: the thing and the way out, no stack. */
import { StoreError } from '@twin/gis-data/store/store-error.ts';

export function sentenceOf(error: unknown): string {
  if (error instanceof StoreError) return `${error.message} ${error.hint}`;
  // 53100: the database server's own word for it.
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === '53100'))
    return 'The disk is full. Free some space, or name a folder on another disk with DATA_DIR.';
  return error instanceof Error ? error.message : String(error);
}
