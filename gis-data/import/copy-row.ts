/** A row as text of COPY. */

/** Escapes of JSON for what PostgreSQL's jsonb cannot hold: the null character and halves of surrogate pairs. */
const NOT_IN_JSONB = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/** @param values text, numbers, booleans, objects (as JSON), null or undefined (as null) */
export function copyRow(values: readonly unknown[]): string {
  return `${values.map(copyValue).join('\t')}\n`;
}

function copyValue(value: unknown): string {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return String(value);
    case 'string':
      return escaped(value.replaceAll('\0', '').toWellFormed());
    default:
      return value === null || value === undefined
        ? '\\N'
        : escaped(JSON.stringify(value).replaceAll(NOT_IN_JSONB, '$1\u{fffd}'));
  }
}

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text;
}
