/** A water network in EPANET 2.2: one that was imported as its model runs whole, a surveyed one with what is assumed of it. */
import pLimit from 'p-limit';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { Doubt } from '@twin/gis-data/themes/underground-pipes/analysis/doubts.ts';
import { edgesAt, NODE } from '@twin/gis-data/themes/underground-pipes/analysis/network.ts';
import { modelOfSurvey } from '@twin/gis-data/themes/underground-pipes/hydraulics/model-of-survey.ts';
import { runInProcess } from '@twin/gis-data/themes/underground-pipes/hydraulics/run-in-process.ts';
import type { HydraulicRun } from '@twin/gis-data/themes/underground-pipes/hydraulics/run-epanet.ts';
import { FileAnswer, operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import type { ClassNetwork } from './read-network.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(3);
const demandOf = roundedTo(4);

/** A model with the names that its nodes and links have in the city, where they are there. */
type Named = {
  readonly network: { readonly kind: 'epanet' | 'survey'; readonly title: string };
  readonly model: string;
  readonly doubts: readonly Doubt[];
  /** Ids of items by the model's own. */
  readonly points: ReadonlyMap<string, string>;
  readonly links: ReadonlyMap<string, string>;
  /** Links by the id of a valve that is a node of the model: it shuts all that meet there. */
  readonly valves: ReadonlyMap<string, readonly string[]>;
};

const TAG = 'pipes';
const WATER = 'JS';
const MOST_HOURS = 168;
const MOST_CHANGES = 100;
const RUNS_AT_ONCE = 2;
const inTurn = pLimit(RUNS_AT_ONCE);

const anchor = {
  pipe: z
    .string()
    .min(1)
    .max(200)
    .describe('Id of a water pipe, as in the collection pipe-lines: its network is meant'),
  demand_cubic_metres_per_day: z.coerce
    .number()
    .min(0)
    .max(10_000_000)
    .optional()
    .describe('Of a surveyed network: what all its customers draw together'),
  head_metres: z.coerce
    .number()
    .min(0)
    .max(500)
    .optional()
    .describe('Of a surveyed network: how high above the ground the water stands at its sources'),
};

/** `id:value`, once or more; an id may have colons of its own. */
function settings(least: number, most: number) {
  return z
    .preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(z.string().max(220)).max(MOST_CHANGES),
    )
    .transform((texts, context) =>
      texts.map((text) => {
        const [, id = '', number] = /^(.+):([^:]+)$/s.exec(text) ?? [];
        const value = Number(number);
        if (!(value >= least && value <= most))
          context.addIssue({
            code: 'custom',
            message: `${text} is not id:value, with a value from ${least} to ${most}`,
          });
        return { id, value };
      }),
    );
}

