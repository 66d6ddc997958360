/** Storeys, their classes and their elements; or what a search has found. Whatever stands in the scene can be chosen here. */
import { useDeferredValue, useState } from 'react';
import { Button } from 'react-aria-components';
import { useJson } from '../../city-data/use-json.ts';
import { Icon } from '../../shell/frame/icon.tsx';
import { IconButton } from '../../shell/frame/icon-button.tsx';
import { Eye } from '../../shell/layers/eye.tsx';
import type { Visibility } from '../../state/layer-state.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { useInspector } from '../inspector-state.ts';
import { elementTitle, wordOf, type BimModel, type StoreyGroup } from '../model/bim-model.ts';
import { classGroup, elementGroup, GONE, storeyGroup, toggledGroup } from '../model/groups.ts';
import { readFound } from '../model/model-answers.ts';
import { WORDS } from '../words.ts';

/** Rows of elements that are shown at once, and by which more. */
const LISTED = 100;

type Properties = {
  readonly model: BimModel;
  /** GONE, GHOST or SHOWN by element. */
  readonly states: Readonly<Uint8Array>;
  readonly onFold?: () => void;
};

export function TreePanel({ model, states, onFold }: Properties) {
  const { of } = useWords();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  return (
    <>
      <header className="panel-head">
        <h2>{of(WORDS.tree)}</h2>
        <small>{formatNumber(model.facts.count)}</small>
        {onFold && <IconButton icon="left" label={of(WORDS.fold)} onPress={onFold} />}
      </header>
      <search className="field layer-filter">
        <Icon name="search" size={16} />
        <input
          type="search"
          aria-label={of(WORDS.search)}
          placeholder={of(WORDS.searchHint)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {text !== '' && (
          <IconButton icon="close" size={16} label={of(WORDS.clear)} onPress={() => setText('')} />
        )}
      </search>
      {wanted === '' ? (
        <ul className="tree bim-tree">
          {/* As the building stands: the roof first. */}
          {model.storeys.toReversed().map((storey) => (
            <StoreyItem key={storey.storey} model={model} storey={storey} states={states} />
          ))}
        </ul>
      ) : (
        <Found model={model} text={wanted} />
      )}
    </>
  );
}

function StoreyItem({
  model,
  storey: { storey, elements, classes },
  states,
}: {
  readonly model: BimModel;
  readonly storey: StoreyGroup;
  readonly states: Readonly<Uint8Array>;
}) {
  const { of } = useWords();
  const [open, setOpen] = useState(false);
  const name = storey === '' ? of(WORDS.noStorey) : storey;
  return (
    <li>
      <GroupRow
        level="l1"
        name={name}
        group={storeyGroup(storey)}
        count={elements.length}
        visibility={visibilityOf(model, elements, states)}
        open={open}
        onOpen={() => setOpen(!open)}
      />
      {open && (
        <ul>
          {classes.map(({ ifcClass, elements: of_ }) => (
            <ClassItem
              key={ifcClass}
              model={model}
              storey={storey}
              storeyName={name}
              ifcClass={ifcClass}
              elements={of_}
              states={states}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

function ClassItem({
  model,
  storey,
  storeyName,
  ifcClass,
  elements,
  states,
}: {
  readonly model: BimModel;
  readonly storey: string;
  readonly storeyName: string;
  readonly ifcClass: string;
  readonly elements: readonly number[];
  readonly states: Readonly<Uint8Array>;
}) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <GroupRow
        level="l2"
        name={ifcClass.replace(/^Ifc/, '')}
        group={classGroup(storey, ifcClass)}
        spoken={`${storeyName} ${ifcClass}`}
        count={elements.length}
        visibility={visibilityOf(model, elements, states)}
        open={open}
        onOpen={() => setOpen(!open)}
      />
      {open && <ElementList model={model} elements={elements} />}
    </li>
  );
}

function GroupRow({
  level,
  name,
  spoken = name,
  group,
  count,
  visibility,
  open,
  onOpen,
}: {
  readonly level: 'l1' | 'l2';
  readonly name: string;
  /** Where the name alone would not be understood. */
  readonly spoken?: string;
  readonly group: string;
  readonly count: number;
  readonly visibility: Visibility | null;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  const { of } = useWords();
  const { hidden, isolated, set } = useInspector();
  const isOnly = isolated?.includes(group) ?? false;
  return (
    <div className={`row bim-row ${level}${visibility === 'off' ? ' off' : ''}`}>
      <Button className="disclosure" aria-expanded={open} aria-label={spoken} onPress={onOpen}>
        <Icon name={open ? 'down' : 'right'} size={14} />
      </Button>
      <span className="name">{name}</span>
      <span className="amount">{formatNumber(count)}</span>
      {visibility !== null && (
        <>
          <IconButton
            icon="target"
            size={16}
            label={`${of(WORDS.isolate)} ${spoken}`}
            isPressed={isOnly}
            onPress={() => set({ isolated: isOnly ? null : [group] })}
          />
          <Eye
            visibility={visibility}
            name={spoken}
            onPress={() => set({ hidden: toggledGroup(hidden, group) })}
          />
        </>
      )}
    </div>
  );
}

function ElementList({
  model,
  elements,
  notes,
}: {
  readonly model: BimModel;
  readonly elements: readonly number[];
  readonly notes?: ReadonlyMap<number, string>;
}) {
  const { of } = useWords();
  const { selected, set } = useInspector();
  const [most, setMost] = useState(LISTED);
  const { facts } = model;
  return (
    <ul>
      {elements.slice(0, most).map((element) => {
        const id = facts.id[element] ?? '';
        return (
          <li key={id}>
            <button
              type="button"
              className={`bim-element${selected === id ? ' selected' : ''}`}
              aria-current={selected === id}
              onClick={() => set({ selected: id })}
            >
              <span>{elementTitle(facts, element)}</span>
              <small>{notes?.get(element) ?? (facts.name[element] ? wordOf(facts.type, element) : '')}</small>
            </button>
          </li>
        );
      })}
      {elements.length > most && (
        <li>
          <button type="button" className="bim-element more" onClick={() => setMost(most + LISTED)}>
            {of(WORDS.more)} ({formatNumber(elements.length - most)})
          </button>
        </li>
      )}
    </ul>
  );
}

function Found({ model, text }: { readonly model: BimModel; readonly text: string }) {
  const { t, of } = useWords();
  const set = useInspector((state) => state.set);
  const query = new URLSearchParams({ model: model.facts.model.id, q: text });
  const found = useJson(`/api/models/search?${query}`, readFound);
  if (found.status === 'failed')
    return (
      <p className="state" role="alert">
        {problemText(found.error, t)}
      </p>
    );
  if (found.status !== 'ready')
    return (
      <p className="state" role="status">
        {t('loading')}
      </p>
    );
  const elements = found.answer.elements.flatMap(({ id }) => model.numberOf.get(id) ?? []);
  const notes = new Map(
    found.answer.elements.flatMap(({ id, property }) => {
      const element = model.numberOf.get(id);
      return element === undefined || property === null
        ? []
        : [[element, `${property.name} ${String(property.value)}`] as const];
    }),
  );
  return (
    <div className="tree bim-tree">
      <p className="bim-found" role="status">
        {elements.length === 0
          ? of(WORDS.nothingFound)
          : `${of(WORDS.found)} ${formatNumber(elements.length)}${found.answer.is_truncated ? '+' : ''}`}
        {elements.length > 0 && (
          <button
            type="button"
            className="text-link"
            onClick={() => set({ isolated: found.answer.elements.map(({ id }) => elementGroup(id)) })}
          >
            {of(WORDS.isolateFound)}
          </button>
        )}
      </p>
      <ElementList model={model} elements={elements} notes={notes} />
    </div>
  );
}

/** Null where nothing of it can be seen at all. */
function visibilityOf(
  { facts }: BimModel,
  elements: readonly number[],
  states: Readonly<Uint8Array>,
): Visibility | null {
  const drawn = elements.filter((one) => (facts.shape[one] ?? null) !== null);
  if (drawn.length === 0) return null;
  const gone = drawn.filter((one) => states[one] === GONE).length;
  return gone === 0 ? 'on' : gone === drawn.length ? 'off' : 'partly';
}
