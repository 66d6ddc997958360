/** The classes of a map in the order of their colours, what is not known first. */
import { useCityState } from '../../state/city-state.ts';
import type { SceneColours } from '../../state/scene-colours.ts';

export function ClassLegend({
  title,
  codes,
  names,
}: {
  readonly title: string;
  readonly codes: SceneColours['codes'];
  /** Of each code. */
  readonly names: readonly string[];
}) {
  const theme = useCityState((state) => state.theme);
  return (
    <div className="use-map-legend">
      <span>{title}</span>
      <ul>
        {codes.map(({ code, colour }, at) => (
          <li key={code}>
            <i className={code === 'none' ? 'none' : undefined} style={{ background: colour[theme] }} />
            {names[at]}
          </li>
        ))}
      </ul>
    </div>
  );
}