export function hydraulicsOperations(
  pool: Pool,
  mustSee: (visitor: Visitor) => void,
  networkOf: (visitor: Visitor, pipeClass: string) => Promise<ClassNetwork>,
): Operation[] {
  const namedModel = async (
    visitor: Visitor,
    { pipe, demand_cubic_metres_per_day: demand, head_metres: head }: z.infer<z.ZodObject<typeof anchor>>,
  ): Promise<Named> => {
    mustSee(visitor);
    const imported = await readAs(pool, visitor, (client) => readModel(client, pipe));
    if (imported) return imported;
    if (demand === undefined || head === undefined)
      throw new Problem(
        'parameter-invalid',
        'This network was surveyed, not modelled: give demand_cubic_metres_per_day and head_metres.',
      );
    return surveyed(pool, visitor, await networkOf(visitor, WATER), demand, head);
  };

  return [
    operation({
      path: '/pipes/hydraulics',
      tag: TAG,
      summary: 'Pressures, flows and velocities of a water network over a time, by EPANET 2.2',
      query: {
        ...anchor,
        close: z
          .string()
          .max(4000)
          .optional()
          .describe('Ids of pipes, valves and pumps, with commas between: shut all the time'),
        leak: z.string().max(200).optional().describe('Id of a pipe that leaks'),
        leak_litres_per_second: z.coerce.number().min(0).max(10_000).default(0),
        demand: settings(0, 10_000).describe(
          'Of a point, what it draws in litres per second before patterns and the factor: id:value; given once for each',
        ),
        speed: settings(0, 10).describe(
          'Of a pump of an EPANET network, its speed as a share of that of its curve: id:value; given once for each',
        ),
        demand_factor: z.coerce
          .number()
          .min(0)
          .max(10)
          .default(1)
          .describe('What all demands are multiplied with'),
        hours: z.coerce
          .number()
          .min(0)
          .max(MOST_HOURS)
          .default(24)
          .describe('The run ends here at the latest'),
        shapes: z
          .enum(['true', 'false'])
          .default('false')
          .describe('Whether pipes and points come with their positions'),
      },
      async answer(
        {
          close,
          leak,
          leak_litres_per_second: litresPerSecond,
          demand,
          speed,
          demand_factor: demandFactor,
          hours,
          shapes,
          ...rest
        },
        visitor,
      ) {
        const named = await namedModel(visitor, rest);
        const own = new Map([...named.links].map(([link, id]) => [id, link]));
        const linkOf = (id: string): string => {
          const link = own.get(id);
          if (link === undefined)
            throw new Problem('item-unknown', `The network of ${rest.pipe} has no link ${id}.`);
          return link;
        };
        const closed = (close ?? '').split(',').filter((id) => id !== '');
        if (closed.length > MOST_CHANGES)
          throw new Problem('parameter-invalid', `close names more than ${MOST_CHANGES} links.`);
        const ownNode = new Map([...named.points].map(([node, id]) => [id, node]));
        const nodeOf = (id: string): string => {
          const node = ownNode.get(id);
          if (node === undefined)
            throw new Problem('item-unknown', `The network of ${rest.pipe} has no point ${id}.`);
          return node;
        };
        const run = await solved({
          model: named.model,
          scenario: {
            closed: closed.flatMap((id) => named.valves.get(id) ?? [linkOf(id)]),
            leaks: leak === undefined ? [] : [{ link: linkOf(leak), litresPerSecond }],
            demands: demand.map(({ id, value }) => ({ node: nodeOf(id), litresPerSecond: value })),
            speeds: speed.map(({ id, value }) => ({ link: linkOf(id), speed: value })),
            demandFactor,
            mostSeconds: hours * 3600,
          },
        });
        return answerOf(named, run, shapes === 'true' ? await readShapes(pool, visitor, named) : undefined);
      },
    }),
    operation({
      path: '/pipes/hydraulics/model',
      tag: TAG,
      summary: 'The water network as an EPANET input file: an imported one as it came',
      query: anchor,
      async answer(query, visitor) {
        const { model } = await namedModel(visitor, query);
        return new FileAnswer('text/plain; charset=utf-8', 'network.inp', model);
      },
    }),
  ];
}

async function solved(job: Parameters<typeof runInProcess>[0]): Promise<HydraulicRun> {
  try {
    return await inTurn(() => runInProcess(job));
  } catch (error) {
    if (error instanceof StoreError) throw new Problem('network-not-run', `${error.message} ${error.hint}`);
    throw error;
  }
}

/** The model of the imported network that a pipe belongs to. */
async function readModel(client: PoolClient, pipe: string): Promise<Named | undefined> {
  const {
    rows: [row],
  } = await client.query<{ class: string; source: number; title: string; model: string | null }>(
    `select l.class, l.source_id as source, s.title, m.model from pipe_line l join source s on s.id = l.source_id
     left join hydraulic_model m on m.source_id = s.id and m.sha256 = s.sha256 where l.id = $1`,
    [pipe],
  );
  if (!row) throw new Problem('item-unknown', `pipe-lines has no item ${pipe}.`);
  if (row.class !== WATER)
    throw new Problem(
      'parameter-invalid',
      `${pipe} is of class ${row.class}: hydraulics are those of water, JS.`,
    );
  if (row.model === null) return undefined;
  const keysOf = async (table: 'pipe_line' | 'pipe_point'): Promise<{ id: string; key: string }[]> =>
    (
      await client.query<{ id: string; key: string }>(
        `select id, source_key as key from ${table} where source_id = $1`,
        [row.source],
      )
    ).rows;
  const [lines, points] = [await keysOf('pipe_line'), await keysOf('pipe_point')];
  // Valves and pumps are links of the model and points of the city, by these keys.
  const fittings = points.flatMap(({ id, key }) => {
    const link = /^(?:valve|pump)-(.*)$/s.exec(key)?.[1];
    return link === undefined ? [] : [[link, id] as const];
  });
  return {
    network: { kind: 'epanet', title: row.title },
    model: row.model,
    doubts: [],
    points: new Map(points.map(({ id, key }) => [key, id])),
    links: new Map([...lines.map(({ id, key }) => [key, id] as const), ...fittings]),
    valves: new Map(),
  };
}

