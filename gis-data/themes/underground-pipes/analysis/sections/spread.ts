/**
 * Each as near to its place as the others allow; rising places in, rising columns out.
 * @param from the first column that there is, and `to` the last
 * @param apart the least distance between two
 */
export function spread(places: readonly number[], from: number, to: number, apart: number): number[] {
  const columns: number[] = [];
  for (const place of places) columns.push(Math.max(place, (columns.at(-1) ?? from - apart) + apart));
  let limit = to;
  for (let index = columns.length - 1; index >= 0; index--) {
    columns[index] = Math.min(columns[index] ?? 0, limit);
    limit = (columns[index] ?? 0) - apart;
  }
  return columns;
}
