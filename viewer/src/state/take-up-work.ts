/** Opens the tool whose work a link has brought. */
import { useCityState } from './city-state.ts';
import { usePanels } from './panels.ts';

export function takeUpWork(): void {
  const { work } = useCityState.getState();
  if (work)
    usePanels
      .getState()
      .set({ workbench: work.theme, tool: work.tool, listed: null, tab: 'tools', sheet: 'half' });
}