async function surveyed(
  pool: Pool,
  visitor: Visitor,
  { network, customers }: ClassNetwork,
  cubicMetresPerDay: number,
  headMetres: number,
): Promise<Named> {
  const [pipes, elevations] = await readAs(
    pool,
    visitor,
    async (client) =>
      [
        await client.query<{ id: string; width: number | null; material: string | null }>(
          `select id, width_mm as width, material from pipe_line where class = $1`,
          [WATER],
        ),
        await client.query<{ id: string; metres: number | null }>(
          `select id, coalesce(elevation_metres, ground_elevation_metres - coalesce(depth_metres, 0)) as metres
           from pipe_point where class = $1`,
          [WATER],
        ),
      ] as const,
  );
  const pipeById = new Map(pipes.rows.map((row) => [row.id, row]));
  const metresById = new Map(elevations.rows.map((row) => [row.id, row.metres]));
  const made = modelOfSurvey(
    network,
    network.edgeIds.map((id) => ({
      widthMm: pipeById.get(id)?.width ?? null,
      material: pipeById.get(id)?.material ?? null,
    })),
    network.nodeIds.map((id) => metresById.get(id) ?? null),
    network.nodeIds.map((_, node) => customers.at.get(node)?.length ?? 0),
    { cubicMetresPerDay, headMetres },
  );
  if (!made)
    throw new Problem(
      'network-not-run',
      'No source of the surveyed water network is known: enter a pump station, a tank or a source among its points.',
    );
  return {
    ...made,
    network: { kind: 'survey', title: WATER },
    points: new Map(network.nodeIds.map((id, node) => [`n${node}`, id])),
    links: new Map(network.edgeIds.map((id, edge) => [`e${edge}`, id])),
    valves: new Map(
      network.nodeIds.flatMap((id, node) =>
        network.kind[node] === NODE.valve
          ? [[id, Array.from(edgesAt(network, node), (edge) => `e${edge}`)] as const]
          : [],
      ),
    ),
  };
}

/** Coordinates by id. */
type Shapes = Readonly<Record<'links' | 'points', ReadonlyMap<string, unknown>>>;

async function readShapes(pool: Pool, visitor: Visitor, { links, points }: Named): Promise<Shapes> {
  const of = async (client: PoolClient, table: 'pipe_line' | 'pipe_point', ids: Iterable<string>) => {
    const { rows } = await client.query<{ id: string; shape: { coordinates: unknown } }>(
      `select id, ST_AsGeoJSON(geom, 7)::json as shape from ${table} where id = any($1)`,
      [[...ids]],
    );
    return new Map(rows.map(({ id, shape }) => [id, shape.coordinates]));
  };
  return readAs(pool, visitor, async (client) => ({
    links: await of(client, 'pipe_line', links.values()),
    points: await of(client, 'pipe_point', points.values()),
  }));
}

function answerOf({ network, doubts, points, links, valves }: Named, run: HydraulicRun, shapes?: Shapes) {
  return {
    network,
    starts_at_seconds: run.startsAtSeconds,
    times_seconds: run.times,
    points: run.nodes.map(({ id, kind, demandLitresPerSecond, pressureMetres }) => ({
      id: points.get(id) ?? null,
      name: id,
      kind,
      ...(valves.has(points.get(id) ?? '') ? { can_be_shut: true } : {}),
      ...(demandLitresPerSecond === undefined
        ? {}
        : { demand_litres_per_second: demandOf(demandLitresPerSecond) }),
      ...(shapes ? { coordinates: shapes.points.get(points.get(id) ?? '') ?? null } : {}),
      pressure_metres: pressureMetres.map(rounded),
    })),
    links: run.links.map(({ id, kind, from, to, flowLitresPerSecond, velocityMetresPerSecond }) => ({
      id: links.get(id) ?? null,
      name: id,
      kind,
      from,
      to,
      flow_litres_per_second: flowLitresPerSecond.map(rounded),
      velocity_metres_per_second: velocityMetresPerSecond.map(rounded),
      ...(shapes ? { coordinates: shapes.links.get(links.get(id) ?? '') ?? null } : {}),
    })),
    warnings: run.warnings,
    doubts,
  };
}
