import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { collectionGrade } from '@twin/gis-data/theme.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';

/** Those who see the same rows of a collection, as a name that is safe in a path: tiles are shared among them only. */
export function audienceOf({ theme, collection }: CollectionOfTheme, visitor: Visitor): string {
  if (collectionGrade(theme, collection) === 'public') return 'all';
  const own = visitor.grade === 'operator' ? `o${visitor.operator ?? ''}` : `d${visitor.division ?? ''}`;
  return own.replace(/[^a-z0-9]/gi, '_');
}
