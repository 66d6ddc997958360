/** One question to the server at a time: its answer, or why there is none. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { getJson } from '../../http.ts';

export type Asked<T> =
  | { readonly status: 'idle' | 'loading' }
  | { readonly status: 'ready'; readonly answer: T }
  | { readonly status: 'failed'; readonly error: unknown };

/** @param isUnfinished such an answer is asked for again */
export function useAnswer<T>(
  read: (value: unknown) => T,
  isUnfinished?: (answer: T) => boolean,
): readonly [Asked<T>, (url: string) => void] {
  const [asked, setAsked] = useState<Asked<T>>({ status: 'idle' });
  const last = useRef<AbortController>(undefined);
  useEffect(() => () => last.current?.abort(), []);
  const ask = useCallback(
    (url: string): void => {
      last.current?.abort();
      const turn = new AbortController();
      last.current = turn;
      setAsked({ status: 'loading' });
      const again = async (): Promise<void> => {
        try {
          const answer = await getJson(url, read, turn.signal);
          if (turn.signal.aborted) return;
          setAsked({ status: 'ready', answer });
          if (isUnfinished?.(answer) === true) setTimeout(() => void again(), AGAIN_MILLISECONDS);
        } catch (error) {
          if (!turn.signal.aborted) setAsked({ status: 'failed', error });
        }
      };
      void again();
    },
    [read, isUnfinished],
  );
  return [asked, ask];
}

const AGAIN_MILLISECONDS = 500;
