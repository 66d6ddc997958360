/** What the server says at an address, asked again when the address changes. */
import { useEffect, useState } from 'react';
import { getJson } from '../http.ts';

export type Loaded<T> =
  | { readonly status: 'idle' | 'loading' }
  | { readonly status: 'ready'; readonly answer: T }
  | { readonly status: 'failed'; readonly error: unknown };

/**
 * @param url null: nothing is asked
 * @param read a function that stays the same
 */
export function useJson<T>(url: string | null, read: (value: unknown) => T): Loaded<T> {
  const [loaded, setLoaded] = useState<{ readonly url: string; readonly value: Loaded<T> }>();
  useEffect(() => {
    if (url === null) return undefined;
    const stop = new AbortController();
    getJson(url, read, stop.signal).then(
      (answer) => setLoaded({ url, value: { status: 'ready', answer } }),
      (error: unknown) => {
        if (!stop.signal.aborted) setLoaded({ url, value: { status: 'failed', error } });
      },
    );
    return () => stop.abort();
  }, [url, read]);
  if (url === null) return { status: 'idle' };
  return loaded?.url === url ? loaded.value : { status: 'loading' };
}
