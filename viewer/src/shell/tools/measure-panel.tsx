/** Beside the tools while measuring: the result in full, points by typed coordinates, and what can be done with them. */
import { useState, type SyntheticEvent } from 'react';
import { parseCoordinates } from '../../coordinates/parse-coordinates.ts';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { useScene } from '../frame/scene-context.ts';
import { tell } from '../notices/notices.ts';
import { measure } from './measurement.ts';
import { addPoint, clearPoints, measureKindOf, undoPoint, useMeasuring } from './measuring.ts';
import { useHint } from './use-hint.ts';

export function MeasurePanel() {
  const { t } = useWords();
  const { tool, set } = useCityState();
  const points = useMeasuring((state) => state.points);
  const hint = useHint();
  const kind = measureKindOf(tool);
  if (!kind || !tool.startsWith('measure-')) return null;
  const { figures } = measure(kind, points);
  const result = figures.map(({ name, text, unit }) => `${t(`measure.${name}`)} ${text} ${unit}`).join('\n');
  const copy = (): void => {
    const copied = window.isSecureContext
      ? navigator.clipboard.writeText(result)
      : Promise.reject(new Error('no secure context'));
    copied.then(
      () => tell({ text: t('copied') }),
      (error: unknown) => {
        console.warn('the result is not copied:', error);
        tell({ text: result });
      },
    );
  };
  return (
    <section className="measure-panel" aria-label={t(`tools.${kind}`)}>
      {figures.length === 0 && <p className="hint">{hint}</p>}
      <dl aria-live="polite">
        {figures.map(({ name, text, unit }, index) => (
          <div key={name} className={index === 0 ? 'first' : undefined}>
            <dt>{t(`measure.${name}`)}</dt>
            <dd>
              {text}
              <span className="unit">{unit}</span>
            </dd>
          </div>
        ))}
      </dl>
      <TypedPoint />
      <div className="measure-actions">
        <span>{t('measure.points', { n: points.length })}</span>
        <IconButton
          icon="undo"
          label={t('measure.undo')}
          isDisabled={points.length === 0}
          onPress={undoPoint}
        />
        <IconButton
          icon="copy"
          label={t('measure.copyResult')}
          isDisabled={figures.length === 0}
          onPress={copy}
        />
        <IconButton
          icon="bin"
          label={t('measure.clear')}
          isDisabled={points.length === 0}
          onPress={clearPoints}
        />
        <IconButton
          icon="close"
          label={t('measure.end')}
          onPress={() => {
            clearPoints();
            set({ tool: 'select' });
          }}
        />
      </div>
    </section>
  );
}

/** Points that are known by their coordinates, and the way to measure without a pointer. */
function TypedPoint() {
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
