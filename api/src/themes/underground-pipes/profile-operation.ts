/** The ground cut open along a run of pipes, as figures and as a drawing to scale. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { runThrough, type RunStop } from '@twin/gis-data/themes/underground-pipes/analysis/run-through.ts';
import { drawLongitudinalSection } from '@twin/gis-data/themes/underground-pipes/analysis/sections/draw-longitudinal-section.ts';
import {
  longitudinalSection,
  type RunPipe,
  type RunPoint,
} from '@twin/gis-data/themes/underground-pipes/analysis/sections/longitudinal-section.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { drawingFile, drawingFormat, drawingLanguage, readSources } from './drawing-file.ts';
import type { ClassNetwork } from './read-network.ts';
import { readPipes } from './read-pipes.ts';

const MOST_STOPS = 50;
const MOST_PIPES = 500;
const MOST_CROSSINGS = 5000;
const COLLECTIONS = { 'pipe-lines': 'pipe', 'pipe-points': 'point' } as const;

type Stop = { readonly collection: keyof typeof COLLECTIONS; readonly id: string };

export function profileOperation(
  pool: Pool,
  mustSee: (visitor: Visitor) => void,
  networkOf: (visitor: Visitor, pipeClass: string) => Promise<ClassNetwork>,
): Operation {
  return operation({
    path: '/pipes/profile',
    tag: 'pipes',
    summary:
      'Longitudinal section along a run of pipes: levels, slopes, wells, what crosses and comes in, a drawing to scale',
    query: {
      through: z
        .preprocess((value) => [value].flat(), z.array(z.string().max(220)).min(1).max(MOST_STOPS))
        .describe(
          'Pipes and points of one class in the order of the run, each as pipe-lines/{id} or pipe-points/{id}; given once for each. Between two of them the run takes the shortest way',
        ),
      language: drawingLanguage,
      f: drawingFormat,
    },
    async answer({ through, language, f }, visitor) {
      mustSee(visitor);
      const stops = through.map(stopOf);
      const { network } = await networkOf(visitor, await classOf(pool, visitor, stops));
      const run = runThrough(
        network,
        stops.map(({ collection, id }): RunStop => {
          const kind = COLLECTIONS[collection];
          const index = (kind === 'pipe' ? network.edgeById : network.nodeById).get(id);
          // Between the two questions it may have gone.
          if (index === undefined)
            throw new Problem(
              'item-unknown',
              `${collection} has no item ${id} of the class of the first one.`,
            );
          return { kind, index };
        }),
      );
      if ('why' in run) throw refusal(run.why, stops[run.stop] as Stop);
      if (run.edges.length === 0)
        throw new Problem('parameter-invalid', 'A run is one pipe or more; name a pipe, or two points.');
      if (run.edges.length > MOST_PIPES)
        throw new Problem(
          'area-too-large',
          `The run has ${run.edges.length} pipes; up to ${MOST_PIPES} are drawn. Name a nearer end.`,
        );
      const ids = run.edges.map((edge) => network.edgeIds[edge] as string);
      const names = run.nodes.map((node) => network.nodeIds[node] as string);
      const read = await readAs(pool, visitor, async (client) => ({
        pipes: new Map(
          (await readPipes(client, { where: 'l.id = any($1)', values: [ids] })).map((one) => [one.id, one]),
        ),
        points: await readPoints(client, names),
        others: await readPipes(client, {
          where: `(l.start_point = any($2) or l.end_point = any($2)
            or ST_Intersects(l.geom, (select ST_Collect(geom) from pipe_line where id = any($1)))) limit ${MOST_CROSSINGS + 1}`,
          values: [ids, names],
        }),
      }));
      if (read.others.length > MOST_CROSSINGS)
        throw new Problem(
          'area-too-large',
          `More than ${MOST_CROSSINGS} pipes cross the run; name a nearer end.`,
        );
      const pipes = run.edges.map((edge, index): RunPipe => {
        const id = ids[index] as string;
        const pipe = read.pipes.get(id);
        if (!pipe) throw new Problem('item-unknown', `pipe-lines has no item ${id}.`);
        return { ...pipe, isReversed: network.from[edge] !== run.nodes[index] };
      });
      const profile = longitudinalSection(
        pipes,
        names.map((id) => read.points.get(id) ?? unknownPoint(id)),
        read.others,
      );
      const drawing = drawLongitudinalSection(profile, language);
      if (f === 'json') return { profile, drawing };
      const sources = await readAs(pool, visitor, (client) => readSources(client, ids));
      return drawingFile({ drawing, name: 'profile', format: f, language, sources });
    },
  });
}

/** @throws Problem for what names neither a pipe nor a point */
function stopOf(text: string): Stop {
  const [, collection, id] = /^(pipe-lines|pipe-points)\/(.+)$/s.exec(text) ?? [];
  if (id === undefined)
    throw new Problem(
      'parameter-invalid',
      `through names pipes as pipe-lines/{id} and points as pipe-points/{id}, not ${text}.`,
    );
  return { collection: collection as Stop['collection'], id };
}

/** @throws Problem where one is not there, or of another class than the first */
async function classOf(pool: Pool, visitor: Visitor, stops: readonly Stop[]): Promise<string> {
  const { rows } = await readAs(pool, visitor, (client) =>
    client.query<Stop & { class: string }>(
      `select 'pipe-lines' as collection, id, class from pipe_line where id = any($1)
       union all select 'pipe-points', id, class from pipe_point where id = any($2)`,
      Object.keys(COLLECTIONS).map((wanted) =>
        stops.filter(({ collection }) => collection === wanted).map(({ id }) => id),
      ),
    ),
  );
  const classes = stops.map((stop) => {
    const row = rows.find(({ collection, id }) => collection === stop.collection && id === stop.id);
    if (!row) throw new Problem('item-unknown', `${stop.collection} has no item ${stop.id}.`);
    return row.class;
  });
  const [first = ''] = classes;
  const other = classes.findIndex((one) => one !== first);
  if (other > 0)
    throw new Problem(
      'pipes-of-two-classes',
      `${stops[other]?.collection}/${stops[other]?.id} is of class ${classes[other]}, and the first one of ${first}; a run is of one class.`,
    );
  return first;
}

async function readPoints(client: PoolClient, ids: readonly string[]): Promise<Map<string, RunPoint>> {
  const { rows } = await client.query<RunPoint>(
    `select id, point_no as "pointNo", feature, appurtenance, well_size_mm as "wellSizeMm",
       coalesce(ground_elevation_metres, nullif(ST_Z(geom), 'NaN'))::float8 as "groundMetres",
       depth_metres as "depthMetres" from pipe_point where id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A place where pipes meet and the survey has no point. */
function unknownPoint(id: string): RunPoint {
  return {
    id,
    pointNo: null,
    feature: null,
    appurtenance: null,
    groundMetres: null,
    depthMetres: null,
    wellSizeMm: null,
  };
}

function refusal(why: 'not-joined' | 'goes-over-itself', { collection, id }: Stop): Problem {
  return why === 'not-joined'
    ? new Problem(
        'pipes-not-joined',
        `No pipes join ${collection}/${id} to what was named before it; name another.`,
      )
    : new Problem(
        'run-over-itself',
        `On its way to ${collection}/${id} the run would go over itself; name its parts in their order.`,
      );
}
