import { join } from 'node:path';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { audienceOf } from '../audience.ts';

/** Where the archive of a layer lies: one for each circle of visitors that sees the same of it. */
export function archiveFile(folder: string, entry: CollectionOfTheme, visitor: Visitor): string {
  return join(folder, entry.collection.id, `${audienceOf(entry, visitor)}.pmtiles`);
}
