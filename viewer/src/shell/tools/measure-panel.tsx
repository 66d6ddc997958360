/** Beside the tools while measuring: the result in full, points by typed coordinates, and what can be done with them. */
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { tell } from '../notices/notices.ts';
import { measure } from './measurement.ts';
import { clearPoints, measureKindOf, undoPoint, useMeasuring } from './measuring.ts';
import { TypedPoint } from './typed-point.tsx';
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
