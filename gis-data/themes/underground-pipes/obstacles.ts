/** What a new pipe of the demo must go around: trunks and poles. */
import type { Row } from '../../demo/district.ts';
import { localMetres, type Point } from '../../demo/frame.ts';

/** Whether nothing stands over a pipe between two points. */
export type IsFree = (from: Point, to: Point, halfWidthMetres: number) => boolean;

/** Outer wall of a water pipe or a drain to a trunk (GB 50289 table 4.1.9), and what walls are thick. */
const CLEAR_METRES = 1.65;
const CELL_METRES = 20;

export function obstacles(rows: readonly Row[]): IsFree {
  const cells = new Map<string, Point[]>();
  const cellOf = (value: number): number => Math.floor(value / CELL_METRES);
  for (const { geom } of rows) {
    if (geom.type !== 'Point') continue;
    const at = localMetres(geom.coordinates[0] ?? 0, geom.coordinates[1] ?? 0);
    const key = `${cellOf(at[0])},${cellOf(at[1])}`;
    cells.set(key, [...(cells.get(key) ?? []), at]);
  }
  return ([ax, ay], [bx, by], halfWidthMetres) => {
    const length = Math.hypot(bx - ax, by - ay);
    for (
      let column = cellOf(Math.min(ax, bx) - CELL_METRES);
      column <= cellOf(Math.max(ax, bx) + CELL_METRES);
      column++
    ) {
      for (
        let row = cellOf(Math.min(ay, by) - CELL_METRES);
        row <= cellOf(Math.max(ay, by) + CELL_METRES);
        row++
      ) {
        for (const [x, y] of cells.get(`${column},${row}`) ?? []) {
          const share = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length ** 2));
          if (
            Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)) <
            CLEAR_METRES + halfWidthMetres
          )
            return false;
        }
      }
    }
    return true;
  };
}
