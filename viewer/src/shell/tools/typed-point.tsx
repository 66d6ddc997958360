/** Points that are known by their coordinates, and the way to measure and draw without a pointer. */
import { useState, type SyntheticEvent } from 'react';
import { parseCoordinates } from '../../coordinates/parse-coordinates.ts';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { useScene } from '../frame/scene-context.ts';
import { addPoint, measureKindOf } from './measuring.ts';

export function TypedPoint() {
  const { t } = useWords();
  const scene = useScene();
  const tool = useCityState((state) => state.tool);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    const kind = measureKindOf(tool);
    const [place] = parseCoordinates(text);
    if (!kind || !place) {
      setWrong(true);
      return;
    }
    addPoint(kind, scene?.groundAt(place) ?? { ...place, heightMetres: 0 });
    setText('');
  };
  return (
    <form className="typed-point" onSubmit={add}>
      <input
        className="input"
        aria-label={t('measure.typed')}
        aria-invalid={isWrong}
        placeholder={t('measure.typedHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(false);
        }}
      />
      <button type="submit" className="button small">
        {t('measure.add')}
      </button>
      {isWrong && (
        <span className="wrong" role="alert">
          {t('measure.notRead')}
        </span>
      )}
    </form>
  );
}
