/** Short notices at the foot of the page. */
import { create } from 'zustand';

export type Notice = {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};
type Shown = Notice & { readonly id: number };

/** More would cover the city; the oldest goes. */
const MOST = 3;
let last = 0;

export const useNotices = create<{ readonly shown: readonly Shown[] }>()(() => ({ shown: [] }));

export function tell(notice: Notice): void {
  last += 1;
  const id = last;
  useNotices.setState(({ shown }) => ({ shown: [...shown, { ...notice, id }].slice(-MOST) }));
}

export function dismiss(id: number): void {
  useNotices.setState(({ shown }) => ({ shown: shown.filter((notice) => notice.id !== id) }));
}
