/** How much room the window has: panels side by side, drawers, or a sheet at the foot of a phone. */
import { useSyncExternalStore } from 'react';

export type Layout = 'wide' | 'drawers' | 'phone';

const PHONE = '(max-width: 759px)';
const DRAWERS = '(max-width: 1279px)';

export function useLayout(): Layout {
  return useSyncExternalStore(listen, layoutNow);
}

function layoutNow(): Layout {
  if (matchMedia(PHONE).matches) return 'phone';
  return matchMedia(DRAWERS).matches ? 'drawers' : 'wide';
}

function listen(told: () => void): () => void {
  const queries = [matchMedia(PHONE), matchMedia(DRAWERS)];
  for (const query of queries) query.addEventListener('change', told);
  return () => {
    for (const query of queries) query.removeEventListener('change', told);
  };
}
