/** A theme's tools in the dock: a row to choose from, and the panel of the one in hand. */
import { Suspense, useCallback, useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { IconButton } from '../shell/frame/icon-button.tsx';
import { Icon } from '../shell/frame/icon.tsx';
import { Part } from '../shell/frame/part.tsx';
import { useLayout } from '../shell/frame/use-layout.ts';
import { clearPoints } from '../shell/tools/measuring.ts';
import { useCityState } from '../state/city-state.ts';
import { usePanels } from '../state/panels.ts';
import { clearMarks } from '../state/scene-marks.ts';
import { useWords } from '../words/use-words.ts';
import { workbenches, type ThemeTool } from './index.ts';
import './workbench-panel.css';

type Tools = readonly ThemeTool[] | 'loading' | 'failed';

export function WorkbenchPanel({ theme }: { readonly theme: string }) {
  const { t, of } = useWords();
  const bench = workbenches.find((one) => one.theme === theme);
  const { tool, isDockTall, set } = usePanels();
  const layout = useLayout();
  const [tools, retry] = useTools(theme);
  const known = typeof tools === 'string' ? [] : tools;
  const chosen = known.find(({ id }) => id === tool) ?? known[0];
  const isTall = chosen?.isTall ?? false;
  useEffect(() => {
    set({ isDockTall: isTall });
    return () => set({ isDockTall: false });
  }, [isTall, set]);
  if (!bench) return null;
  const take = (id: string): void => {
    putDown();
    set({ tool: id });
  };
  return (
    <Tabs
      className="workbench"
      {...(chosen ? { selectedKey: chosen.id } : {})}
      onSelectionChange={(key) => take(String(key))}
    >
      <header className="panel-head">
        <h2>{of(bench.title)}</h2>
        <TabList aria-label={of(bench.title)} className="workbench-tools">
          {known.map(({ id, title, icon }) => (
            <Tab key={id} id={id}>
              <Icon name={icon} size={16} />
              {of(title)}
            </Tab>
          ))}
        </TabList>
        {layout !== 'phone' && (
          <IconButton
            icon={isDockTall ? 'down' : 'up'}
            label={t(isDockTall ? 'tools.lowDock' : 'tools.tallDock')}
            onPress={() => set({ isDockTall: !isDockTall })}
          />
        )}
        <IconButton
          icon="close"
          label={t('tools.foldWorkbench')}
          onPress={() => {
            putDown();
            set({ workbench: null });
          }}
        />
      </header>
      {tools === 'failed' && (
        <div className="state" role="alert">
          <strong>{t('tools.failed')}</strong>
          <button type="button" className="button" onClick={retry}>
            {t('retry')}
          </button>
        </div>
      )}
      {known.map(({ id, Panel }) => (
        <TabPanel key={id} id={id} className="workbench-tool">
          <Part>
            <Suspense
              fallback={
                <p className="state" role="status">
                  {t('loading')}
                </p>
              }
            >
              <Panel />
            </Suspense>
          </Part>
        </TabPanel>
      ))}
    </Tabs>
  );
}

/** What one tool drew is not left to the next. */
function putDown(): void {
  clearMarks();
  clearPoints();
  useCityState.getState().set({ tool: 'select', work: null });
}

function useTools(theme: string): readonly [Tools, () => void] {
  const [tools, setTools] = useState<Tools>('loading');
  const load = useCallback(() => {
    let isOver = false;
    workbenches
      .find((one) => one.theme === theme)
      ?.tools()
      .then(
        (come) => !isOver && setTools(come),
        (error: unknown) => {
          console.error(`the tools of ${theme} cannot be loaded:`, error);
          if (!isOver) setTools('failed');
        },
      );
    return () => {
      isOver = true;
    };
  }, [theme]);
  useEffect(load, [load]);
  return [tools, load];
}
