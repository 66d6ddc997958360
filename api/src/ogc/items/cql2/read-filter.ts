/** The filter of a request, in either encoding, as SQL. */
import { Problem } from '../../../problems.ts';
import type { Queryable } from '../queryables.ts';
import type { ReferenceSystem } from '../../reference-systems.ts';
import { FilterError } from './filter-error.ts';
import { filterSql, type FilterSurroundings } from './filter-sql.ts';
import { parseText } from './parse-text.ts';

/** Of a filter; a web server reads no longer addresses anyway. */
const MAX_CHARACTERS = 16_000;
const LANGUAGES = ['cql2-text', 'cql2-json'] as const;
export type FilterLanguage = (typeof LANGUAGES)[number];

type Filter = {
  readonly filter: string;
  readonly language: FilterLanguage;
  readonly system: ReferenceSystem;
  readonly queryables: ReadonlyMap<string, Queryable>;
  readonly parameter: (value: unknown) => string;
};

/**
 * @returns SQL of a condition
 * @throws Problem filter-invalid, with the place
 */
export function readFilter({ filter, language, ...rest }: Filter): string {
  if (filter.length > MAX_CHARACTERS)
    throw new Problem('filter-invalid', `filter is longer than ${MAX_CHARACTERS} characters.`);
  try {
    return language === 'cql2-text' ? ofText(filter, rest) : ofJson(filter, rest);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new Problem('filter-invalid', `filter, ${error.place}: ${error.message}.`);
  }
}

/** @throws Problem parameter-invalid */
export function filterLanguage(raw: string | undefined): FilterLanguage {
  const found = LANGUAGES.find((known) => known === (raw ?? 'cql2-text'));
  if (!found) throw new Problem('parameter-invalid', `filter-lang is ${LANGUAGES.join(' or ')}.`);
  return found;
}

type Rest = Omit<FilterSurroundings, 'placeOf'>;

function ofText(filter: string, rest: Rest): string {
  const { expression, places } = parseText(filter);
  /** Literals have no place of their own: the operation around them has. */
  const placeOf = (path: readonly (string | number)[]): string => {
    let at = 1;
    let node: unknown = expression;
    for (const key of [undefined, ...path]) {
      if (key !== undefined)
        node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
      if (typeof node === 'object' && node !== null) at = places.get(node) ?? at;
    }
    return `character ${at}`;
  };
  return filterSql(expression, { ...rest, placeOf });
}

function ofJson(filter: string, rest: Rest): string {
  let expression: unknown;
  try {
    expression = JSON.parse(filter);
  } catch {
    throw new Problem('filter-invalid', 'filter is not JSON; filter-lang=cql2-text reads text.');
  }
  return filterSql(expression, { ...rest, placeOf: (path) => `/${path.join('/')}` });
}
