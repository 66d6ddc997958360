/**
 * The registry of themes, in the order of legend and layer tree, and the lookups that services and viewer share.
 * A theme is added in `themes/index.ts`, by one line.
 */
import { type Collection, type Field, fieldGrade, type Grade, mayRead, type Theme } from './theme.ts';
import * as declared from './themes/index.ts';

export type CollectionOfTheme = { readonly theme: Theme; readonly collection: Collection };

export const themes: readonly Theme[] = Object.values<Theme>(declared).toSorted((a, b) => a.order - b.order);

/** Every collection with its theme, in the order of the legend. */
export const collections: readonly CollectionOfTheme[] = themes.flatMap((theme) =>
  theme.collections.map((collection) => ({ theme, collection })),
);

const COLLECTION_BY_ID = new Map(collections.map((entry) => [entry.collection.id, entry]));

export function collectionById(id: string): CollectionOfTheme | undefined {
  return COLLECTION_BY_ID.get(id);
}

/** The declared fields that a reader of this grade gets, in the order of the declaration. */
export function visibleFields(
  { theme, collection }: CollectionOfTheme,
  reader: Grade,
): readonly (readonly [string, Field])[] {
  return Object.entries(collection.fields).filter(([, field]) =>
    mayRead(reader, fieldGrade(theme, collection, field)),
  );
}

/** The table that holds the items of a collection. */
export function tableOf(collection: Collection): string {
  return collection.source === 'feature' ? 'feature' : collection.source.table;
}
