/** Which panels there is room for, and the keys that fold them. */
import { useEffect } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { usePanels } from '../../state/panels.ts';
import type { Layout } from './use-layout.ts';

export function usePanelRoom(layout: Layout): void {
  useRoomForSelection(layout);
  useFoldingKeys(layout);
}

/** Where panels cannot stand side by side, a new selection takes the room. */
function useRoomForSelection(layout: Layout): void {
  const selection = useCityState((state) => state.selection);
  const set = usePanels((panels) => panels.set);
  useEffect(() => {
    if (layout === 'drawers') set(selection ? { left: false, right: true } : { left: false });
    // A tool that is at hand takes what is selected, and stays.
    if (layout === 'phone' && usePanels.getState().workbench === null)
      set(selection ? { tab: 'attributes', sheet: 'half' } : { tab: 'layers' });
  }, [layout, selection, set]);
  // What somebody folded in a wide window stays folded, whatever is selected.
  useEffect(() => {
    if (layout === 'wide') set({ left: true, right: true });
  }, [layout, set]);
}

/** `[` and `]` fold the panels, `\` the list: the free scene is one key away. */
function useFoldingKeys(layout: Layout): void {
  useEffect(() => {
    const fold = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      if (ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
      const { left, right, set } = usePanels.getState();
      const isAlone = layout === 'drawers';
      if (key === '[') set({ left: !left, ...(isAlone ? { right: false } : {}) });
      else if (key === ']') set({ right: !right, ...(isAlone ? { left: false } : {}) });
      else if (key === '\\') set({ listed: null, workbench: null });
    };
    window.addEventListener('keydown', fold);
    return () => window.removeEventListener('keydown', fold);
  }, [layout]);
}
