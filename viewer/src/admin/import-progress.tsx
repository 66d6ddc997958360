/** How far the work is, how fast it goes, how long it will take. */
import { formatNumber } from '../words/format.ts';
import { formatBytes } from './format-bytes.ts';
import type { Job } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { STAGE_WORDS, STATE_WORDS, WORDS } from './words.ts';

type Properties = { readonly job: Job; readonly onCancel: () => void };

export function ImportProgress({ job: { state, progress, ahead = 0 }, onCancel }: Properties) {
  const { of, say } = useSay();
  const isWaiting = state === 'plan-waiting' || state === 'import-waiting';
  const stage = progress && STAGE_WORDS[progress.stage];
  const known = progress && progress.allBytes > 0 ? progress : undefined;
  return (
    <section className="progress" aria-label={of(STATE_WORDS[state])}>
      <span role="status">
        {isWaiting && (ahead > 0 ? say(WORDS.waiting, { n: formatNumber(ahead) }) : of(WORDS.waitingAlone))}
        {!isWaiting && of(stage ?? STATE_WORDS[state])}
      </span>
      {/* Without a value the bar says that it cannot be told. */}
      <progress
        aria-label={of(stage ?? STATE_WORDS[state])}
        {...(known ? { max: known.allBytes, value: Math.min(known.doneBytes, known.allBytes) } : {})}
      />
      <small>
        {known &&
          [
            `${formatBytes(known.doneBytes)} / ${formatBytes(known.allBytes)}`,
            ...(known.bytesPerSecond > 0
              ? [say(WORDS.rate, { rate: formatBytes(known.bytesPerSecond) })]
              : []),
            ...(known.secondsLeft !== null && known.secondsLeft > 0
              ? [say(WORDS.left, { seconds: formatNumber(known.secondsLeft) })]
              : []),
          ].join(' · ')}
      </small>
      <button type="button" className="button small" onClick={onCancel}>
        {of(WORDS.cancel)}
      </button>
    </section>
  );
}
