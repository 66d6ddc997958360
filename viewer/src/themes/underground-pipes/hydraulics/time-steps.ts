/** Times of a run as days and minutes of the clock. A day begins at midnight, wherever the run begins. */

type Times = { readonly starts_at_seconds: number; readonly times_seconds: readonly number[] };

const DAY_SECONDS = 86_400;

export function dayAndMinute(
  { starts_at_seconds: start, times_seconds: times }: Times,
  step: number,
): { readonly day: number; readonly minute: number } {
  const clock = start + (times[step] ?? 0);
  return { day: Math.floor(clock / DAY_SECONDS), minute: Math.floor((clock % DAY_SECONDS) / 60) };
}

/** The last step that is not later; before the run begins, and after it ends, its nearest. */
export function stepAt(
  { starts_at_seconds: start, times_seconds: times }: Times,
  day: number,
  minute: number,
): number {
  // To the end of the minute: the clock knows no seconds.
  const clock = day * DAY_SECONDS + minute * 60 + 59;
  return Math.max(
    0,
    times.findLastIndex((seconds) => start + seconds <= clock),
  );
}
