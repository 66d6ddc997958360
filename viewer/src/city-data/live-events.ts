/** The server's live events: one connection for the page, opened again when it breaks. */
import { create } from 'zustand';
import { readRevision } from './server-answers.ts';

/** `interrupted`: what is shown may have changed since. */
export const useConnection = create<{ readonly state: 'connecting' | 'open' | 'interrupted' }>()(() => ({
  state: 'connecting',
}));

type Source = {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
};

const CLOSED = 2;
const FIRST_WAIT_MILLISECONDS = 1000;
const LONGEST_WAIT_MILLISECONDS = 30_000;

/**
 * @param onRevision told of each edit: the collection and its new revision
 * @param onReopened told when the connection is back, since edits were missed meanwhile
 * @returns the function that closes the connection
 */
export function connectLiveEvents(
  onRevision: (collection: string, revision: number) => void,
  onReopened: () => void,
  open: () => Source = () => new EventSource('/events'),
): () => void {
  let wait = FIRST_WAIT_MILLISECONDS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  let source: Source | undefined;

  const connect = (): void => {
    const current = open();
    source = current;
    current.addEventListener('open', () => {
      wait = FIRST_WAIT_MILLISECONDS;
      useConnection.setState({ state: 'open' });
      if (missed) onReopened();
      missed = false;
    });
    current.addEventListener('error', () => {
      missed = true;
      useConnection.setState({ state: 'interrupted' });
      // The browser tries again by itself, unless the answer was no stream at all.
      if (current.readyState !== CLOSED) return;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
    });
    current.addEventListener('revision', (event) => {
      const { collection, revision } = readRevision(
        JSON.parse(event instanceof MessageEvent ? String(event.data) : ''),
      );
      onRevision(collection, revision);
    });
  };

  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
