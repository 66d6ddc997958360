/** Why something is not taken: in the words of the page where its code is known, and always as the server says it. */
import type { Refusal } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

export function Verdict({ refused: { code, message } }: { readonly refused: Refusal }) {
  const { of, language } = useSay();
  const words = VERDICT_WORDS[code];
  return (
    <div className="verdict" role="status">
      <strong>{words ? of(words) : message}</strong>
      {words && <small {...(language === 'en' ? {} : { lang: 'en' })}>{message}</small>}
    </div>
  );
}
