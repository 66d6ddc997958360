/** On a phone: everything that acts, in a sheet at the foot of the window, at one of three heights. */
import { useRef, type PointerEvent, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { SheetHeight } from '../../state/panels.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon, type IconName } from './icon.tsx';
import './phone-sheet.css';

const HEIGHTS: readonly SheetHeight[] = ['peek', 'half', 'full'];
/** A drag of this length goes to the next height, pixels. */
const STEP_PIXELS = 48;

export type SheetPart<T extends string> = {
  readonly id: T;
  readonly name: string;
  readonly icon: IconName;
  readonly content: ReactNode;
};
type Properties<T extends string> = {
  readonly parts: readonly SheetPart<T>[];
  readonly tab: T;
  readonly height: SheetHeight;
  readonly onChange: (change: { readonly tab?: T; readonly height?: SheetHeight }) => void;
};

export function PhoneSheet<T extends string>({ parts, tab, height, onChange }: Properties<T>) {
  const { t } = useWords();
  const from = useRef<number>(undefined);
  const move = (steps: number): void => {
    const at = Math.min(HEIGHTS.length - 1, Math.max(0, HEIGHTS.indexOf(height) + steps));
    onChange({ height: HEIGHTS[at] ?? height });
  };
  const drop = (event: PointerEvent): void => {
    const dragged = (from.current ?? event.clientY) - event.clientY;
    from.current = undefined;
    if (Math.abs(dragged) >= STEP_PIXELS) move(Math.sign(dragged));
  };
  return (
    <aside className={`sheet ${height}`} aria-label={t('sheet.label')}>
      <button
        type="button"
        className="sheet-handle"
        aria-label={height === 'full' ? t('sheet.smaller') : t('sheet.larger')}
        onClick={() => move(height === 'full' ? -2 : 1)}
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
          const chosen = parts.find(({ id }) => id === key)?.id;
          if (chosen) onChange({ tab: chosen, height: height === 'peek' ? 'half' : height });
        }}
      >
        <TabList aria-label={t('sheet.label')}>
          {parts.map(({ id, name, icon }) => (
            <Tab key={id} id={id}>
              <Icon name={icon} size={22} />
              {name}
            </Tab>
          ))}
        </TabList>
        {parts.map(({ id, content }) => (
          <TabPanel key={id} id={id} className="sheet-content">
            {content}
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
}
