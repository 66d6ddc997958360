/** The items of a collection by pages, in view or everywhere, as the OGC API answers them. */
import { useEffect, useState } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import { readItems, type ItemsAnswer } from '../../city-data/server-answers.ts';
import { getJson } from '../../http.ts';
import type { Listed } from '../../state/panels.ts';
import type { Extent } from '../../state/view-of-extent.ts';

export const PAGE_ITEMS = 50;

export type Items =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly answer: ItemsAnswer; readonly next: string | undefined }
  | { readonly status: 'failed'; readonly error: unknown };

/** Address of the first page. @param filter CQL2 text */
export function firstPage(
  { collection, code }: Listed,
  extent: Extent | undefined,
  filter: string | undefined,
): string {
  const parameters = new URLSearchParams({ limit: String(PAGE_ITEMS) });
  const divideBy = collectionById(collection)?.collection.divideBy;
  if (code !== undefined && divideBy !== undefined) parameters.set(divideBy, code);
  if (filter !== undefined) parameters.set('filter', filter);
  if (extent) parameters.set('bbox', extent.map((degrees) => degrees.toFixed(6)).join(','));
  return `/ogc/collections/${collection}/items?${parameters.toString()}`;
}

/** @param turn asks again when it changes */
export function useItems(page: string, turn: number): Items {
  const key = `${page} ${turn}`;
  const [known, setKnown] = useState<{ readonly key: string; readonly items: Items }>();
  useEffect(() => {
    const stop = new AbortController();
    getJson(page, readItems, stop.signal).then(
      (answer) => setKnown({ key, items: { status: 'ready', answer, next: nextPage(answer) } }),
      (error: unknown) => {
        if (!stop.signal.aborted) setKnown({ key, items: { status: 'failed', error } });
      },
    );
    return () => stop.abort();
  }, [page, key]);
  return known?.key === key ? known.items : { status: 'loading' };
}

/** On our own origin, whatever name the server goes by behind a proxy. */
function nextPage({ links }: ItemsAnswer): string | undefined {
  const link = links.find(({ rel }) => rel === 'next');
  if (!link) return undefined;
  const { pathname, search } = new URL(link.href, window.location.href);
  return `${pathname}${search}`;
}
