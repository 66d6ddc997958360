/** One city system in the tree: its own row, the codes of its main collection, and its other collections. */
import type { Code, Collection } from '@twin/gis-data/theme.ts';
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useCityState } from '../../state/city-state.ts';
import {
  codeVisibility,
  coversNothing,
  isFinerShown,
  themeToggled,
  toggled,
  visibilityOf,
  withCodeToggled,
  withFinerToggled,
} from '../../state/layer-state.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon, ThemeIcon } from '../frame/icon.tsx';
import { CodeAmount, LayerAmount } from './amount.tsx';
import { ColourLegend } from './colour-legend.tsx';
import { Eye } from './eye.tsx';
import { LayerSettings } from './layer-settings.tsx';
import { switchable, type Amount, type CodeRow, type LayerRow, type ThemeRow } from './layer-tree.ts';
import { RampLegend } from './ramp-legend.tsx';
import { Sample } from './sample.tsx';

/** A code or, where the collection is not divided, the collection that the selected thing belongs to. */
export type SelectedLayer = { readonly collection: string; readonly code: string | undefined };

type Properties = {
  readonly row: ThemeRow;
  readonly selected: SelectedLayer | undefined;
  readonly startsOpen: boolean;
};

export function ThemeGroup({ row: { theme, main, others }, selected, startsOpen }: Properties) {
  const { of } = useWords();
  const { layers, set } = useCityState();
  const [open, setOpen] = useState(startsOpen);
  const name = of(theme.title);
  const all = switchable(theme.collections);
  const visibility = visibilityOf(layers, coversNothing(all));
  const hasMore = others.length > 0 || (main?.codes.length ?? 0) > 0;
  return (
    <li className="theme-group">
      <div
        className={classOf(
          'row',
          (visibility === 'off' || main?.isForbidden) && 'off',
          main && main.codes.length === 0 && selected?.collection === main.collection.id && 'selected',
        )}
      >
        <Disclosure open={open} name={name} isNeeded={hasMore} onPress={() => setOpen(!open)} />
        <ThemeIcon name={theme.icon} />
        <span className={open && hasMore ? 'name strong' : 'name'}>{name}</span>
        {main && <LayerAmount theme={theme} collection={main.collection} info={main.info} />}
        {main && <LayerSettings theme={theme} collection={main.collection} name={name} info={main.info} />}
        {!main?.isForbidden && (
          <Eye
            visibility={visibility}
            name={name}
            onPress={() => set({ layers: themeToggled(layers, all) })}
          />
        )}
      </div>
      {main && visibility !== 'off' && <RampLegend symbol={main.collection.symbol} />}
      {main && visibility !== 'off' && <ColourLegend collection={main.collection} />}
      {!open &&
        others
          .filter(({ collection }) => visibilityOf(layers, [collection]) !== 'off')
          .map(({ collection }) => (
            <RampLegend key={collection.id} symbol={collection.symbol} title={of(collection.title)} />
          ))}
      {open && (
        <ul>
          {main && <Codes theme={theme} row={main} selected={selected} level="l2" />}
          {others.map((other) => (
            <CollectionRow key={other.collection.id} theme={theme} row={other} selected={selected} />
          ))}
        </ul>
      )}
    </li>
  );
}

function CollectionRow({
  theme,
  row,
  selected,
}: {
  readonly theme: ThemeRow['theme'];
  readonly row: LayerRow;
  readonly selected: SelectedLayer | undefined;
}) {
  const { of } = useWords();
  const { layers, set } = useCityState();
  const [open, setOpen] = useState(false);
  const { collection, info, codes, isForbidden } = row;
  const name = of(collection.title);
  const visibility = visibilityOf(layers, [collection]);
  return (
    <li>
      <div
        className={classOf(
          'row l2',
          (visibility === 'off' || isForbidden) && 'off',
          selected?.collection === collection.id && !open && 'selected',
        )}
      >
        <Disclosure open={open} name={name} isNeeded={codes.length > 0} onPress={() => setOpen(!open)} />
        <Sample collection={collection} />
        <span className="name">{name}</span>
        <LayerAmount theme={theme} collection={collection} info={info} />
        <LayerSettings theme={theme} collection={collection} name={name} info={info} />
        {!isForbidden && (
          <Eye
            visibility={visibility}
            name={name}
            onPress={() => set({ layers: toggled(layers, [collection]) })}
          />
        )}
      </div>
      {visibility !== 'off' && <RampLegend symbol={collection.symbol} />}
      {visibility !== 'off' && <ColourLegend collection={collection} />}
      {open && (
        <ul>
          <Codes theme={theme} row={row} selected={selected} level="l3" />
        </ul>
      )}
    </li>
  );
}

