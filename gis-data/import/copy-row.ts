/** A row as text of COPY. */

/** Escapes of JSON for what PostgreSQL's jsonb cannot hold: the null character and halves of surrogate pairs. */
const NOT_IN_JSONB = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

const ESCAPED = /[\\\t\n\r]/;

/** @param values text, numbers, booleans, objects (as JSON), null or undefined (as null) */
export function copyRow(values: readonly unknown[]): string {
  let row = '';
  for (let index = 0; index < values.length; index++)
    row += index === 0 ? copyValue(values[index]) : `\t${copyValue(values[index])}`;
  return `${row}\n`;
}

function copyValue(value: unknown): string {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return String(value);
    case 'string':
      return escaped(value.includes('\0') ? value.replaceAll('\0', '').toWellFormed() : value.toWellFormed());
    default:
      return value === null || value === undefined ? '\\N' : escaped(jsonb(value));
  }
}

function jsonb(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u') ? text.replaceAll(NOT_IN_JSONB, '$1\u{fffd}') : text;
}

function escaped(text: string): string {
  return ESCAPED.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text;
}
