import { collectionById } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { visibleCollections } from '../ogc/visible-collections.ts';
import { Problem } from '../problems.ts';

export function canSee(visitor: Visitor, collection: string): boolean {
  return visibleCollections(visitor).some((entry) => entry.collection.id === collection);
}

/**
 * For operations that answer about a collection as a whole or about one of its items.
 * @throws Problem `layer-forbidden`
 */
export function mustSee(visitor: Visitor, collection: string): void {
  if (canSee(visitor, collection)) return;
  const { zh, en } = collectionById(collection)?.collection.title ?? { zh: collection, en: collection };
  throw new Problem(
    'layer-forbidden',
    `${en} (${zh}) is not public; sign in with an account that may see it.`,
  );
}
