import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { measureKindOf, useMeasuring } from './measuring.ts';

/** What the tool in hand waits for; empty while selecting. */
export function useHint(): string {
  const { t } = useWords();
  const kind = measureKindOf(useCityState((state) => state.tool));
  const count = useMeasuring((state) => state.points.length);
  if (!kind) return '';
  if (count === 0) return t('measure.start');
  if (kind === 'height') return count === 1 ? t('measure.second') : t('measure.start');
  return t('measure.next');
}
