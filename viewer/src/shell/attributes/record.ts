/** What the attribute panel says of an item, as data: its facts, its other values, what is missing and what is withheld. */
import {
  fieldGrade,
  type Code,
  type Field,
  type Grade,
  type Theme,
  type Collection,
} from '@twin/gis-data/theme.ts';
import { formatDate, formatDateTime, formatNumber } from '../../words/format.ts';
import { wordOf } from '../../words/use-words.ts';
import type { Properties } from '../../words/item-title.ts';
import type { Language } from '../../state/city-state.ts';

/** `code`: the code behind a word, in grey. `refersTo`: the item that is meant. */
export type Value = {
  readonly text: string;
  readonly unit?: string;
  readonly code?: string;
  readonly refersTo?: { readonly collection: string; readonly id: string };
};
export type Row = { readonly name: string; readonly field: Field; readonly value: Value | undefined };
export type Withheld = { readonly name: string; readonly field: Field; readonly grade: Grade };
export type ItemRecord = {
  /** At most six, in the order of the declaration; also those without a value. */
  readonly facts: readonly Row[];
  readonly rows: readonly Row[];
  readonly empty: readonly Row[];
  /** Declared, and not answered by the server: the visitor may not see them. */
  readonly withheld: readonly Withheld[];
};

const MOST_FACTS = 6;

export function recordOf(
  theme: Theme,
  collection: Collection,
  properties: Properties,
  language: Language,
  yesNo: { readonly yes: string; readonly no: string },
): ItemRecord {
  const fields = Object.entries(collection.fields);
  const rows = fields
    .filter(([name]) => name in properties)
    .map(([name, field]): Row => ({ name, field, value: valueOf(field, properties[name], language, yesNo) }));
  // The label stands in the title already.
  const facts = rows
    .filter(({ name, field }) => field.fact && name !== collection.label)
    .slice(0, MOST_FACTS);
  const others = rows.filter((row) => !facts.includes(row));
  return {
    facts,
    rows: others.filter(({ value }) => value !== undefined),
    empty: others.filter(({ value }) => value === undefined),
    withheld: fields
      .filter(([name]) => !(name in properties))
      .map(([name, field]) => ({ name, field, grade: fieldGrade(theme, collection, field) })),
  };
}

/** Undefined where there is no value: it is never shown as 0. */
export function valueOf(
  field: Field,
  value: unknown,
  language: Language,
  yesNo: { readonly yes: string; readonly no: string },
): Value | undefined {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!isPlain || value === '') return undefined;
  switch (field.type) {
    case 'code':
      return codeValue(field.values[String(value)], String(value), language);
    case 'integer':
    case 'number':
      return numberValue(field, value);
    case 'boolean':
      return { text: value === true ? yesNo.yes : yesNo.no };
    case 'date':
      return { text: formatDate(String(value)) };
    case 'datetime':
      return { text: formatDateTime(String(value)) };
    case 'reference':
      return { text: String(value), refersTo: { collection: field.collection, id: String(value) } };
    case 'text':
      return { text: String(value) };
  }
}

/** A code that the list does not know is shown as it is. */
function codeValue(word: Code | undefined, code: string, language: Language): Value {
  if (!word) return { text: code };
  return { text: wordOf(word, language), ...(word.short === undefined ? {} : { code: word.short }) };
}

function numberValue(
  field: Extract<Field, { type: 'integer' | 'number' }>,
  value: string | number | boolean,
): Value | undefined {
  const number = Number(value);
  if (!Number.isFinite(number)) return undefined;
  // A whole number without a unit is a year or a small count: 2,019 would be read as an amount.
  if (field.type === 'integer' && field.unit === undefined) return { text: String(number) };
  return {
    text: formatNumber(number, field.type === 'integer' ? 0 : field.digits),
    ...(field.unit === undefined ? {} : { unit: field.unit }),
  };
}
