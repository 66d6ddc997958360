/** The drawing on the screen, in the colours of the theme: a pipe under the pointer is lit in the scene, and the other way round. */
import type { ReactNode } from 'react';
import { PIPE_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { useLit } from '../../../shell/frame/use-lit.ts';
import { useCityState } from '../../../state/city-state.ts';
import type { SectionDrawingData, SectionItem } from './section-answer.ts';

const COLLECTION = 'pipe-lines';
const CLASS_LAYER = 'class-';
const CLASS_COLOURS = new Map(Object.entries(PIPE_CLASSES).map(([code, { colour }]) => [code, colour]));

export function SectionDrawing({ drawing }: { readonly drawing: SectionDrawingData }) {
  const hovered = useCityState((state) => state.hovered);
  const selection = useCityState((state) => state.selection);
  const { widthMm, heightMm, items, title } = drawing;
  const [width, height] = [widthMm - 2 * CROP_MM, heightMm - 2 * CROP_MM];
  const isLit = (pipe: string | undefined): boolean =>
    pipe !== undefined &&
    [hovered, selection].some((ref) => ref !== null && ref.collection === COLLECTION && ref.id === pipe);
  return (
    <svg
      className="section-drawing"
      aria-label={title}
      viewBox={`${CROP_MM} ${CROP_MM} ${width} ${height}`}
      style={{
        width: `${width * PIXELS_PER_MM}px`,
        minWidth: `${width * LEAST_PIXELS_PER_MM}px`,
        aspectRatio: `${width} / ${height}`,
      }}
    >
      {items.map((item, index) =>
        // A drawing is replaced whole; its items have no names of their own.
        item.pipe !== undefined && item.layer.startsWith(CLASS_LAYER) ? (
          // oxlint-disable-next-line react/no-array-index-key
          <Pipe key={index} id={item.pipe}>
            <Item item={item} isLit={isLit(item.pipe)} />
          </Pipe>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <Item key={index} item={item} isLit={isLit(item.pipe)} />
        ),
      )}
    </svg>
  );
}

/** A letter of 2.5 mm is 11 pixels high, and 9 where the drawing is wider than its room. */
const PIXELS_PER_MM = 4.4;
const LEAST_PIXELS_PER_MM = 3.6;
/** Of the paper's margin: the screen has its own. */
const CROP_MM = 7;

function Item({ item, isLit }: { readonly item: SectionItem; readonly isLit: boolean }) {
  const theme = useCityState((state) => state.theme);
  const code = item.layer.startsWith(CLASS_LAYER) ? item.layer.slice(CLASS_LAYER.length) : undefined;
  const colour = code === undefined ? undefined : CLASS_COLOURS.get(code)?.[theme];
  const its = {
    className: `drawn-${code === undefined ? item.layer : 'pipe'}${isLit ? ' lit' : ''}`,
    ...(colour === undefined ? {} : { style: { color: colour } }),
  };
  switch (item.kind) {
    case 'line':
      return (
        <polyline
          {...its}
          points={item.points.map((point) => point.join(',')).join(' ')}
          strokeWidth={item.widthMm ?? 0.2}
          {...(item.isDashed ? { strokeDasharray: '2 1' } : {})}
        />
      );
    case 'area':
      return <polygon {...its} points={item.corners.map((corner) => corner.join(',')).join(' ')} />;
    case 'ellipse':
      return <ellipse {...its} cx={item.at[0]} cy={item.at[1]} rx={item.radii[0]} ry={item.radii[1]} />;
    case 'rectangle':
      return <rect {...its} x={item.at[0]} y={item.at[1]} width={item.size[0]} height={item.size[1]} />;
    case 'text':
      return (
        <text
          {...its}
          x={item.at[0]}
          y={item.at[1]}
          fontSize={item.heightMm}
          textAnchor={item.align}
          {...(item.isUpright ? { transform: `rotate(-90 ${item.at[0]} ${item.at[1]})` } : {})}
        >
          {item.text}
        </text>
      );
  }
}

/** By pointer or by keys: lights the pipe in the scene, and selects it. */
function Pipe({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const lit = useLit(COLLECTION, id);
  const select = (): void =>
    useCityState.getState().set({ selection: { collection: COLLECTION, id }, picked: [] });
  return (
    <g
      {...lit}
      role="button"
      tabIndex={0}
      aria-label={id}
      onClick={select}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        select();
      }}
    >
      {children}
    </g>
  );
}
