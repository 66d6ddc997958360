/** Which parts of the page are open. It is about this window, not about the city, so it is in no link. */
import { create } from 'zustand';

/** Of the sheet at the foot of a phone. */
export type SheetTab = 'layers' | 'attributes' | 'list' | 'tools';
export type SheetHeight = 'peek' | 'half' | 'full';

/** What the list shows: a collection, and of it one code where somebody asked for that. */
export type Listed = { readonly collection: string; readonly code?: string };

/** What the list begins with where nothing is selected. */
export const FIRST_LISTED: Listed = { collection: 'buildings' };

export type Panels = {
  readonly left: boolean;
  readonly right: boolean;
  readonly listed: Listed | null;
  /** The theme whose tools are at hand; the list covers them while it is open. */
  readonly workbench: string | null;
  /** The tool of it that is taken; `null`: its first. */
  readonly tool: string | null;
  /** The dock takes half of the stage instead of its usual height: room for a drawing. */
  readonly isDockTall: boolean;
  readonly tab: SheetTab;
  readonly sheet: SheetHeight;
  readonly set: (change: Partial<Omit<Panels, 'set'>>) => void;
};

export const usePanels = create<Panels>()((set) => ({
  left: true,
  right: true,
  listed: null,
  workbench: null,
  tool: null,
  isDockTall: false,
  tab: 'layers',
  sheet: 'peek',
  set: (change) => set(change),
}));
