/** What of the page is chosen: it stands in the address, so that back and forward and a link lead there. */
import { useSyncExternalStore } from 'react';

export type Chosen =
  | { readonly kind: 'none' }
  | { readonly kind: 'new' }
  | { readonly kind: 'import'; readonly id: string }
  | { readonly kind: 'source'; readonly source: string };

export function useChosen(): Chosen {
  return chosenOf(useSyncExternalStore(listen, () => window.location.hash));
}

/** @param replaces the step before is none to go back to */
export function choose(chosen: Chosen, replaces = false): void {
  const hash = hashOf(chosen);
  if (!replaces) window.location.hash = hash;
  else window.location.replace(`${window.location.pathname}${hash}`);
}

export function hashOf(chosen: Chosen): string {
  if (chosen.kind === 'import') return `#import/${chosen.id}`;
  if (chosen.kind === 'source') return `#source/${encodeURIComponent(chosen.source)}`;
  return chosen.kind === 'new' ? '#new' : '#';
}

function chosenOf(hash: string): Chosen {
  const [, kind, rest = ''] = /^#(new|import|source)(?:\/(.*))?$/.exec(hash) ?? [];
  if (kind === 'import') return { kind, id: rest };
  if (kind === 'source') return { kind, source: decodeURIComponent(rest) };
  return kind === 'new' ? { kind } : { kind: 'none' };
}

function listen(told: () => void): () => void {
  window.addEventListener('hashchange', told);
  return () => window.removeEventListener('hashchange', told);
}
