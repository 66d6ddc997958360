/** What the colours of a raster layer mean: its ramp with figures. */
import type { Ramp, Symbol } from '@twin/gis-data/theme.ts';
import { formatNumber, withUnit } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

/** Figures below the bar, as many as fit. */
const FIGURES = 5;

export function RampLegend({
  symbol,
  title,
}: {
  readonly symbol: Symbol;
  /** Where its row is folded away. */
  readonly title?: string;
}) {
  const { t } = useWords();
  if (symbol.kind !== 'raster' || symbol.picture.as !== 'ramp') return null;
  const { ramp, unit } = symbol.picture;
  const figures = Array.from({ length: FIGURES }, (_, at) => {
    const [value = 0] = ramp[Math.round((at * (ramp.length - 1)) / (FIGURES - 1))] ?? [];
    return formatNumber(value);
  });
  const [low = '', high = ''] = [figures[0], figures.at(-1)];
  return (
    <div className="ramp-legend">
      {title !== undefined && <span className="title">{title}</span>}
      <span
        className="bar"
        role="img"
        aria-label={t('layers.ramp', { low, high: withUnit(high, unit) })}
        style={{ background: rampGradient(ramp) }}
      />
      <span className="figures" aria-hidden="true">
        {figures.map((figure, at) => (
          <span key={figure}>{at === figures.length - 1 ? withUnit(figure, unit) : figure}</span>
        ))}
      </span>
    </div>
  );
}

/** Each stop has the same room, since some ramps are fine where the city lies and coarse beyond. */
export function rampGradient(ramp: Ramp): string {
  return `linear-gradient(90deg, ${ramp.map(([, colour]) => colour).join(', ')})`;
}
