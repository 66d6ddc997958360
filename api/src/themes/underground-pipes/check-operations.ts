/** Pipes held against the standards: one, those of an area, or all of them as work that goes on by itself. */
import { setImmediate as aTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import {
  PipeCheck,
  type CheckReport,
  type PipeFinding,
  type SurveyedPipe,
} from '@twin/gis-data/themes/underground-pipes/analysis/check-pipes.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { rememberTogether } from '../../remember-by-revision.ts';
import type { DrawingLanguage } from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import { areaParameter, withinArea } from './area-parameter.ts';
import { drawingLanguage } from './drawing-file.ts';
import { findingAnswer } from './finding-answer.ts';
import { findingsFile, findingsFormat, type FindingsFormat } from './findings-file.ts';
import { readPipes, type Selection } from './read-pipes.ts';

const TAG = 'pipes';
/** Neighbours of what is checked: the largest clearance, and half of the widest pipe. */
const NEAR_METRES = 15;
const MOST_FINDINGS = 5000;
const JOBS_KEPT = 4;

/** The check of everything: it goes on between questions, and answers how far it is. */
type Job = { readonly pipes: number; checked: number; readonly report: Promise<CheckReport> };

export function checkOperations(pool: Pool, mustSee: (visitor: Visitor) => void): Operation[] {
  const cityJob = rememberTogether(
    pool,
    ['pipe-lines', 'pipe-points'],
    JOBS_KEPT,
    async (client): Promise<Job> => {
      const pipes = await readPipes(client, { where: 'true', values: [] });
      const progress = { checked: 0 };
      const report = checkAll(pipes, progress);
      // Told to whoever asks for it; nobody may be asking when it fails.
      report.catch(() => undefined);
      return Object.assign(progress, { pipes: pipes.length, report });
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
        area: areaParameter,
        language: drawingLanguage,
        f: findingsFormat,
      },
      async answer({ pipe, area, language, f }, visitor) {
        mustSee(visitor);
        if ((pipe === undefined) === (area === undefined))
          throw new Problem('parameter-invalid', 'Name either a pipe or an area.');
        if (pipe !== undefined) {
          const report = await check(visitor, { where: 'l.id = $1', values: [pipe] });
          if (report.pipes === 0) throw new Problem('item-unknown', `pipe-lines has no item ${pipe}.`);
          return answered(report, f, language);
        }
        return answered(await check(visitor, withinArea(area ?? '')), f, language);
      },
    }),
    operation({
      path: '/pipes/check/city',
      tag: TAG,
      summary: 'The same for every pipe: begun by the first question, kept until pipes change',
      query: { language: drawingLanguage, f: findingsFormat },
      async answer({ language, f }, visitor) {
        mustSee(visitor);
        const job = await cityJob(visitor, 'all');
        if (f !== 'json') return findingsFile(await job.report, f, language);
        // Answers at once how far it is, unless it has ended.
        const ended = await Promise.race([job.report, Promise.resolve(undefined)]);
        return ended
          ? { status: 'done', ...answerOf(ended) }
          : { status: 'running', pipes: job.pipes, checked: job.checked };
      },
    }),
  ];
}

/** In steps, so that the server answers others meanwhile. */
async function checkAll(pipes: readonly SurveyedPipe[], progress: { checked: number }): Promise<CheckReport> {
  const steps = new PipeCheck(pipes).run(pipes);
  for (;;) {
    await aTurn();
    const step = steps.next();
    if (step.done) return step.value;
    progress.checked = step.value;
  }
}

function answered(report: CheckReport, f: FindingsFormat, language: DrawingLanguage) {
  return f === 'json' ? answerOf(report) : findingsFile(report, f, language);
}

function answerOf({ findings, pipes, pairs, doubts }: CheckReport) {
  const count = (severity: PipeFinding['severity']): number =>
    findings.filter((one) => one.severity === severity).length;
  return {
    pipes,
    pairs,
    violations: count('violation'),
    advisories: count('advisory'),
    findings: findings.slice(0, MOST_FINDINGS).map(findingAnswer),
    is_truncated: findings.length > MOST_FINDINGS,
    doubts,
  };
}

/** Of latitude, and at least so many metres of longitude up to 60°. */
function degreesOf(metres: number): number {
  return (2 * metres) / 111_320;
}
