/**
 * The registry of themes, in the order of legend and layer tree, and the lookups that services and viewer share.
 * A theme is added in `themes/index.ts`, by one line.
 */
import type { Collection, Theme } from './theme.ts';
import * as declared from './themes/index.ts';

export const themes: readonly Theme[] = Object.values<Theme>(declared).toSorted((a, b) => a.order - b.order);

const THEME_BY_ID = new Map(themes.map((theme) => [theme.id, theme]));
const COLLECTION_BY_ID = new Map(themes.flatMap((theme) => theme.collections.map((c) => [c.id, c] as const)));
const THEME_BY_COLLECTION = new Map(themes.flatMap((theme) => theme.collections.map((c) => [c.id, theme] as const)));

export function themeById(id: string): Theme | undefined {
  return THEME_BY_ID.get(id);
}

export function collectionById(id: string): Collection | undefined {
  return COLLECTION_BY_ID.get(id);
}

/** The theme that declares the collection. */
export function themeOfCollection(collectionId: string): Theme | undefined {
  return THEME_BY_COLLECTION.get(collectionId);
}
