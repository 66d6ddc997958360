/** What makes an answer less sure, each kind with its number. */
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { PipeDoubts } from './answers.ts';
import { DOUBT_WORDS, WORDS } from './words.ts';

export function DoubtList({ doubts }: { readonly doubts: PipeDoubts }) {
  const { of } = useWords();
  if (doubts.length === 0) return null;
  return (
    <section className="pipe-doubts">
      <h3>{of(WORDS.doubts)}</h3>
      <ul>
        {doubts.map(({ code, says, count }) => (
          <li key={code}>
            {DOUBT_WORDS[code] ? of(DOUBT_WORDS[code]) : says}
            {count > 1 && ` · ${formatNumber(count)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
