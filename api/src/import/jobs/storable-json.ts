/** Escapes of the null character and of halves of characters, as JSON.stringify writes them. */
const UNSTORABLE = /(?<=(?:^|[^\\])(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** JSON that the database takes, whatever strange files say: what it cannot hold becomes the replacement character. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(UNSTORABLE, '\u{fffd}');
}
