/** Planned pipes as the two tables of a pipe survey by CJJ 61, with the columns that the import of a survey reads. */
import { lineFeatureCode, pointFeatureCode } from '../../feature-code.ts';
import { POINT_APPURTENANCES, POINT_FEATURES } from '../../codes.ts';
import type { Grid } from './grid-of.ts';
import { kindOf, type LaidPipe } from './lay-pipe.ts';

export type SurveyTables = {
  /** Each with its heading first. */
  readonly points: readonly (readonly Cell[])[];
  readonly lines: readonly (readonly Cell[])[];
};
type Cell = string | number | null;

const POINT_COLUMNS = [
  '物探点号',
  'X',
  'Y',
  '地面高程',
  '埋深',
  '管线点高程',
  '点编码',
  '特征',
  '附属物',
  '管线种类',
  '管线小类',
];
const LINE_COLUMNS = [
  '起始点号',
  '终止点号',
  '起点埋深',
  '终点埋深',
  '起点高程',
  '终点高程',
  '高程位置',
  '管径',
  '断面高',
  '断面形式',
  '壁厚',
  '材质',
  '埋设方式',
  '流向',
  '压力级别',
  '电压',
  '管线种类',
  '管线小类',
  '要素代码',
  '备注',
];
const MILLIMETRES = 3;

/** X points north, as in every survey; levels are of the 1985 national height datum. */
export function surveyTables(laid: readonly LaidPipe[], grid: Grid): SurveyTables {
  return {
    points: [POINT_COLUMNS, ...laid.flatMap((one) => pointsOf(one, grid))],
    lines: [LINE_COLUMNS, ...laid.flatMap(linesOf)],
  };
}

function pointsOf(one: LaidPipe, grid: Grid): Cell[][] {
  const { class: pipeClass, subClass } = one.pipe;
  return one.points.map((point): Cell[] => {
    const kind = kindOf(one, point);
    const [easting, northing] = grid.at(point.longitude, point.latitude);
    return [
      point.id,
      metres(northing),
      metres(easting),
      metres(point.groundMetres),
      metres(point.depthMetres),
      metres(point.levelMetres),
      pointFeatureCode(subClass, kind) ?? null,
      kind === 'manhole' ? null : POINT_FEATURES[kind].zh,
      kind === 'manhole' ? POINT_APPURTENANCES.manhole.zh : null,
      pipeClass,
      subClass,
    ];
  });
}

function linesOf({ pipe, pieces, points, isDrain }: LaidPipe): Cell[][] {
  return pieces.map((_, at): Cell[] => {
    const [from, to] = [points[at], points[at + 1]];
    if (!from || !to) throw new RangeError('a piece has two points');
    return [
      from.id,
      to.id,
      metres(from.depthMetres),
      metres(to.depthMetres),
      metres(from.levelMetres),
      metres(to.levelMetres),
      isDrain ? 'invert' : 'top',
      pipe.widthMm,
      pipe.heightMm,
      pipe.heightMm === null ? 'round' : 'rectangular',
      pipe.wallMm,
      pipe.material,
      pipe.laying,
      isDrain ? 1 : null,
      pipe.pressureClass,
      pipe.voltageKv,
      pipe.class,
      pipe.subClass,
      lineFeatureCode(pipe.subClass),
      pipe.name === '' ? null : pipe.name,
    ];
  });
}

function metres(value: number): number {
  return Number(value.toFixed(MILLIMETRES));
}
