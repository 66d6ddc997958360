/** How much of the stage panels cover, pixels: the numbers of city-page.css. */
import { wallScale } from '../../design/wall-scale.ts';
import { useCityState } from '../../state/city-state.ts';
import { usePanels } from '../../state/panels.ts';
import type { Insets } from './free-area.ts';
import type { Layout } from './use-layout.ts';

const GAP = 8;
const LEFT = 288 + 2 * GAP;
const RIGHT = 352 + 2 * GAP;
const DOCK = 300 + GAP;
/** Of the window's height, where it is tall. */
const TALL_DOCK = 0.56;
/** Of a phone's height, half a sheet. */
const HALF_SHEET = 0.5;

export function useInsets(layout: Layout): Insets {
  const { left, right, listed, workbench, isDockTall, sheet } = usePanels();
  const hasSelection = useCityState((state) => state.selection !== null);
  if (layout === 'phone')
    return { left: 0, right: 0, bottom: sheet === 'half' ? Math.round(window.innerHeight * HALF_SHEET) : 0 };
  const scale = wallScale();
  const dock = isDockTall && listed === null ? (window.innerHeight * TALL_DOCK) / scale + GAP : DOCK;
  const covered = {
    left: left ? LEFT : 0,
    right: right && hasSelection ? RIGHT : 0,
    bottom: (listed ?? workbench) ? dock : 0,
  };
  return { left: covered.left * scale, right: covered.right * scale, bottom: covered.bottom * scale };
}
