/** What the colours of a layer mean while it is coloured by a field of its own choice. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { colourFields, fieldStyle } from '../../scene/layers/paint-style.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber, withUnit } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

export function ColourLegend({ collection }: { readonly collection: Collection }) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const colourBy = useCityState((state) => state.layers[collection.id]?.colourBy);
  const [name, field] = colourFields(collection).find(([one]) => one === colourBy) ?? [];
  if (name === undefined || !field) return null;
  const { codes = [], steps = [], otherwise } = fieldStyle(name, field);
  const unit = field.type === 'number' || field.type === 'integer' ? field.unit : undefined;
  const entries = [
    ...codes.map(({ code, colour }) => ({
      name: field.type === 'code' && field.values[code] ? of(field.values[code]) : code,
      colour,
    })),
    ...steps.map(({ upTo, colour }, at) => ({
      name: upTo === Infinity ? `> ${figure(steps[at - 1]?.upTo ?? 0)}` : `≤ ${figure(upTo)}`,
      colour,
    })),
    { name: t('noData'), colour: otherwise },
  ];
  return (
    <div className="colour-legend">
      <span className="title">{withUnit(of(field.title), unit)}</span>
      <ul>
        {entries.map((entry) => (
          <li key={entry.name}>
            <span className="sample square" aria-hidden="true" style={{ color: entry.colour[theme] }} />
            {entry.name}
          </li>
        ))}
      </ul>
    </div>
  );

  // A year has no thousands.
  function figure(value: number): string {
    return unit === undefined ? String(value) : formatNumber(value);
  }
}
