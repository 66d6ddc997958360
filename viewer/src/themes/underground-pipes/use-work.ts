/** What a pipe tool has in hand, kept where the link finds it: the question as a query, and its address at the server. */
import { useCallback } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';

const THEME = 'underground-pipes';

/**
 * @param tool its id, as in tools.ts
 * @param path of the operation that answers it
 * @param more that the question asks besides; by itself in the language of the page
 */
export function useWork(
  tool: string,
  path: string,
  more?: string,
): readonly [query: URLSearchParams, address: string | undefined, take: (query: URLSearchParams) => void] {
  const { language } = useWords();
  const work = useCityState((state) => state.work);
  const query = new URLSearchParams(work?.theme === THEME && work.tool === tool ? work.query : '');
  const take = useCallback(
    (next: URLSearchParams): void =>
      useCityState
        .getState()
        .set({ work: next.size > 0 ? { theme: THEME, tool, query: next.toString() } : null }),
    [tool],
  );
  const address =
    query.size > 0 ? `${path}?${query.toString()}&${more ?? `language=${language}`}` : undefined;
  return [query, address, take];
}
