import type { DrawingItem, Point } from './drawing.ts';

type Shape<Kind extends DrawingItem['kind']> = Omit<Extract<DrawingItem, { kind: Kind }>, 'layer' | 'pipe'>;

const MM_PER_METRE = 1000;

/** What a cut shows of a pipe around the place of its axis; a cross where its size is not known. */
export function cutShape(
  {
    isRound,
    cutWidthMetres,
    cutHeightMetres,
  }: {
    readonly isRound: boolean;
    readonly cutWidthMetres: number | null;
    readonly cutHeightMetres: number | null;
  },
  [x, y]: Point,
  horizontalScale: number,
  verticalScale: number,
): Shape<'line'> | Shape<'ellipse'> | Shape<'rectangle'> {
  if (cutWidthMetres === null || cutHeightMetres === null)
    return {
      kind: 'line',
      points: [
        [x - 1, y - 1],
        [x + 1, y + 1],
        [x, y],
        [x - 1, y + 1],
        [x + 1, y - 1],
      ],
    };
  const width = (cutWidthMetres * MM_PER_METRE) / horizontalScale;
  const height = (cutHeightMetres * MM_PER_METRE) / verticalScale;
  return isRound
    ? { kind: 'ellipse', at: [x, y], radii: [width / 2, height / 2] }
    : { kind: 'rectangle', at: [x - width / 2, y - height / 2], size: [width, height] };
}
