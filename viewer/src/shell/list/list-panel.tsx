/** The list twin of the map: the same things in the same order of layers, with the same actions. */
import { useState } from 'react';
import { collectionById, collections } from '@twin/gis-data/index.ts';
import type { ServedFeature } from '../../city-data/server-answers.ts';
import { useCityState } from '../../state/city-state.ts';
import { cql2Of } from '../../state/layer-filter.ts';
import { usePanels, type Listed } from '../../state/panels.ts';
import type { Extent } from '../../state/view-of-extent.ts';
import { formatNumber } from '../../words/format.ts';
import { itemTitle } from '../../words/item-title.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { shapeFacts } from '../attributes/shape-facts.ts';
import { ValueText } from '../attributes/value-text.tsx';
import { valueOf } from '../attributes/record.ts';
import { Icon } from '../frame/icon.tsx';
import { IconButton } from '../frame/icon-button.tsx';
import { useScene } from '../frame/scene-context.ts';
import { useLit } from '../frame/use-lit.ts';
import { Segments } from '../frame/segments.tsx';
import { firstPage, PAGE_ITEMS, useItems, type Items } from './use-items.ts';
import './list-panel.css';

const RANGE_METRES = 180;
const MOST_FACTS = 3;
const LISTABLE = collections.filter(({ collection }) => collection.symbol.kind !== 'none');

export function ListPanel({
  listed,
  onClose,
}: {
  readonly listed: Listed;
  readonly onClose?: (() => void) | undefined;
}) {
  const { t, of } = useWords();
  const scene = useScene();
  const camera = useCityState((state) => state.camera);
  const setPanels = usePanels((panels) => panels.set);
  const [isInView, setInView] = useState(true);
  // Asked when the camera has come to rest: `camera` is written then.
  const extent = isInView && camera ? scene?.viewExtent() : undefined;
  const field = collectionById(listed.collection)?.collection;
  const words = field?.divideBy === undefined ? undefined : field.fields[field.divideBy];
  const { conditions } = useCityState((state) => state.layers[listed.collection]) ?? {};
  const filter = field && cql2Of(field, conditions);
  const code = listed.code !== undefined && words?.type === 'code' ? words.values[listed.code] : undefined;
  return (
    <>
      <header className="panel-head">
        <h2>{t('list.title')}</h2>
        <select
          className="list-choice"
          aria-label={t('list.choose')}
          value={listed.collection}
          onChange={(event) => setPanels({ listed: { collection: event.target.value } })}
        >
          {LISTABLE.map(({ collection }) => (
            <option key={collection.id} value={collection.id}>
              {of(collection.title)}
            </option>
          ))}
        </select>
        {filter !== undefined && (
          <span className="list-filtered">
            <Icon name="filter" size={14} />
            {t('layers.filtered')}
          </span>
        )}
        {code && (
          <button
            type="button"
            className="list-code"
            aria-label={`${t('close')} ${of(code)}`}
            onClick={() => setPanels({ listed: { collection: listed.collection } })}
          >
            {of(code)} ×
          </button>
        )}
        <Segments
          label={t('list.where')}
          value={isInView}
          choices={[
            [true, t('list.inView')],
            [false, t('list.everywhere')],
          ]}
          onChange={setInView}
        />
        {onClose && <IconButton icon="close" label={t('list.fold')} onPress={onClose} />}
      </header>
      <Pages
        key={`${listed.collection} ${listed.code ?? ''} ${extent?.join(' ') ?? ''} ${filter ?? ''}`}
        listed={listed}
        extent={extent}
        filter={filter}
      />
    </>
  );
}

function Pages({
  listed,
  extent,
  filter,
}: {
  readonly listed: Listed;
  readonly extent: Extent | undefined;
  readonly filter: string | undefined;
}) {
  const first = firstPage(listed, extent, filter);
  const [page, setPage] = useState({ address: first, number: 0 });
  const [turn, setTurn] = useState(0);
  const items = useItems(page.address, turn);
  return (
    <>
      <Table listed={listed} items={items} onRetry={() => setTurn(turn + 1)} />
      <Footing
        items={items}
        page={page.number}
        onFirst={() => setPage({ address: first, number: 0 })}
        onNext={(address) => setPage({ address, number: page.number + 1 })}
      />
    </>
  );
}

