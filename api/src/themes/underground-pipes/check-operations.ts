/** Pipes held against the standards: one, those of an area, or all of them as work that goes on by itself. */
import { setImmediate as aTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import { citationOf } from '@twin/gis-data/limit.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import {
  PipeCheck,
  type CheckReport,
  type PipeFinding,
} from '@twin/gis-data/themes/underground-pipes/analysis/check-pipes.ts';
import { localFrame } from '@twin/gis-data/themes/underground-pipes/analysis/local-frame.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { rememberTogether } from '../../remember-by-revision.ts';
import { readPipes, type Selection } from './read-pipes.ts';

const TAG = 'pipes';
/** Neighbours of what is checked: the largest clearance, and half of the widest pipe. */
const NEAR_METRES = 15;
const MOST_CORNERS = 200;
const LARGEST_AREA_M2 = 4_000_000;
const MOST_FINDINGS = 5000;
const JOBS_KEPT = 4;

/** The check of everything: it goes on between questions, and answers how far it is. */
type Job = { pipes: number; checked: number; report?: CheckReport; failure?: unknown };

export function checkOperations(pool: Pool, mustSee: (visitor: Visitor) => void): Operation[] {
  const cityJob = rememberTogether(
    pool,
    ['pipe-lines', 'pipe-points'],
    JOBS_KEPT,
    async (client): Promise<Job> => {
      const pipes = await readPipes(client, { where: 'true', values: [] });
      const job: Job = { pipes: pipes.length, checked: 0 };
      checkAll(pipes, job).catch((failure: unknown) => {
        job.failure = failure;
      });
      return job;
    },
  );

  const check = (visitor: Visitor, wanted: Selection) =>
    readAs(pool, visitor, async (client) => {
      const pipes = await readPipes(client, wanted);
      if (pipes.length === 0) return new PipeCheck([]).report([]);
      const near = await readPipes(client, {
        where: `l.geom && (select ST_Expand(ST_SetSRID(ST_Extent(geom)::geometry, 4490), ${degreesOf(NEAR_METRES)}) from pipe_line where id = any($1))`,
        values: [pipes.map(({ id }) => id)],
      });
      return new PipeCheck(near).report(pipes);
    });

  return [
    operation({
      path: '/pipes/check',
      tag: TAG,
      summary: 'Clearances, collisions, cover and drain rules of one pipe, or of the pipes in an area',
      query: {
        pipe: z.string().min(1).max(200).optional().describe('Id of a pipe'),
        area: z
          .string()
          .max(10_000)
          .optional()
          .describe('Corners of a polygon: longitude,latitude longitude,latitude …, in degrees'),
      },
      async answer({ pipe, area }, visitor) {
        mustSee(visitor);
        if ((pipe === undefined) === (area === undefined))
          throw new Problem('parameter-invalid', 'Name either a pipe or an area.');
        if (pipe !== undefined) {
          const report = await check(visitor, { where: 'l.id = $1', values: [pipe] });
          if (report.pipes === 0) throw new Problem('item-unknown', `pipe-lines has no item ${pipe}.`);
          return answerOf(report);
        }
        return answerOf(
          await check(visitor, {
            where: `ST_Intersects(l.geom, ST_MakeValid(ST_GeomFromText($1, 4490)))`,
            values: [polygonOf(area ?? '')],
          }),
        );
      },
    }),
    operation({
      path: '/pipes/check/city',
      tag: TAG,
      summary: 'The same for every pipe: begun by the first question, kept until pipes change',
      query: {},
      async answer(_query, visitor) {
        mustSee(visitor);
        const job = await cityJob(visitor, 'all');
        if (job.failure !== undefined) throw job.failure;
        return job.report
          ? { status: 'done', ...answerOf(job.report) }
          : { status: 'running', pipes: job.pipes, checked: job.checked };
      },
    }),
  ];
}

/** In steps, so that the server answers others meanwhile. */
async function checkAll(pipes: Parameters<PipeCheck['report']>[0], job: Job): Promise<void> {
  const steps = new PipeCheck(pipes).run(pipes);
  for (;;) {
    await aTurn();
    const step = steps.next();
    if (step.done) {
      job.report = step.value;
      return;
    }
    job.checked = step.value;
  }
}

function answerOf({ findings, pipes, pairs, doubts }: CheckReport) {
  const count = (severity: PipeFinding['severity']): number =>
    findings.filter((one) => one.severity === severity).length;
  return {
    pipes,
    pairs,
    violations: count('violation'),
    advisories: count('advisory'),
    findings: findings.slice(0, MOST_FINDINGS).map(({ limit, onlyUnder, ...finding }) => ({
      ...finding,
      measured: Math.round(finding.measured * 10_000) / 10_000,
      ...(onlyUnder ? { only_under: onlyUnder } : {}),
      ...(limit
        ? {
            limit: {
              value: limit.value,
              unit: limit.unit,
              clause: citationOf(limit),
              confidence: limit.confidence,
              source: limit.source,
            },
          }
        : {}),
    })),
    is_truncated: findings.length > MOST_FINDINGS,
    doubts,
  };
}

/** @throws Problem for what encloses no area, or too much of it */
function polygonOf(text: string): string {
  const corners = text
    .trim()
    .split(/[ ;]+/)
    .map((corner) => corner.split(',').map(Number) as [number, number]);
  const isPlace = ([longitude, latitude]: readonly number[]): boolean =>
    Math.abs(longitude ?? Number.NaN) <= 180 && Math.abs(latitude ?? Number.NaN) <= 90;
  if (
    corners.length < 3 ||
    corners.length > MOST_CORNERS ||
    !corners.every((one) => one.length === 2 && isPlace(one))
  )
    throw new Problem(
      'parameter-invalid',
      `area is 3 to ${MOST_CORNERS} corners, each as longitude,latitude in degrees, with a space between them.`,
    );
  const square = squareMetres(corners);
  if (square === 0)
    throw new Problem('parameter-invalid', 'The corners of area enclose nothing; name those of an area.');
  if (square > LARGEST_AREA_M2)
    throw new Problem(
      'area-too-large',
      `The area has ${Math.round(square / 10_000)} ha; up to ${LARGEST_AREA_M2 / 10_000} ha are checked at once. /api/pipes/check/city checks everything.`,
    );
  const ring = [...corners, corners[0] ?? [0, 0]].map(([longitude, latitude]) => `${longitude} ${latitude}`);
  return `POLYGON((${ring.join(', ')}))`;
}

function squareMetres(corners: readonly (readonly [number, number])[]): number {
  const { perLongitude, perLatitude } = localFrame(corners[0]?.[1] ?? 0);
  const twice = corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return (Math.abs(twice) / 2) * perLongitude * perLatitude;
}

/** Of latitude, and at least so many metres of longitude up to 60°. */
function degreesOf(metres: number): number {
  return (2 * metres) / 111_320;
}
