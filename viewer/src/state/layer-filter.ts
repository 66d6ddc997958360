/** What a person asks of the items of a layer, field by field: read from a link, shown as controls, sent as CQL2. */
import type { Collection, Field } from '@twin/gis-data/theme.ts';

/** `in`: one of some codes; `from` and `to`: not below, not above, days with both ends; `has`: text with this in it. */
export type FilterOperator = 'in' | 'from' | 'to' | 'has';
export type FieldCondition = {
  readonly field: string;
  readonly operator: FilterOperator;
  /** As written: several for `in`, one for the others. */
  readonly values: readonly string[];
};

const OPERATORS: readonly FilterOperator[] = ['in', 'from', 'to', 'has'];
const FIELD = /^[a-z][a-z0-9_]*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_CHARACTERS = 200;
/** The day of the city, wherever the reader is. */
const MIDNIGHT = 'T00:00:00+08:00';
const DAY_MILLISECONDS = 86_400_000;

/** What can be asked of a field. */
export function operatorsOf({ type }: Field): readonly FilterOperator[] {
  switch (type) {
    case 'code':
    case 'boolean':
      return ['in'];
    case 'integer':
    case 'number':
    case 'date':
    case 'datetime':
      return ['from', 'to'];
    case 'text':
    case 'reference':
      return ['has'];
  }
}

/** Conditions that mean something: on fields that there are, with values that these can have. */
export function meaningful(
  { fields }: Pick<Collection, 'fields'>,
  conditions: readonly FieldCondition[] = [],
): readonly FieldCondition[] {
  return conditions.flatMap(({ field, operator, values }) => {
    const declared = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (!declared || !operatorsOf(declared).includes(operator)) return [];
    const valid = values.filter((value) => isValueOf(declared, value));
    return valid.length > 0 ? [{ field, operator, values: valid }] : [];
  });
}

/** All conditions at once, as CQL2 text; undefined where nothing is asked. */
export function cql2Of(
  collection: Pick<Collection, 'fields'>,
  conditions: readonly FieldCondition[] | undefined,
): string | undefined {
  const asked = meaningful(collection, conditions).flatMap(({ field, operator, values }) => {
    const declared = collection.fields[field];
    return declared ? [conditionText(field, declared, operator, values)] : [];
  });
  return asked.length > 0 ? asked.join(' AND ') : undefined;
}

/** The conditions with other values for one of them; none: without it. */
export function withCondition(
  conditions: readonly FieldCondition[] = [],
  field: string,
  operator: FilterOperator,
  values: readonly string[],
): readonly FieldCondition[] {
  const others = conditions.filter((one) => one.field !== field || one.operator !== operator);
  return values.length === 0 ? others : [...others, { field, operator, values }];
}

/** `width_mm.from.300`, `material.in.PE,PVC`: for a link, where `~` and spaces have meanings of their own. */
export function conditionToLink({ field, operator, values }: FieldCondition): string {
  const written = values.map((value) => encodeURIComponent(value).replaceAll('~', '%7E'));
  return `${field}.${operator}.${written.join(',')}`;
}

/** @returns nothing for what cannot be read */
export function conditionFromLink(text: string): FieldCondition | undefined {
  const [, field = '', word, list = ''] = /^([^.]*)\.([a-z]+)\.(.*)$/s.exec(text) ?? [];
  const operator = OPERATORS.find((one) => one === word);
  if (!FIELD.test(field) || !operator) return undefined;
  try {
    const values = list.split(',').map(decodeURIComponent);
    return values.every((value) => value !== '' && value.length <= MOST_CHARACTERS)
      ? { field, operator, values: operator === 'in' ? values : values.slice(0, 1) }
      : undefined;
  } catch {
    // A stray per cent sign: the link was damaged.
    return undefined;
  }
}

function isValueOf(field: Field, value: string): boolean {
  if (value.length > MOST_CHARACTERS) return false;
  switch (field.type) {
    case 'code':
      return Object.hasOwn(field.values, value);
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'integer':
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value));
    case 'date':
    case 'datetime':
      return DAY.test(value) && !Number.isNaN(Date.parse(value));
    case 'text':
    case 'reference':
      return value.trim() !== '' && !value.includes('\0');
  }
}

function conditionText(
  name: string,
  { type }: Field,
  operator: FilterOperator,
  values: readonly string[],
): string {
  const [value = ''] = values;
  const sign = operator === 'from' ? '>=' : '<=';
  switch (type) {
    case 'code':
      return `${name} IN (${values.map(quoted).join(', ')})`;
    case 'boolean':
      return `(${values.map((one) => `${name} = ${one.toUpperCase()}`).join(' OR ')})`;
    case 'integer':
    case 'number':
      return `${name} ${sign} ${Number(value)}`;
    case 'date':
      return `${name} ${sign} DATE('${value}')`;
    case 'datetime': {
      const midnight = Date.parse(`${value}${MIDNIGHT}`);
      // The day itself belongs to it.
      return operator === 'from'
        ? `${name} >= TIMESTAMP('${new Date(midnight).toISOString()}')`
        : `${name} < TIMESTAMP('${new Date(midnight + DAY_MILLISECONDS).toISOString()}')`;
    }
    case 'text':
    case 'reference':
      return `CASEI(${name}) LIKE CASEI(${quoted(`%${value.replaceAll(/[\\%_]/g, '\\$&')}%`)})`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
