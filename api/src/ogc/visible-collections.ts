import { collections, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { collectionGrade, mayRead } from '@twin/gis-data/theme.ts';

/** The collections that a visitor may know of, in the order of the legend. */
export function visibleCollections(visitor: Visitor): CollectionOfTheme[] {
  return collections.filter(({ theme, collection }) =>
    mayRead(visitor.grade, collectionGrade(theme, collection)),
  );
}
