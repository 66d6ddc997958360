/** The layers of the city: what there is, how much of it, and what of it is drawn. It is the legend too. */
import { useMemo, useState } from 'react';
import { themes } from '@twin/gis-data/index.ts';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { useMatching, type LayerMatching } from '../../city-data/matching.ts';
import type { LayerInfo } from '../../city-data/server-answers.ts';
import { useConnection } from '../../city-data/live-events.ts';
import { useCityState } from '../../state/city-state.ts';
import { visibilityOf } from '../../state/layer-state.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { Icon } from '../frame/icon.tsx';
import { GroundAndTime } from './ground-and-time.tsx';
import { filteredTree, layerTree, switchable } from './layer-tree.ts';
import { ThemeGroup, type SelectedLayer } from './theme-group.tsx';
import './layer-panel.css';

/** Amounts of what filters leave, in place of those of everything. */
function leftOf(
  layers: ReadonlyMap<string, LayerInfo>,
  matching: ReadonlyMap<string, LayerMatching>,
): ReadonlyMap<string, LayerInfo> {
  return new Map(
    [...layers].map(([id, info]) => {
      const left = matching.get(id);
      return [id, left?.status === 'ready' ? { ...info, ...left.info } : info];
    }),
  );
}

const ALL = switchable(themes.flatMap((theme) => theme.collections));

export function LayerPanel({
  selected,
  onFold,
}: {
  readonly selected: SelectedLayer | undefined;
  readonly onFold?: (() => void) | undefined;
}) {
  const { t, language } = useWords();
  const { status, byId, problem, load } = useCityLayers();
  const connection = useConnection((state) => state.state);
  const layers = useCityState((state) => state.layers);
  const [isFiltering, setFiltering] = useState(false);
  const [filter, setFilter] = useState('');
  const matching = useMatching((state) => state.byId);
  const tree = useMemo(() => layerTree(themes, leftOf(byId, matching)), [byId, matching]);
  const rows = filteredTree(tree, filter, language);
  const shown = ALL.filter((collection) => visibilityOf(layers, [collection]) !== 'off').length;
  const setFilterOpen = (open: boolean): void => {
    setFiltering(open);
    if (!open) setFilter('');
  };
  return (
    <>
      <header className="panel-head">
        <h2>{t('layers.title')}</h2>
        <small>{t('layers.shown', { shown, all: ALL.length })}</small>
        <IconButton
          icon="filter"
          label={t('layers.filter')}
          isPressed={isFiltering}
          onPress={() => setFilterOpen(!isFiltering)}
        />
        {onFold && <IconButton icon="left" label={t('layers.fold')} onPress={onFold} />}
      </header>
      {isFiltering && (
        <div className="field layer-filter">
          <Icon name="search" size={16} />
          <input
            type="search"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked for the field
            autoFocus
            aria-label={t('layers.filter')}
            placeholder={t('layers.filterPlaceholder')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setFilterOpen(false);
            }}
          />
        </div>
      )}
      {status === 'failed' && (
        <div className="state" role="alert">
          <strong>{t('layers.unreachable')}</strong>
          <span>{problemText(problem, t)}</span>
          <button type="button" className="button" onClick={() => void load()}>
            {t('retry')}
          </button>
        </div>
      )}
      {status === 'starting' && (
        <div className="state" role="status">
          <strong>{t('layers.starting')}</strong>
          <span>{problemText(problem, t)}</span>
        </div>
      )}
      {connection === 'interrupted' && status === 'ready' && (
        <p className="outdated">{t('layers.outdated')}</p>
      )}
      <div className="tree">
        <ul>
          {rows.map((row) => (
            <ThemeGroup
              key={`${row.theme.id} ${filter === '' ? '' : 'filtered'}`}
              row={row}
              selected={selected}
              startsOpen={filter !== '' || row === tree[0]}
            />
          ))}
        </ul>
        {rows.length === 0 && <p className="nothing">{t('layers.nothing', { text: filter })}</p>}
      </div>
      <GroundAndTime />
    </>
  );
}
