/** A value as it is read: its figure, its unit, the code behind its word, or the item that it names. */
import { useCityState } from '../../state/city-state.ts';
import { isCloseUnit } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { Value } from './record.ts';

export function ValueText({ value }: { readonly value: Value | undefined }) {
  const { t } = useWords();
  const set = useCityState((state) => state.set);
  if (!value) return <span className="no-data">{t('noData')}</span>;
  const { text, unit, code, refersTo } = value;
  if (refersTo)
    return (
      <button type="button" className="text-link" onClick={() => set({ selection: refersTo, picked: [] })}>
        {text}
      </button>
    );
  return (
    <>
      {text}
      {unit !== undefined && <span className={isCloseUnit(unit) ? 'unit close' : 'unit'}>{unit}</span>}
      {code !== undefined && <i className="code">{code}</i>}
    </>
  );
}
