/** Asks the server for names and codes while somebody types; the coordinates are read here. */
import { useEffect, useState } from 'react';
import { readSearch, type SearchResult } from '../../city-data/server-answers.ts';
import { parseCoordinates, type TypedPlace } from '../../coordinates/parse-coordinates.ts';
import { getJson } from '../../http.ts';

/** Between two letters of a fast typist nothing is asked. */
const PAUSE_MILLISECONDS = 180;
const MOST_RESULTS = 20;

export type Found =
  | { readonly status: 'idle' | 'asking' }
  | { readonly status: 'found'; readonly results: readonly SearchResult[]; readonly isCut: boolean }
  | { readonly status: 'failed'; readonly error: unknown };

export function useSearch(text: string): { readonly places: readonly TypedPlace[]; readonly found: Found } {
  const wanted = text.trim();
  const [answer, setAnswer] = useState<{ readonly wanted: string; readonly found: Found }>();
  useEffect(() => {
    if (wanted === '') return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      getJson(
        `/api/search?q=${encodeURIComponent(wanted)}&limit=${MOST_RESULTS}`,
        readSearch,
        stop.signal,
      ).then(
        (results) =>
          setAnswer({ wanted, found: { status: 'found', results, isCut: results.length === MOST_RESULTS } }),
        (error: unknown) => {
          if (!stop.signal.aborted) setAnswer({ wanted, found: { status: 'failed', error } });
        },
      );
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  const places = wanted === '' ? [] : parseCoordinates(wanted);
  if (wanted === '') return { places, found: { status: 'idle' } };
  return { places, found: answer?.wanted === wanted ? answer.found : { status: 'asking' } };
}
