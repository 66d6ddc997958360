/** Pipes that are planned, among those that are there: conflicts, cover, trench and quantities, and files of them. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { billOfQuantities } from '@twin/gis-data/themes/underground-pipes/analysis/plan/bill-of-quantities.ts';
import type { DrawingLanguage } from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import type { JoinPoint } from '@twin/gis-data/themes/underground-pipes/analysis/plan/lay-pipe.ts';
import {
  planPipes,
  type Earthworks,
  type PipePlan,
  type PlannedAnswer,
} from '@twin/gis-data/themes/underground-pipes/analysis/plan/plan-pipes.ts';
import { kindOf } from '@twin/gis-data/themes/underground-pipes/analysis/plan/lay-pipe.ts';
import {
  GROUND_REACH_METRES,
  surveyedGround,
  type GroundPoint,
} from '@twin/gis-data/themes/underground-pipes/analysis/plan/surveyed-ground.ts';
import {
  MOST_PLANNED,
  readPlannedPipe,
  type PlannedPipe,
} from '@twin/gis-data/themes/underground-pipes/planned-pipe.ts';
import { citationOf } from '@twin/gis-data/limit.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { drawingLanguage } from './drawing-file.ts';
import { findingAnswer } from './finding-answer.ts';
import { planFile } from './plan-file.ts';
import { metPipeAnswer } from './met-pipe-answer.ts';
import { readPipes } from './read-pipes.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(3);

const MOST_NEAR = 5000;
const MOST_POINTS = 20_000;
/** Neighbours of what is planned: the largest clearance, half of the widest pipe and half of the widest trench. */
const NEAR_METRES = 40;

export function planOperation(pool: Pool, mustSee: (visitor: Visitor) => void): Operation {
  return operation({
    path: '/pipes/plan',
    tag: 'pipes',
    summary:
      'Planned pipes among those that are there: conflicts and clearances, cover, trench, quantities; as GeoJSON, DXF and survey tables',
    query: {
      pipe: z
        .preprocess(
          (value) => (value === undefined ? [] : [value].flat()),
          z.array(z.string().max(2500)).min(1).max(MOST_PLANNED),
        )
        .describe(
          'A planned pipe, given once for each: class.sub-class, then with _ between them d inner size in mm (300, 2000x1800), t wall in mm, m material, l laying, p pressure class, v kV, c cover at the start in m, f fall in per mille or g to keep the cover, k longest way between points in m, w trench width in m, b bedding in m, L longitude*latitude*longitude*latitude …, n name: JS.JP_d300_mQM_lZM_c1.2_g_w1_L110.45*20.02*110.46*20.02',
        ),
      language: drawingLanguage,
      f: z
        .enum(['json', 'csv', 'geojson', 'dxf', 'survey'])
        .default('json')
        .describe(
          'csv: the bill of quantities; geojson: axes and points; dxf: axes in metres of the CGCS2000 grid; survey: the point and line tables of CJJ 61, which the import reads',
        ),
    },
    async answer({ pipe: texts, language, f }, visitor) {
      mustSee(visitor);
      const planned = refusing(() => texts.map(readPlannedPipe));
      const drawn = planned.map(({ line }) => line).filter((line) => line.length > 1);
      const { near, points } = await readAs(pool, visitor, (client) => around(client, drawn));
      const plan = refusing(() =>
        planPipes(
          planned,
          near,
          surveyedGround(points.filter((point): point is Place & GroundPoint => point.groundMetres !== null)),
          points,
        ),
      );
      return f === 'json' ? answerOf(plan, language) : planFile(plan, f, language);
    },
  });
}

type Place = JoinPoint & { readonly groundMetres: number | null };

async function around(client: PoolClient, lines: readonly PlannedPipe['line'][]) {
  const wkt = `MULTILINESTRING(${lines.map((line) => `(${line.map((place) => place.join(' ')).join(', ')})`).join(', ')})`;
  const within = (alias: string, metres: number): string =>
    `ST_DWithin(${alias}.geom, ST_GeomFromText($1, 4490), ${degreesOf(metres)})`;
  const values = [lines.length === 0 ? 'MULTILINESTRING EMPTY' : wkt];
  const near = await readPipes(client, {
    where: `${within('l', NEAR_METRES)} limit ${MOST_NEAR + 1}`,
    values,
  });
  const { rows: points } = await client.query<Place>(
    `select p.id, p.class, ST_X(p.geom) as longitude, ST_Y(p.geom) as latitude, p.ground_elevation_metres as "groundMetres"
     from pipe_point p where ${within('p', GROUND_REACH_METRES)} limit ${MOST_POINTS + 1}`,
    values,
  );
  if (near.length > MOST_NEAR || points.length > MOST_POINTS)
    throw new Problem(
      'area-too-large',
      `More than ${MOST_NEAR} pipes or ${MOST_POINTS} points lie along what is planned; plan it in parts.`,
    );
  return { near, points };
}

/** What a planned pipe cannot be is the fault of the question, and its sentence says what it is. */
function refusing<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('parameter-invalid', error.message);
    throw error;
  }
}

function answerOf(plan: PipePlan, language: DrawingLanguage) {
  const of = (words: Words): string => (language === 'en' ? words.en : words.zh);
  const count = (severity: string): number => plan.findings.filter((one) => one.severity === severity).length;
  return {
    pipes: plan.pipes.map(pipeAnswer),
    violations: count('violation'),
    advisories: count('advisory'),
    findings: plan.findings.map(findingAnswer),
    met: plan.met.map(metPipeAnswer),
    owners: plan.owners,
    bill: billOfQuantities(plan, of).map((line) => ({ ...line, quantity: known(line.quantity) })),
    totals: {
      ...earthworksAnswer(plan.totals),
      laid_metres: rounded(plan.totals.metres),
      manholes: plan.totals.manholes,
      bends: plan.totals.bends,
    },
    doubts: plan.doubts,
  };
}

function pipeAnswer(one: PlannedAnswer) {
  const { stepLimit } = one;
  return {
    id: one.id,
    name: one.pipe.name,
    length_metres: rounded(one.lengthMetres),
    laid_metres: rounded(one.laidMetres),
    cover_metres: one.coverMetres.map(rounded),
    manholes: one.manholes,
    bends_degrees: one.bends.map(rounded),
    step_metres: one.stepMetres,
    ...(stepLimit ? { step_clause: `${citationOf(stepLimit)} [${stepLimit.confidence}]` } : {}),
    earthworks: one.earthworks ? earthworksAnswer(one.earthworks) : null,
    points: one.points.map((point) => ({
      id: point.id,
      kind: kindOf(one, point),
      joins: point.joins,
      place: [point.longitude, point.latitude, rounded(point.axisMetres)],
      chainage_metres: rounded(point.chainageMetres),
      ground_metres: rounded(point.groundMetres),
      level_metres: rounded(point.levelMetres),
      cover_metres: rounded(point.coverMetres),
    })),
  };
}

function known(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function earthworksAnswer(dug: Earthworks) {
  return {
    excavation_m3: rounded(dug.excavationM3),
    surface_m2: rounded(dug.surfaceM2),
    bedding_m3: known(dug.beddingM3),
    displaced_m3: rounded(dug.displacedM3),
    backfill_m3: known(dug.backfillM3),
  };
}

/** Of latitude, and at least so many metres of longitude up to 60°. */
function degreesOf(metres: number): number {
  return (2 * metres) / 111_320;
}
