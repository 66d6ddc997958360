/**
 * The state that a part had reached on a day.
 * @param days on which it reached each of `states`, null where it has not
 * @returns undefined before its first one
 */
export function partOnDay(
  states: readonly string[],
  days: readonly (string | null)[],
  day: string,
): string | undefined {
  return states.findLast((_, place) => {
    const on = days[place] ?? null;
    return on !== null && on <= day;
  });
}
