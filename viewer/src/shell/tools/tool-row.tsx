/** What the pointer does in the scene, and the list that stands for it. */
import { Fragment } from 'react';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { useCityState, type Tool } from '../../state/city-state.ts';
import { FIRST_LISTED, usePanels } from '../../state/panels.ts';
import { workbenches } from '../../themes/index.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon, type IconName } from '../frame/icon.tsx';
import { clearPoints } from './measuring.ts';
import './tools.css';

export function ToolRow() {
  const { t, of } = useWords();
  const { tool, selection, set } = useCityState();
  const { listed, workbench, set: setPanels } = usePanels();
  const layers = useCityLayers(({ byId }) => byId);
  const tools: readonly (readonly [Tool, string, IconName])[] = [
    ['select', t('tools.select'), 'cursor'],
    ['measure-distance', t('tools.distance'), 'distance'],
    ['measure-height', t('tools.height'), 'height'],
    ['measure-area', t('tools.area'), 'area'],
  ];
  const take = (next: Tool): void => {
    clearPoints();
    set({ tool: next, hovered: null });
  };
  const list = (): void =>
    setPanels(
      listed
        ? { listed: null }
        : {
            listed: selection ? { collection: selection.collection } : FIRST_LISTED,
            tab: 'list',
            sheet: 'half',
          },
    );
  return (
    <div className="tools" role="toolbar" aria-label={t('tools.label')}>
      {tools.map(([id, name, icon]) => (
        <Fragment key={id}>
          <button type="button" aria-pressed={tool === id} onClick={() => take(id)}>
            <Icon name={icon} />
            {name}
          </button>
          {id === 'select' && <hr />}
        </Fragment>
      ))}
      <hr />
      <button type="button" aria-pressed={listed !== null} onClick={list}>
        <Icon name="list" />
        {t('tools.list')}
      </button>
      {workbenches
        .filter(({ collection }) => layers.has(collection))
        .map(({ theme, title, icon }) => (
          <button
            key={theme}
            type="button"
            aria-pressed={workbench === theme}
            onClick={() =>
              setPanels(
                workbench === theme
                  ? { workbench: null }
                  : { workbench: theme, tool: null, listed: null, tab: 'tools', sheet: 'half' },
              )
            }
          >
            <Icon name={icon} />
            {of(title)}
          </button>
        ))}
    </div>
  );
}
