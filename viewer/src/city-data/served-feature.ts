/** One feature with its source, as the server tells it; the last ones are remembered until their collection changes. */
import { useEffect, useState } from 'react';
import { getJson } from '../http.ts';
import type { FeatureRef } from '../state/city-state.ts';
import { readFeatureAnswer, type FeatureAnswer } from './server-answers.ts';

export type Served =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly answer: FeatureAnswer }
  | { readonly status: 'failed'; readonly error: unknown };

/** Hovering along a street asks for dozens. */
const REMEMBERED = 80;
const known = new Map<string, FeatureAnswer>();

export async function askFeature(ref: FeatureRef, signal?: AbortSignal): Promise<FeatureAnswer> {
  const key = keyOf(ref);
  const before = known.get(key);
  if (before) return before;
  const answer = await getJson(
    `/api/features/${ref.collection}/${encodeURIComponent(ref.id)}`,
    readFeatureAnswer,
    signal,
  );
  known.set(key, answer);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return answer;
}

/** After an edit of the collection. */
export function forgetFeatures(collection: string): void {
  for (const key of known.keys()) {
    if (key.startsWith(`${collection}/`)) known.delete(key);
  }
}

/** @param turn asks again when it changes: a retry, a new revision */
export function useServedFeature(ref: FeatureRef | null, turn = 0): Served {
  const collection = ref?.collection;
  const id = ref?.id;
  const [served, setServed] = useState<{ readonly key: string; readonly value: Served }>();
  const key = collection === undefined || id === undefined ? '' : `${keyOf({ collection, id })} ${turn}`;
  useEffect(() => {
    if (collection === undefined || id === undefined) return undefined;
    const stop = new AbortController();
    askFeature({ collection, id }, stop.signal).then(
      (answer) => setServed({ key, value: { status: 'ready', answer } }),
      (error: unknown) => {
        if (!stop.signal.aborted) setServed({ key, value: { status: 'failed', error } });
      },
    );
    return () => stop.abort();
  }, [collection, id, key]);
  return served?.key === key ? served.value : { status: 'loading' };
}

function keyOf({ collection, id }: FeatureRef): string {
  return `${collection}/${id}`;
}
