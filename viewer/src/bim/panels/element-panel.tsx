/** What is known of the selected element: its facts, its life where one is written, its property and quantity sets. */
import { Suspense } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ELEMENT_PARTS } from '@twin/gis-data/themes/building-models/codes.ts';
import { useJson } from '../../city-data/use-json.ts';
import { Icon } from '../../shell/frame/icon.tsx';
import { IconButton } from '../../shell/frame/icon-button.tsx';
import { lives } from '../../themes/lives.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords, wordOf as wordIn } from '../../words/use-words.ts';
import { useInspector } from '../inspector-state.ts';
import { elementTitle, wordOf, type BimModel } from '../model/bim-model.ts';
import { elementGroup } from '../model/groups.ts';
import { readElement, type ElementAnswer } from '../model/model-answers.ts';
import { WORDS } from '../words.ts';

const DIGITS = 2;
/** Of the view of the city around an element, degrees. */
const AROUND_DEGREES = 0.0006;

type Properties = {
  readonly model: BimModel;
  readonly element: number;
  readonly onFit: () => void;
  readonly onFold?: () => void;
};

export function ElementPanel({ model, element, onFit, onFold }: Properties) {
  const { t, of, language } = useWords();
  const { hidden, isolated, set } = useInspector();
  const { facts } = model;
  const id = facts.id[element] ?? '';
  const answer = useJson(`/api/models/element?element=${encodeURIComponent(id)}`, readElement);
  const title = elementTitle(facts, element);
  const part = wordOf(facts.part, element);
  const partWord = part in ELEMENT_PARTS ? ELEMENT_PARTS[part as keyof typeof ELEMENT_PARTS] : undefined;
  const [long = 0, wide = 0, high = 0] = facts.size[element] ?? [];
  const isOnly = isolated?.includes(elementGroup(id)) ?? false;
  const recordId = facts.record_id[element] ?? null;
  const life = lives.find(({ collection }) => collection === wordOf(facts.record_collection, element));
  const rows: readonly (readonly [string, string])[] = [
    [of(WORDS.materials), wordOf(facts.materials, element)],
    [of(WORDS.tag), facts.tag[element] ?? ''],
    [of(WORDS.guid), facts.guid[element] ?? ''],
  ];
  return (
    <>
      <header className="attribute-head bim-head">
        <div>
          <h2>{title}</h2>
          <p className="subject">
            <code>{recordId ?? facts.guid[element]}</code>
            {life && <span>{of(life.title)}</span>}
          </p>
        </div>
        <div className="actions">
          <IconButton icon="target" label={of(WORDS.fit)} onPress={onFit} />
          <IconButton
            icon="filter"
            label={of(WORDS.isolate)}
            isPressed={isOnly}
            onPress={() => set({ isolated: isOnly ? null : [elementGroup(id)] })}
          />
          <IconButton
            icon="eye-off"
            label={of(WORDS.hide)}
            onPress={() => set({ hidden: [...hidden, elementGroup(id)], selected: null })}
          />
          {onFold && <IconButton icon="right" label={of(WORDS.fold)} onPress={onFold} />}
          <IconButton icon="close" label={t('close')} onPress={() => set({ selected: null })} />
        </div>
        <span className="visually-hidden" role="status">
          {title}
        </span>
      </header>
      <dl className="facts">
        <Fact name={of(WORDS.ifcClass)} value={wordOf(facts.class, element)} />
        <Fact name={of(WORDS.storey)} value={wordOf(facts.storey, element)} />
        <Fact name={of(WORDS.partOf)} value={partWord ? wordIn(partWord, language) : part} />
        <Fact name={of(WORDS.type)} value={wordOf(facts.type, element)} />
        <div className="two">
          <dt>{of(WORDS.size)}</dt>
          <dd className="long">
            {[long, wide, high].map((metres) => formatNumber(metres, DIGITS)).join(' × ')}
            <span className="unit">m</span>
          </dd>
        </div>
      </dl>
      <Tabs className="tabs" key={`${id}/${life === undefined}`}>
        <TabList aria-label={title}>
          {life && <Tab id="life">{of(WORDS.life)}</Tab>}
          <Tab id="properties">{of(WORDS.properties)}</Tab>
        </TabList>
        {life && recordId !== null && (
          <TabPanel id="life">
            <Suspense
              fallback={
                <p className="state" role="status">
                  {t('loading')}
                </p>
              }
            >
              <life.Panel id={recordId} />
            </Suspense>
          </TabPanel>
        )}
        <TabPanel id="properties">
          <dl className="values">
            {rows
              .filter(([, value]) => value !== '')
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
          {answer.status === 'failed' && (
            <p className="state" role="alert">
              {problemText(answer.error, t)}
            </p>
          )}
          {answer.status === 'ready' && <Sets answer={answer.answer} />}
        </TabPanel>
      </Tabs>
      <footer className="attribute-foot">
        <span>
          {facts.model.title}
          <br />
          {facts.model.schema_name}
        </span>
        {facts.model.simulated && <span className="demo-tag">{t('demo')}</span>}
        {answer.status === 'ready' && (
          <a className="button small" href={cityLink(answer.answer, id)}>
            <Icon name="map" size={16} />
            {of(WORDS.inCity)}
          </a>
        )}
      </footer>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  const { t } = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd className="long">{value === '' ? <span className="no-data">{t('noData')}</span> : value}</dd>
    </div>
  );
}

function Sets({ answer: { sets, sets_need: need } }: { readonly answer: ElementAnswer }) {
  const { of } = useWords();
  const known = Object.entries(sets ?? {});
  if (need !== undefined) return <p className="bim-note">{of(WORDS.setsNeed)}</p>;
  if (known.length === 0) return <p className="bim-note">{of(WORDS.noSets)}</p>;
  return known.map(([name, values]) => (
    <section key={name} className="bim-set">
      <h3>{name}</h3>
      <dl className="values">
        {Object.entries(values).map(([property, value]) => (
          <div key={property}>
            <dt title={property}>{property}</dt>
            <dd>{textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

function cityLink({ element: { longitude, latitude } }: ElementAnswer, id: string): string {
  const extent = [
    longitude - AROUND_DEGREES,
    latitude - AROUND_DEGREES,
    longitude + AROUND_DEGREES,
    latitude + AROUND_DEGREES,
  ].map((degrees) => degrees.toFixed(7));
  return `/#${new URLSearchParams({ v: '1', select: `bim-elements/${id}`, extent: extent.join(',') })}`;
}