type Level = 'l2' | 'l3';

function Codes({
  theme,
  row,
  selected,
  level,
}: {
  readonly theme: ThemeRow['theme'];
  readonly row: LayerRow;
  readonly selected: SelectedLayer | undefined;
  readonly level: Level;
}) {
  return row.codes.map((code) => (
    <CodeItem
      key={code.code}
      theme={theme}
      layer={row}
      row={code}
      level={level}
      isSelected={selected?.collection === row.collection.id && selected.code === code.code}
    />
  ));
}

function CodeItem({
  theme,
  layer: { collection, info },
  row: { code, word, amount, finer },
  level,
  isSelected,
}: {
  readonly theme: ThemeRow['theme'];
  readonly layer: LayerRow;
  readonly row: CodeRow;
  readonly level: Level;
  readonly isSelected: boolean;
}) {
  const { of } = useWords();
  const { layers, set } = useCityState();
  const [open, setOpen] = useState(false);
  const visibility = codeVisibility(layers, collection, code);
  const name = of(word);
  return (
    <li>
      <div
        className={classOf(
          `row ${level}`,
          (visibility === 'off' || amount === 0) && 'off',
          isSelected && 'selected',
        )}
      >
        <Disclosure open={open} name={name} isNeeded={finer.length > 0} onPress={() => setOpen(!open)} />
        <Sample collection={collection} code={word} />
        <span className="name">
          {name}
          {word.short && <em>{word.short}</em>}
        </span>
        <CodeAmount collection={collection} amount={amount} />
        <LayerSettings theme={theme} collection={collection} name={name} info={info} code={code} />
        <Eye
          visibility={visibility}
          name={name}
          onPress={() => set({ layers: withCodeToggled(layers, collection, code) })}
        />
      </div>
      {open && (
        <ul>
          {finer.map((part) => (
            <FinerItem
              key={part.code}
              collection={collection}
              code={code}
              word={word}
              part={part}
              all={finer.map((one) => one.code)}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

function FinerItem({
  collection,
  code,
  word,
  part,
  all,
}: {
  readonly collection: Collection;
  readonly code: string;
  readonly word: Code;
  readonly part: Amount;
  readonly all: readonly string[];
}) {
  const { of } = useWords();
  const { layers, set } = useCityState();
  const shown = isFinerShown(layers, collection, code, part.code);
  const name = of(part.word);
  return (
    <li className={classOf('row l3', !shown && 'off')}>
      <span />
      <Sample collection={collection} code={word} finer={part.word} />
      <span className="name">
        {name}
        {part.word.short && <em>{part.word.short}</em>}
      </span>
      <CodeAmount collection={collection} amount={part.amount} />
      <Eye
        visibility={shown ? 'on' : 'off'}
        name={name}
        onPress={() => set({ layers: withFinerToggled(layers, collection, code, part.code, all) })}
      />
    </li>
  );
}

function Disclosure({
  open,
  name,
  isNeeded,
  onPress,
}: {
  readonly open: boolean;
  readonly name: string;
  readonly isNeeded: boolean;
  readonly onPress: () => void;
}): ReactNode {
  if (!isNeeded) return <span />;
  return (
    <Button className="disclosure" aria-expanded={open} aria-label={name} onPress={onPress}>
      <Icon name={open ? 'down' : 'right'} size={14} />
    </Button>
  );
}

function classOf(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
