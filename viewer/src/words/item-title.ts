/** What a person would call an item: 污水管 DN600, 检查井 WS2037, 示范区人民医院. */
import { fieldsOfTitle, type Collection, type Field } from '@twin/gis-data/theme.ts';
import type { Language } from '../state/city-state.ts';
import { wordOf } from './use-words.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** What a name along the item adds to its title. */
export function itemDetails(
  { details = [], fields }: Collection,
  properties: Properties,
  language: Language,
): string[] {
  return details.flatMap((words) => filledIn(wordOf(words, language), fields, properties, language) ?? []);
}

/** @returns undefined where a field has no value */
function filledIn(
  template: string,
  fields: Collection['fields'],
  properties: Properties,
  language: Language,
): string | undefined {
  const valueOf = (name: string): string => textIn(fields[name], properties[name], language);
  return fieldsOfTitle(template).every((name) => valueOf(name) !== '')
    ? template.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name))
    : undefined;
}

/** By the theme's templates, else by its label, else by the code that divides the collection, else by the collection. */
export function itemTitle(collection: Collection, properties: Properties, language: Language): string {
  const valueOf = (name: string): string => textIn(collection.fields[name], properties[name], language);
  for (const words of collection.titles ?? []) {
    const title = filledIn(wordOf(words, language), collection.fields, properties, language);
    if (title !== undefined) return title;
  }
  const english = language === 'en' && 'name_en' in collection.fields ? valueOf('name_en') : '';
  const label = collection.label ? valueOf(collection.label) : '';
  const code = collection.divideBy ? valueOf(collection.divideBy) : '';
  return [english, label, code].find((text) => text !== '') ?? wordOf(collection.title, language);
}

/** Codes as words; figures bare, as a title has them (DN1200), and no finer than they are kept: tiles have them in 32 bits. */
function textIn(field: Field | undefined, value: unknown, language: Language): string {
  if (typeof value === 'number')
    return field?.type === 'number' && field.digits !== undefined
      ? value.toFixed(field.digits)
      : String(value);
  if (typeof value !== 'string') return '';
  const code = field?.type === 'code' ? field.values[value] : undefined;
  return code ? wordOf(code, language) : value;
}
