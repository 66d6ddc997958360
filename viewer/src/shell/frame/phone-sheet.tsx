/** On a phone: everything that acts, in a sheet at the foot of the window, at one of three heights. */
import { useRef, type PointerEvent, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { usePanels, type SheetHeight, type SheetTab } from '../../state/panels.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon, type IconName } from './icon.tsx';
import './phone-sheet.css';

const HEIGHTS: readonly SheetHeight[] = ['peek', 'half', 'full'];
/** A drag of this length goes to the next height, pixels. */
const STEP_PIXELS = 48;

type Properties = {
  readonly layers: ReactNode;
  readonly attributes: ReactNode;
  readonly list: ReactNode;
  readonly tools: ReactNode;
};

export function PhoneSheet(content: Properties) {
  const { t } = useWords();
  const { tab, sheet, set } = usePanels();
  const from = useRef<number>(undefined);
  const move = (steps: number): void => {
    const at = Math.min(HEIGHTS.length - 1, Math.max(0, HEIGHTS.indexOf(sheet) + steps));
    set({ sheet: HEIGHTS[at] ?? sheet });
  };
  const drop = (event: PointerEvent): void => {
    const dragged = (from.current ?? event.clientY) - event.clientY;
    from.current = undefined;
    if (Math.abs(dragged) >= STEP_PIXELS) move(Math.sign(dragged));
  };
  const tabs: readonly (readonly [SheetTab, string, IconName])[] = [
    ['layers', t('layers.title'), 'layers'],
    ['attributes', t('sheet.attributes'), 'building'],
    ['list', t('list.title'), 'list'],
    ['tools', t('tools.label'), 'distance'],
  ];
  return (
    <aside className={`sheet ${sheet}`} aria-label={t('sheet.label')}>
      <button
        type="button"
        className="sheet-handle"
        aria-label={sheet === 'full' ? t('sheet.smaller') : t('sheet.larger')}
        onClick={() => move(sheet === 'full' ? -2 : 1)}
        onPointerDown={(event) => {
          from.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={drop}
      >
        <span />
      </button>
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => {
          const chosen = tabs.find(([id]) => id === key)?.[0];
          if (chosen) set({ tab: chosen, sheet: sheet === 'peek' ? 'half' : sheet });
        }}
      >
        <TabList aria-label={t('sheet.label')}>
          {tabs.map(([id, name, icon]) => (
            <Tab key={id} id={id}>
              <Icon name={icon} size={22} />
              {name}
            </Tab>
          ))}
        </TabList>
        {tabs.map(([id]) => (
          <TabPanel key={id} id={id} className="sheet-content">
            {content[id]}
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
}
