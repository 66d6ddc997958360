/** What is known of the selected item, as its theme declares it: head, facts, record, position, source. */
import { Suspense, useEffect } from 'react';
import { collectionById, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { FeatureAnswer } from '../../city-data/server-answers.ts';
import type { Served } from '../../city-data/served-feature.ts';
import { useCityState, type FeatureRef } from '../../state/city-state.ts';
import { formatDate } from '../../words/format.ts';
import { lives } from '../../themes/lives.ts';
import { itemTitle } from '../../words/item-title.ts';
import { problemText } from '../../words/problem-text.ts';
import { sourceTitle } from '../../words/source-title.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { Icon } from '../frame/icon.tsx';
import { useScene } from '../frame/scene-context.ts';
import { useCopyLink } from '../frame/use-copy-link.ts';
import { Sample } from '../layers/sample.tsx';
import { ModelLink } from './model-link.tsx';
import { PickedStack } from './picked-stack.tsx';
import { PositionTab } from './position-tab.tsx';
import { RasterValue } from './raster-value.tsx';
import { RecordTab } from './record-tab.tsx';
import { recordOf } from './record.ts';
import { shapeFacts } from './shape-facts.ts';
import { SourceTab } from './source-tab.tsx';
import { ValueText } from './value-text.tsx';
import './attribute-panel.css';

const RANGE_METRES = 180;
/** More does not fit into a third of the panel at the size of a figure. */
const LONG_CHARACTERS = 9;

type Properties = {
  readonly selection: FeatureRef;
  readonly served: Served;
  readonly onRetry: () => void;
  readonly onFold?: (() => void) | undefined;
};

export function AttributePanel({ selection, served, onRetry, onFold }: Properties) {
  const { t } = useWords();
  const set = useCityState((state) => state.set);
  const entry = collectionById(selection.collection);
  const answer = served.status === 'ready' ? served.answer : undefined;
  return (
    <>
      <PickedStack />
      <Head
        selection={selection}
        entry={entry}
        answer={answer}
        onFold={onFold}
        onClose={() => set({ selection: null, picked: [] })}
      />
      {!entry && <p className="state">{t('attributes.unknown', { id: selection.collection })}</p>}
      {entry && served.status === 'loading' && <Skeleton />}
      {entry && served.status === 'failed' && (
        <div className="state" role="alert">
          <strong>{t('attributes.failed')}</strong>
          <span>{problemText(served.error, t)}</span>
          <button type="button" className="button" onClick={onRetry}>
            {t('retry')}
          </button>
        </div>
      )}
      {entry && answer && (
        <Body key={`${selection.collection}/${selection.id}`} entry={entry} answer={answer} />
      )}
    </>
  );
}

type HeadProperties = {
  readonly selection: FeatureRef;
  readonly entry: CollectionOfTheme | undefined;
  readonly answer: FeatureAnswer | undefined;
  readonly onFold: (() => void) | undefined;
  readonly onClose: () => void;
};

function Head({ selection, entry, answer, onFold, onClose }: HeadProperties) {
  const { t, of, language } = useWords();
  const scene = useScene();
  const copyLink = useCopyLink();
  const title = entry
    ? answer
      ? itemTitle(entry.collection, answer.feature.properties, language)
      : of(entry.collection.title)
    : selection.collection;
  const centre = answer && shapeFacts(answer.feature.geometry)?.centre;
  const isRead = answer !== undefined;

  // Told once for each item, when its name is known.
  const announced = isRead ? t('attributes.selected', { title }) : '';
  return (
    <header className="attribute-head">
      {entry && (
        <span className="chip">
          <Sample collection={entry.collection} code={codeOf(entry, answer)} />
        </span>
      )}
      <div>
        <h2>{title}</h2>
        <p className="subject">
          <code>{selection.id}</code>
          {entry && isRead && <span>{of(entry.collection.title)}</span>}
        </p>
      </div>
      <div className="actions">
        {centre && (
          <IconButton
            icon="target"
            label={t('attributes.fly')}
            onPress={() => scene?.flyToPoint(centre, RANGE_METRES)}
          />
        )}
        {answer && <ModelLink item={selection} properties={answer.feature.properties} />}
        <IconButton icon="share" label={t('attributes.share')} onPress={copyLink} />
        {onFold && <IconButton icon="right" label={t('attributes.fold')} onPress={onFold} />}
        <IconButton icon="close" label={t('close')} onPress={onClose} />
      </div>
      <span className="visually-hidden" role="status">
        {announced}
      </span>
    </header>
  );
}

function Body({ entry, answer }: { readonly entry: CollectionOfTheme; readonly answer: FeatureAnswer }) {
  const { t, of, language } = useWords();
  const { feature, source, revision, ogc } = answer;
  const record = recordOf(entry.theme, entry.collection, feature.properties, language, {
    yes: t('yes'),
    no: t('no'),
  });
  const shape = shapeFacts(feature.geometry);
  const life = lives.find(({ collection }) => collection === entry.collection.id);
  useEscapeToClose();
  return (
    <>
      <RasterValue collection={entry.collection} />
      {record.facts.length > 0 && (
        <dl className="facts">
          {record.facts.map(({ name, field, value }) => (
            <div key={name}>
              <dt>{of(field.title)}</dt>
              <dd className={(value?.text.length ?? 0) > LONG_CHARACTERS ? 'long' : undefined}>
                <ValueText value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Tabs className="tabs">
        <TabList aria-label={t('attributes.tab.record')}>
          {life && <Tab id="life">{of(life.tab)}</Tab>}
          <Tab id="record">{t('attributes.tab.record')}</Tab>
          {shape && <Tab id="place">{t('attributes.tab.place')}</Tab>}
          <Tab id="source">{t('attributes.tab.source')}</Tab>
        </TabList>
        {life && (
          <TabPanel id="life">
            <Suspense
              fallback={
                <p className="state" role="status">
                  {t('loading')}
                </p>
              }
            >
              <life.Panel id={feature.id} />
            </Suspense>
          </TabPanel>
        )}
        <TabPanel id="record">
          <RecordTab record={record} />
        </TabPanel>
        {shape && (
          <TabPanel id="place">
            <PositionTab shape={shape} />
          </TabPanel>
        )}
        <TabPanel id="source">
          <SourceTab entry={entry} answer={answer} />
        </TabPanel>
      </Tabs>
      <footer className="attribute-foot">
        <span>
          {source
            ? sourceTitle(source.title, [entry.collection.id], language).title
            : t('attributes.noSource')}
          <br />
          {source
            ? t('attributes.foot', { date: formatDate(source.loaded_at), revision })
            : t('status.revision', { revision })}
        </span>
        {source?.simulated && <span className="demo-tag">{t('demo')}</span>}
        <a className="button small" href={ogc} target="_blank" rel="noreferrer">
          <Icon name="link" size={16} />
          OGC
        </a>
      </footer>
    </>
  );
}

/** Escape takes the selection back, unless it closes something nearer or ends a tool. */
function useEscapeToClose(): void {
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      const { tool, set } = useCityState.getState();
      const isInField = event.target instanceof HTMLInputElement;
      if (event.key === 'Escape' && !event.defaultPrevented && !isInField && tool === 'select')
        set({ selection: null, picked: [] });
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, []);
}

function Skeleton() {
  const { t } = useWords();
  return (
    <div className="attribute-skeleton" role="status" aria-label={t('loading')}>
      {[70, 52, 64, 40].map((percent) => (
        <span key={percent} style={{ width: `${percent}%` }} />
      ))}
    </div>
  );
}

function codeOf({ collection }: CollectionOfTheme, answer: FeatureAnswer | undefined) {
  const field = collection.divideBy === undefined ? undefined : collection.fields[collection.divideBy];
  const value =
    collection.divideBy === undefined ? undefined : answer?.feature.properties[collection.divideBy];
  return field?.type === 'code' && typeof value === 'string' ? field.values[value] : undefined;
}
