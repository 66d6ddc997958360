/** Two points on the model and what lies between them: the line in the scene, the figures beside the tools. */
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { Vec3 } from '../inspector-state.ts';
import { WORDS } from '../words.ts';

export function MeasuredPanel({
  points,
  onAgain,
}: {
  readonly points: readonly Vec3[];
  readonly onAgain: () => void;
}) {
  const { of } = useWords();
  const [a, b] = points;
  const [dx, dy, dz] = a && b ? [b[0] - a[0], b[1] - a[1], b[2] - a[2]] : [0, 0, 0];
  const rows: readonly (readonly [string, number])[] = [
    [of(WORDS.distance), Math.hypot(dx, dy, dz)],
    [of(WORDS.level), Math.hypot(dx, dy)],
    [of(WORDS.rise), dz],
  ];
  return (
    <section className="measure-panel" aria-label={of(WORDS.measure)}>
      {!b && <p className="hint">{of(a ? WORDS.secondPoint : WORDS.firstPoint)}</p>}
      {b && (
        <>
          <dl role="status">
            {rows.map(([name, metres], index) => (
              <div key={name} className={index === 0 ? 'first' : undefined}>
                <dt>{name}</dt>
                <dd>
                  {formatNumber(metres, 3)}
                  <span className="unit">m</span>
                </dd>
              </div>
            ))}
          </dl>
          <button type="button" className="button small" onClick={onAgain}>
            {of(WORDS.again)}
          </button>
        </>
      )}
    </section>
  );
}
