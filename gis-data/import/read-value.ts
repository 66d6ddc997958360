/** What a file writes in a column, as the value of a field: numbers with units and separators, dates, codes in words. */
import type { Code, CodeList, Field } from '../theme.ts';
import { factorBetween, unitOf } from './units.ts';

export type Reading =
  | { readonly value: string | number | boolean }
  /** The file says that there is none: empty, a word for nothing, a sentinel such as −9999. */
  | { readonly none: 'empty' | 'sentinel' }
  /** It says something that the field cannot hold. */
  | { readonly unreadable: string };

export type ReadRule = {
  readonly field: Field;
  /** Unit of the file's bare numbers where it is not the field's. */
  readonly unit?: string | undefined;
  /** A year is taken from a whole date. */
  readonly isYear?: boolean;
};

const SENTINELS = new Set([
  -999, -9999, -99_999, -999_999, -32_768, -2_147_483_648, -3.4028234663852886e38, -1.7976931348623157e308,
  1e20, 1e30,
]);
const WORDS_FOR_NONE = new Set([
  'null',
  '<null>',
  '(null)',
  'none',
  'nan',
  'n/a',
  'na',
  '#n/a',
  '-',
  '--',
  '/',
  '\\',
  '?',
  '无',
  '空',
  '不详',
  '未知',
  '无数据',
]);
const TRUE = new Set(['true', 't', 'yes', 'y', '1', '是', '有']);
const FALSE = new Set(['false', 'f', 'no', 'n', '0', '否', '无']);
/** Number with a unit behind it or `DN` before it; separators in it. */
const QUANTITY = /^(?:dn|φ|ø|Φ)?\s*([+-]?[\d.,' \u00a0\u202f]*\d(?:e[+-]?\d+)?)\s*([^\d\s].*)?$/iu;
const LONGEST_TEXT = 10_000;
/** Milliseconds since 1970 of the years 1973 to 2286; smaller numbers would be days, years or seconds. */
const EPOCH_MILLISECONDS = { from: 1e11, to: 1e13 };
const FIRST_YEAR = 1;
const LAST_YEAR = 9999;

export function readValue(raw: unknown, rule: ReadRule): Reading {
  if (raw === null || raw === undefined) return { none: 'empty' };
  if (typeof raw === 'number' && SENTINELS.has(raw)) return { none: 'sentinel' };
  if (typeof raw === 'object') return { unreadable: 'it is a list or an object' };
  if (typeof raw === 'string') {
    const text = raw.trim();
    if (text === '') return { none: 'empty' };
    if (rule.field.type !== 'boolean' && WORDS_FOR_NONE.has(text.toLowerCase())) return { none: 'sentinel' };
    if (rule.field.type !== 'text' && SENTINELS.has(Number(text))) return { none: 'sentinel' };
  }
  switch (rule.field.type) {
    case 'text':
    case 'reference':
      return readText(raw);
    case 'code':
      return readCode(raw, rule.field.values);
    case 'boolean':
      return readBoolean(raw);
    case 'integer':
    case 'number':
      return readNumber(raw, rule);
    case 'date':
    case 'datetime':
      return readDate(raw, rule.field.type);
  }
}

function readText(raw: unknown): Reading {
  const text = String(raw).normalize('NFC').replaceAll('\0', '').trim();
  if (text.length > LONGEST_TEXT) return { unreadable: `it is longer than ${LONGEST_TEXT} characters` };
  return { value: text };
}

function readCode(raw: unknown, values: CodeList): Reading {
  const text = String(raw).trim();
  if (Object.hasOwn(values, text)) return { value: text };
  const lower = text.toLowerCase();
  const numeric = typeof raw === 'number' || /^-?\d+\.0+$/.test(text) ? String(Number(text)) : undefined;
  const found = Object.entries<Code>(values).find(
    ([code, { zh, en, aliases = [] }]) =>
      code === numeric || [code, zh, en, ...aliases].some((word) => word.toLowerCase() === lower),
  );
  return found ? { value: found[0] } : { unreadable: 'it is no code of the list' };
}

function readBoolean(raw: unknown): Reading {
  if (typeof raw === 'boolean') return { value: raw };
  const word = String(raw).trim().toLowerCase();
  if (TRUE.has(word)) return { value: true };
  if (FALSE.has(word)) return { value: false };
  return { unreadable: 'it is neither yes nor no' };
}

function readNumber(raw: unknown, { field, unit, isYear }: ReadRule): Reading {
  const fieldUnit = 'unit' in field ? field.unit : undefined;
  if (isYear && typeof raw !== 'boolean') {
    const date = readDate(raw, 'date');
    if ('value' in date && !/^\d{1,4}$/.test(String(raw).trim()))
      return { value: Number(String(date.value).slice(0, 4)) };
  }
  const quantity =
    typeof raw === 'number'
      ? { number: raw, unit: undefined }
      : quantityOf(String(raw).normalize('NFKC').trim());
  if (!quantity || !Number.isFinite(quantity.number)) return { unreadable: 'it is no number' };
  const from = quantity.unit ?? unit ?? fieldUnit;
  const factor =
    from === undefined || fieldUnit === undefined || from === fieldUnit ? 1 : factorBetween(from, fieldUnit);
  if (factor === undefined) return { unreadable: `${from} is no unit for it` };
  const number = quantity.number * factor;
  if (field.type !== 'integer' || Number.isInteger(number)) return { value: number };
  // A length in another unit seldom comes out whole; a count must be.
  return fieldUnit === undefined ? { unreadable: 'it is no whole number' } : { value: Math.round(number) };
}

function quantityOf(text: string): { number: number; unit: string | undefined } | undefined {
  const [, digits, word] = QUANTITY.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const unit = word === undefined ? undefined : unitOf(word);
  if (word !== undefined && unit === undefined) return undefined;
  const number = plainNumber(digits.replaceAll(/[' \u00a0\u202f]/g, ''));
  return number === undefined ? undefined : { number, unit };
}

/** `1,234.5` and `1,234` have thousands separators, `3,14` has a decimal comma, `1.234,5` both the other way. */
function plainNumber(text: string): number | undefined {
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  if (/^[+-]?\d+,\d+$/.test(text)) return Number(text.replace(',', '.'));
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number;
}

/** ISO 8601 date or time; also with slashes, points, 年月日, without separators, and as epoch milliseconds. */
function readDate(raw: unknown, type: 'date' | 'datetime'): Reading {
  const unreadable = { unreadable: 'it is no date' } as const;
  const text = String(raw).trim();
  const milliseconds = Number(text);
  if (milliseconds >= EPOCH_MILLISECONDS.from && milliseconds < EPOCH_MILLISECONDS.to) {
    const iso = new Date(milliseconds).toISOString();
    return { value: type === 'date' ? iso.slice(0, 10) : iso };
  }
  const [, year = '', month = '', day = '', rest = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(.*)$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(.*)$/.exec(text) ??
    [];
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const date = new Date(Date.UTC(y, m - 1, d));
  date.setUTCFullYear(y);
  if (
    year === '' ||
    y < FIRST_YEAR ||
    y > LAST_YEAR ||
    date.getUTCMonth() !== m - 1 ||
    date.getUTCDate() !== d
  )
    return unreadable;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (type === 'date') return { value: iso };
  const time = /^[T\s]\s*(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(rest);
  if (!time) return rest.trim() === '' ? { value: `${iso}T00:00:00Z` } : unreadable;
  const [, clock = '', zone = 'Z'] = time;
  return {
    value: `${iso}T${clock.padStart(clock.indexOf(':') === 1 ? clock.length + 1 : clock.length, '0')}${zone}`,
  };
}
