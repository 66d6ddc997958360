/** Planned pipes as a drawing in the grid's metres: axes in space on a layer for each class, manholes to scale, texts. */
import { dxfFile, dxfLayer, dxfPolyline, dxfText, type DxfEntity } from '../sections/dxf-file.ts';
import type { Grid } from './grid-of.ts';
import { kindOf, type LaidPipe } from './lay-pipe.ts';

/** Of letters and marks, at 1:500 as high as in a drawing on paper. */
const TEXT_METRES = 1.25;
const MARK_METRES = 0.5;

/** @param titleOf what is written at a pipe */
export function planDxf(laid: readonly LaidPipe[], grid: Grid, titleOf: (pipe: LaidPipe) => string): string {
  const placed = laid.flatMap(({ points }) =>
    points.map(({ longitude, latitude }) => grid.at(longitude, latitude)),
  );
  const corner = (pick: (...values: number[]) => number): readonly [number, number] => [
    pick(...placed.map(([east]) => east)),
    pick(...placed.map(([, north]) => north)),
  ];
  return dxfFile({
    from: corner(Math.min),
    to: corner(Math.max),
    layers: [...new Set(laid.map(({ pipe }) => `class-${pipe.class}`))],
    entities: laid.flatMap((one) => entitiesOf(one, grid, titleOf(one))),
  });
}

function entitiesOf(one: LaidPipe, grid: Grid, title: string): DxfEntity[] {
  const layer = dxfLayer(`class-${one.pipe.class}`);
  const places = one.points.map((point) => ({ point, at: grid.at(point.longitude, point.latitude) }));
  const text = { height: TEXT_METRES, isUpright: false, align: 'start' } as const;
  return [
    dxfPolyline(
      layer,
      places.map(({ at: [east, north], point }) => [east, north, point.axisMetres]),
      false,
      'DASHED',
    ),
    ...places.flatMap(({ point, at: [east, north] }) => [
      kindOf(one, point) === 'straight'
        ? [0, 'POINT', 8, layer, 10, east, 20, north, 30, point.axisMetres]
        : [0, 'CIRCLE', 8, layer, 10, east, 20, north, 30, point.axisMetres, 40, MARK_METRES],
      dxfText(
        layer,
        [east + MARK_METRES, north + MARK_METRES],
        `${point.id} ${point.groundMetres.toFixed(2)}/${point.levelMetres.toFixed(2)}`,
        text,
      ),
    ]),
    ...places
      .slice(0, 1)
      .map(({ at: [east, north] }) =>
        dxfText(layer, [east + MARK_METRES, north - 2 * TEXT_METRES], title, text),
      ),
  ];
}
