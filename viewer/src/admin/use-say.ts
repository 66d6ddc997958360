import type { Words } from '@twin/gis-data/theme.ts';
import { HttpError } from '../http.ts';
import { problemText } from '../words/problem-text.ts';
import { useWords } from '../words/use-words.ts';
import { PROBLEM_WORDS } from './verdict-words.ts';

type Values = Readonly<Record<string, string | number>>;

/** `say`: words of this page with values in their places. `trouble`: what went wrong. */
export function useSay() {
  const { t, of, language } = useWords();
  const say = (words: Words, values: Values = {}): string =>
    of(words).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  const trouble = (error: unknown): string => {
    const words = error instanceof HttpError ? PROBLEM_WORDS[error.code] : undefined;
    return words ? of(words) : problemText(error, t);
  };
  return { t, of, say, trouble, language };
}
