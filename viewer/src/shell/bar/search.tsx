/** Search over names and codes of all themes and over coordinates in any notation. `/` goes there, arrows choose, Enter flies. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import { formatDegrees } from '../../coordinates/format-coordinates.ts';
import { useCityState } from '../../state/city-state.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { Icon, ThemeIcon } from '../frame/icon.tsx';
import { useScene } from '../frame/scene-context.ts';
import { useLit } from '../frame/use-lit.ts';
import { Sample } from '../layers/sample.tsx';
import { groupFound, splitAtMatch, type FoundGroup, type FoundRow } from './found.ts';
import { useSearch, type Found } from './use-search.ts';
import './search.css';

/** How near one looks at what was found. */
const RANGE_METRES = 260;

export function Search({ isShort }: { readonly isShort: boolean }) {
  const { t } = useWords();
  const scene = useScene();
  const set = useCityState((state) => state.set);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const { places, found } = useSearch(text);
  const groups = groupFound(places, found.status === 'found' ? found.results : []);
  const rows = groups.flatMap((group) => group.rows);
  const current = rows[Math.min(chosen, rows.length - 1)];
  const isShown = isOpen && text.trim() !== '';
  // By number: a code may hold a space, and an id may not.
  const idOf = (row: FoundRow): string => `${listId}-${rows.indexOf(row)}`;
  const currentId = isShown && current ? idOf(current) : undefined;

  useEffect(() => {
    if (currentId !== undefined) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent): void => {
      const { target } = event;
      if (event.key !== '/' || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  const go = (row: FoundRow): void => {
    setOpen(false);
    if (row.kind === 'place') {
      scene?.flyToPoint(row.place, RANGE_METRES);
      return;
    }
    const { collection, id } = row.result;
    set({ selection: { collection, id }, picked: [] });
    scene?.flyToPoint(row.result, RANGE_METRES);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && text !== '') setText('');
    else if (event.key === 'Escape') field.current?.blur();
    else if (event.key === 'ArrowDown') setChosen(rows.length === 0 ? 0 : (chosen + 1) % rows.length);
    else if (event.key === 'ArrowUp')
      setChosen(rows.length === 0 ? 0 : (chosen + rows.length - 1) % rows.length);
    else if (event.key === 'Enter' && current) go(current);
    else return;
    event.preventDefault();
  };

  return (
    <div className="search" role="search">
      <div className="field">
        <Icon name="search" />
        <input
          ref={field}
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={isShown && rows.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          {...(currentId === undefined ? {} : { 'aria-activedescendant': currentId })}
          autoComplete="off"
          spellCheck={false}
          placeholder={isShort ? t('search.short') : t('search.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={keys}
        />
        {text === '' ? (
          <kbd>/</kbd>
        ) : (
          <IconButton
            icon="close"
            size={16}
            label={t('search.clear')}
            onPress={() => {
              setText('');
              field.current?.focus();
            }}
          />
        )}
      </div>
      <div className="search-results" hidden={!isShown}>
        <ul id={listId} role="listbox" aria-label={t('search.label')}>
          {groups.map((group) => (
            <Group
              key={group.theme?.id ?? 'places'}
              group={group}
              idOf={idOf}
              text={text}
              current={current}
              onGo={go}
            />
          ))}
        </ul>
        <Footing found={found} count={rows.length} text={text.trim()} />
      </div>
    </div>
  );
}

type GroupProperties = {
  readonly group: FoundGroup;
  readonly idOf: (row: FoundRow) => string;
  readonly text: string;
  readonly current: FoundRow | undefined;
  readonly onGo: (row: FoundRow) => void;
};

function Group({ group: { theme, rows }, idOf, text, current, onGo }: GroupProperties) {
  const { t, of } = useWords();
  const title = theme ? of(theme.title) : t('search.place');
  return (
    <li role="presentation">
      <h3 role="presentation">{title}</h3>
      <ul role="group" aria-label={title}>
        {rows.map((row) => (
          <Row key={row.key} row={row} id={idOf(row)} text={text} isCurrent={row === current} onGo={onGo} />
        ))}
      </ul>
    </li>
  );
}

type RowProperties = {
  readonly row: FoundRow;
  readonly id: string;
  readonly text: string;
  readonly isCurrent: boolean;
  readonly onGo: (row: FoundRow) => void;
};

function Row({ row, id, text, isCurrent, onGo }: RowProperties) {
  const thing = row.kind === 'thing' ? row.result : undefined;
  const { onPointerEnter, onPointerLeave } = useLit(thing?.collection ?? '', thing?.id ?? '');
  return (
    // The focus stays in the field, where the arrows and Enter are heard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      id={id}
      role="option"
      aria-selected={isCurrent}
      className="found"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onGo(row)}
      {...(thing ? { onPointerEnter, onPointerLeave } : {})}
    >
      {row.kind === 'place' ? <Place row={row} /> : <Thing row={row} text={text} />}
    </li>
  );
}

function Place({ row: { place } }: { readonly row: Extract<FoundRow, { kind: 'place' }> }) {
  const { t } = useWords();
  return (
    <>
      <Icon name="target" size={16} />
      <span className="found-title">{formatDegrees(place, 6)}</span>
      <small>{place.crs === 'CGCS2000' ? t('search.goTo') : place.crs}</small>
    </>
  );
}

function Thing({
  row: { result },
  text,
}: {
  readonly row: Extract<FoundRow, { kind: 'thing' }>;
  readonly text: string;
}) {
  const { of } = useWords();
  const entry = collectionById(result.collection);
  if (!entry) return null;
  const title = result.title ?? result.id;
  const [before, match, after] = splitAtMatch(title, text);
  return (
    <>
      {entry.collection.base ? (
        <ThemeIcon name={entry.theme.icon} />
      ) : (
        <Sample collection={entry.collection} />
      )}
      <span className="found-title">
        {before}
        <mark>{match}</mark>
        {after}
      </span>
      <small>
        {of(entry.collection.title)}
        {title !== result.id && <code>{result.id}</code>}
      </small>
    </>
  );
}

/** What the list itself does not say: nothing, not all, not finished. */
function Footing({
  found,
  count,
  text,
}: {
  readonly found: Found;
  readonly count: number;
  readonly text: string;
}) {
  const { t } = useWords();
  const words = ((): string => {
    if (found.status === 'failed') return t('search.failed', { problem: problemText(found.error, t) });
    if (found.status === 'found' && count === 0) return t('search.nothing', { text });
    if (found.status === 'found' && found.isCut) return t('search.more', { n: count });
    if (found.status === 'found') return t('search.count', { n: count });
    return t('loading');
  })();
  return (
    <div className={found.status === 'failed' ? 'search-footing failed' : 'search-footing'} role="status">
      <span>{words}</span>
      {found.status === 'found' && count === 0 && <span>{t('search.hint')}</span>}
    </div>
  );
}
