/** What a name in the scene says, the longest first: where that has no room the next is tried. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { Language } from '../../state/city-state.ts';
import { itemDetails, itemTitle, type Properties } from '../../words/item-title.ts';

/** Between the parts of a long one: 污水管 DN600 · 混凝土 · 深 3.2 m. */
const BETWEEN = ' · ';

export function labelTexts(
  collection: Collection,
  properties: Properties,
  language: Language,
): readonly string[] {
  if (collection.symbol.kind !== 'tube') return [nameOf(collection, properties, language)];
  const title = itemTitle(collection, properties, language);
  const details = itemDetails(collection, properties, language);
  return details.length === 0 ? [title] : [[title, ...details].join(BETWEEN), title];
}

/** The field of the English name of what has its name in the field `label`. */
export function englishOf(label: string): string {
  return `${label}_en`;
}

function nameOf({ label = '' }: Collection, properties: Properties, language: Language): string {
  const textOf = (field: string): string => {
    const value = properties[field];
    return typeof value === 'string' ? value : '';
  };
  const english = language === 'en' ? textOf(englishOf(label)) : '';
  return english === '' ? textOf(label) : english;
}
