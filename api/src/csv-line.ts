/** A line of a table by RFC 4180. */

/** Before the first line: without it, the spreadsheets of a Chinese desktop read UTF-8 as GBK. */
export const BYTE_ORDER_MARK = '\uFEFF';

export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** Nothing for no value; an empty text in quotes. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return value === '' || /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