function Table({
  listed,
  items,
  onRetry,
}: {
  readonly listed: Listed;
  readonly items: Items;
  readonly onRetry: () => void;
}) {
  const { t, of } = useWords();
  const collection = collectionById(listed.collection)?.collection;
  if (!collection) return <p className="state">{t('attributes.unknown', { id: listed.collection })}</p>;
  if (items.status === 'loading')
    return (
      <p className="state" role="status">
        {t('loading')}
      </p>
    );
  if (items.status === 'failed') {
    return (
      <div className="state" role="alert">
        <strong>{t('list.failed')}</strong>
        <span>{problemText(items.error, t)}</span>
        <button type="button" className="button" onClick={onRetry}>
          {t('retry')}
        </button>
      </div>
    );
  }
  if (items.answer.features.length === 0)
    return (
      <p className="state">
        <strong>{t('list.empty')}</strong>
      </p>
    );
  const facts = Object.entries(collection.fields)
    .filter(([name, field]) => field.fact && name !== collection.label)
    .slice(0, MOST_FACTS);
  return (
    <div className="list-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('list.name')}</th>
            <th scope="col">{t('list.id')}</th>
            {facts.map(([name, field]) => (
              <th key={name} scope="col">
                {of(field.title)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('attributes.fly')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.answer.features.map((feature) => (
            <ItemRow key={feature.id} listed={listed} feature={feature} facts={facts.map(([name]) => name)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ItemRow({
  listed,
  feature,
  facts,
}: {
  readonly listed: Listed;
  readonly feature: ServedFeature;
  readonly facts: readonly string[];
}) {
  const { t, language } = useWords();
  const scene = useScene();
  const { selection, set } = useCityState();
  const lit = useLit(listed.collection, feature.id);
  const collection = collectionById(listed.collection)?.collection;
  if (!collection) return null;
  const isSelected = selection?.id === feature.id && selection.collection === collection.id;
  const centre = shapeFacts(feature.geometry)?.centre;
  const title = itemTitle(collection, feature.properties, language);
  const select = (): void => set({ selection: { collection: collection.id, id: feature.id }, picked: [] });
  return (
    <tr className={isSelected ? 'selected' : undefined} {...lit}>
      <th scope="row">
        <button type="button" className="text-button" aria-pressed={isSelected} onClick={select}>
          {title}
        </button>
      </th>
      <td>
        <code>{feature.id}</code>
      </td>
      {facts.map((name) => {
        const field = collection.fields[name];
        return (
          <td key={name}>
            {field && (
              <ValueText
                value={valueOf(field, feature.properties[name], language, { yes: t('yes'), no: t('no') })}
              />
            )}
          </td>
        );
      })}
      <td>
        {centre && (
          <IconButton
            icon="target"
            size={16}
            label={`${t('attributes.fly')} ${title}`}
            onPress={() => {
              select();
              scene?.flyToPoint(centre, RANGE_METRES);
            }}
          />
        )}
      </td>
    </tr>
  );
}

function Footing({
  items,
  page,
  onFirst,
  onNext,
}: {
  readonly items: Items;
  readonly page: number;
  readonly onFirst: () => void;
  readonly onNext: (address: string) => void;
}) {
  const { t } = useWords();
  if (items.status !== 'ready' || items.answer.features.length === 0) return null;
  const from = page * PAGE_ITEMS + 1;
  const to = from + items.answer.features.length - 1;
  const { next } = items;
  return (
    <footer className="list-foot">
      <span role="status">
        {t('list.of', {
          from: formatNumber(from),
          to: formatNumber(to),
          n: formatNumber(items.answer.numberMatched ?? to),
        })}
      </span>
      {page > 0 && (
        <button type="button" className="button small" onClick={onFirst}>
          {t('list.first')}
        </button>
      )}
      {next !== undefined && (
        <button type="button" className="button small" onClick={() => onNext(next)}>
          {t('list.next')}
        </button>
      )}
    </footer>
  );
}
