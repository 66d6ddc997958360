/** An area that is drawn by clicks or typed coordinates, for a tool that asks about what lies in it. */
import { useEffect } from 'react';
import { clearPoints, useMeasuring } from '../../shell/tools/measuring.ts';
import { TypedPoint } from '../../shell/tools/typed-point.tsx';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { placesIn, placesText } from './places.ts';
import { WORDS } from './words.ts';

const LEAST_CORNERS = 3;
/** The ground is made thin when an area is drawn, so that the pipes show what to enclose; a thinner one stays as it is. */
const SEEN_THROUGH = 0.3;

export function AreaField({
  area,
  onChange,
}: {
  readonly area: string | null;
  /** `null`: everywhere. */
  readonly onChange: (area: string | null) => void;
}) {
  const { of } = useWords();
  const tool = useCityState((state) => state.tool);
  const isDrawing = tool === 'draw-area';
  useEffect(() => {
    if (!isDrawing) return;
    return useMeasuring.subscribe(({ points }) => {
      if (points.length >= LEAST_CORNERS) onChange(placesText(points));
    });
  });
  const draw = (): void => {
    const { groundOpacity, set } = useCityState.getState();
    if (isDrawing) return set({ tool: 'select' });
    clearPoints();
    set({ tool: 'draw-area', groundOpacity: Math.min(groundOpacity, SEEN_THROUGH) });
  };
  const everywhere = (): void => {
    clearPoints();
    useCityState.getState().set({ tool: 'select' });
    onChange(null);
  };
  return (
    <>
      <button type="button" className="button small" aria-pressed={isDrawing} onClick={draw}>
        {of(WORDS.drawArea)}
      </button>
      {isDrawing && <TypedPoint />}
      {isDrawing && area === null && <span>{of(WORDS.howToEnclose)}</span>}
      {area !== null && (
        <>
          <span>
            {of(WORDS.corners)} {formatNumber(placesIn(area).length)}
          </span>
          <button type="button" className="button small" onClick={everywhere}>
            {of(WORDS.clearArea)}
          </button>
        </>
      )}
    </>
  );
}
