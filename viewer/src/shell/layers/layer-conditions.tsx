/** What is asked of the items of a layer: a condition for each field that a person has chosen, and how much they leave. */
import { visibleFields } from '@twin/gis-data/index.ts';
import type { Code, Collection, Field, Theme } from '@twin/gis-data/theme.ts';
import { useId, useState } from 'react';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { useMatching } from '../../city-data/matching.ts';
import { useSession } from '../../city-data/session.ts';
import { useCityState } from '../../state/city-state.ts';
import {
  operatorsOf,
  withCondition,
  type FieldCondition,
  type FilterOperator,
} from '../../state/layer-filter.ts';
import { layerStateOf } from '../../state/layer-state.ts';
import { formatNumber, withUnit } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';

type Properties = {
  readonly theme: Theme;
  readonly collection: Collection;
};
type FieldProperties = {
  readonly field: Field;
  readonly valuesOf: (operator: FilterOperator) => readonly string[];
  readonly onChange: (operator: FilterOperator, values: readonly string[]) => void;
};

const WORDS = {
  number: { from: 'layers.atLeast', to: 'layers.atMost' },
  date: { from: 'layers.since', to: 'layers.until' },
} as const;

export function LayerConditions({ theme, collection }: Properties) {
  const { t, of } = useWords();
  const { layers, set } = useCityState();
  const grade = useSession((session) => session.grade);
  const matching = useMatching((state) => state.byId.get(collection.id));
  const all = useCityLayers((state) => state.byId.get(collection.id)?.count);
  const own = layerStateOf(layers, collection);
  const { conditions = [] } = own;
  /** Chosen, and nothing asked of them yet. */
  const [open, setOpen] = useState<readonly string[]>([]);
  const fields = visibleFields({ theme, collection }, grade);
  const asked = fields.filter(
    ([name]) => open.includes(name) || conditions.some(({ field }) => field === name),
  );
  const ask = (next: readonly FieldCondition[]): void => {
    const { conditions: _, ...others } = own;
    set({
      layers: {
        ...layers,
        [collection.id]: next.length === 0 ? others : { ...others, conditions: next },
      },
    });
  };
  const drop = (name: string): void => {
    setOpen(open.filter((one) => one !== name));
    ask(conditions.filter(({ field }) => field !== name));
  };
  return (
    <section className="conditions" aria-label={t('layers.conditions')}>
      <header>
        <h4>{t('layers.conditions')}</h4>
        {matching?.status === 'ready' && all !== undefined && (
          <span className="amount" role="status">
            {formatNumber(matching.info.count)} / {formatNumber(all)}
          </span>
        )}
      </header>
      {matching?.status === 'failed' && <p role="alert">{problemText(matching.error, t)}</p>}
      {asked.map(([name, field]) => (
        <fieldset key={name}>
          <legend>
            {withUnit(of(field.title), 'unit' in field ? field.unit : undefined)}
            <IconButton
              icon="close"
              label={t('layers.dropCondition', { name: of(field.title) })}
              onPress={() => drop(name)}
            />
          </legend>
          <FieldConditionEditor
            field={field}
            valuesOf={(operator) =>
              conditions.find((one) => one.field === name && one.operator === operator)?.values ?? []
            }
            onChange={(operator, values) => {
              setOpen(open.includes(name) ? open : [...open, name]);
              ask(withCondition(conditions, name, operator, values));
            }}
          />
        </fieldset>
      ))}
      <select
        aria-label={t('layers.addCondition')}
        value=""
        onChange={({ target }) => setOpen([...open, target.value])}
      >
        <option value="">{t('layers.addCondition')}</option>
        {fields
          .filter(([name]) => !asked.some(([known]) => known === name))
          .map(([name, field]) => (
            <option key={name} value={name}>
              {of(field.title)}
            </option>
          ))}
      </select>
    </section>
  );
}

function FieldConditionEditor({ field, valuesOf, onChange }: FieldProperties) {
  const { t } = useWords();
  const [first] = operatorsOf(field);
  if (first === 'in') return <Choices field={field} valuesOf={valuesOf} onChange={onChange} />;
  if (first === 'has')
    return (
      <TypedValue
        label={t('layers.has')}
        type="text"
        value={valuesOf('has')[0] ?? ''}
        onChange={(value) => onChange('has', value === '' ? [] : [value])}
      />
    );
  const type = field.type === 'integer' || field.type === 'number' ? 'number' : 'date';
  return (
    <div className="range">
      {(['from', 'to'] as const).map((operator) => (
        <TypedValue
          key={operator}
          label={t(WORDS[type][operator])}
          type={type}
          value={valuesOf(operator)[0] ?? ''}
          onChange={(value) => onChange(operator, value === '' ? [] : [value])}
        />
      ))}
    </div>
  );
}

function Choices({ field, valuesOf, onChange }: FieldProperties) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const chosen = valuesOf('in');
  const codes: readonly (readonly [string, string, Code | undefined])[] =
    field.type === 'code'
      ? Object.entries<Code>(field.values).map(([code, word]) => [code, of(word), word])
      : [
          ['true', t('yes'), undefined],
          ['false', t('no'), undefined],
        ];
  return (
    <ul>
      {codes.map(([code, name, word]) => {
        const colour = typeof word?.colour === 'object' ? word.colour[theme] : word?.colour;
        return (
          <li key={code}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={({ target }) =>
                  onChange('in', target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
                }
              />
              {colour !== undefined && (
                <span className="sample square" aria-hidden="true" style={{ color: colour }} />
              )}
              {name}
            </label>
          </li>
        );
      })}
    </ul>
  );
}

/** Asked when it is written: a number half typed means another one. */
function TypedValue({
  label,
  type,
  value,
  onChange,
}: {
  readonly label: string;
  readonly type: 'number' | 'date' | 'text';
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const commit = (): void => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <label className="typed" htmlFor={id}>
      <span>{label}</span>
      <input
        id={id}
        className="input"
        type={type}
        step="any"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
        }}
      />
    </label>
  );
}
