/** What a pipe tool has in hand, kept where the link finds it: the question as a query. */
import { useCallback } from 'react';
import { useCityState } from '../../state/city-state.ts';

const THEME = 'underground-pipes';

/** @param tool its id, as in tools.ts */
export function useWork(
  tool: string,
): readonly [query: URLSearchParams, take: (query: URLSearchParams) => void] {
  const work = useCityState((state) => state.work);
  const query = new URLSearchParams(work?.theme === THEME && work.tool === tool ? work.query : '');
  const take = useCallback(
    (next: URLSearchParams): void =>
      useCityState
        .getState()
        .set({ work: next.size > 0 ? { theme: THEME, tool, query: next.toString() } : null }),
    [tool],
  );
  return [query, take];
}
