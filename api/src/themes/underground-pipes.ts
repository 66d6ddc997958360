/** What a pipe engineer asks of the network: traces, bursts, ways, what hangs together, and checks against standards. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { PIPE_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { connectivityOf } from '@twin/gis-data/themes/underground-pipes/analysis/connectivity.ts';
import type { Doubt } from '@twin/gis-data/themes/underground-pipes/analysis/doubts.ts';
import { isolateBurst } from '@twin/gis-data/themes/underground-pipes/analysis/isolate-burst.ts';
import { NODE, VALVE } from '@twin/gis-data/themes/underground-pipes/analysis/network.ts';
import { shortestPath } from '@twin/gis-data/themes/underground-pipes/analysis/shortest-path.ts';
import { trace } from '@twin/gis-data/themes/underground-pipes/analysis/trace.ts';
import { operation, type Operation } from '../operations.ts';
import { Problem } from '../problems.ts';
import { rememberTogether } from '../remember-by-revision.ts';
import { visibleCollections } from '../ogc/visible-collections.ts';
import { checkOperations } from './underground-pipes/check-operations.ts';
import { excavationOperation } from './underground-pipes/excavation-operation.ts';
import { hydraulicsOperations } from './underground-pipes/hydraulics-operations.ts';
import {
  NETWORK_COLLECTIONS,
  readNetwork,
  type Building,
  type ClassNetwork,
} from './underground-pipes/read-network.ts';
import { planOperation } from './underground-pipes/plan-operation.ts';
import { profileOperation } from './underground-pipes/profile-operation.ts';
import { sectionOperation } from './underground-pipes/section-operation.ts';
import { statisticsOperation } from './underground-pipes/statistics-operation.ts';

const TAG = 'pipes';
/** Networks that are held: eight classes for a few kinds of visitors. */
const NETWORKS_KEPT = 16;
/** More shapes than this are counted and not sent. */
const MOST_SHAPES = 5000;
const MOST_LISTED = 1000;
/** Classes whose pipes can be shut off. */
const SHUT_CLASSES: readonly string[] = ['JS', 'RQ', 'RL', 'GY'];
/** Who must hear of it first. */
const USES_FIRST: readonly string[] = ['medical', 'education', 'government', 'utility'];

const pipe = z.string().min(1).max(200).describe('Id of a pipe, as in the collection pipe-lines');
const point = z.string().min(1).max(200).describe('Id of a point, as in the collection pipe-points');
const pipeClass = z
  .enum(Object.keys(PIPE_CLASSES) as [string, ...string[]])
  .describe('Class of CJJ 61: JS water, PS drainage, RQ gas …');

export function pipeOperations(pool: Pool): Operation[] {
  const networkOf = rememberTogether(pool, NETWORK_COLLECTIONS, NETWORKS_KEPT, readNetwork);

  /** The network that a pipe belongs to. */
  const around = async (visitor: Visitor, id: string) => {
    mustSeePipes(visitor);
    const {
      rows: [row],
    } = await readAs(pool, visitor, (client) =>
      client.query<{ class: string }>('select class from pipe_line where id = $1', [id]),
    );
    if (!row) throw new Problem('item-unknown', `pipe-lines has no item ${id}.`);
    const found = await networkOf(visitor, row.class);
    const edge = found.network.edgeById.get(id);
    // Between the two questions it may have gone.
    if (edge === undefined) throw new Problem('item-unknown', `pipe-lines has no item ${id}.`);
    return { ...found, pipeClass: row.class, edge };
  };

  const shapesOf = async (visitor: Visitor, { network }: ClassNetwork, edges: readonly number[]) => {
    const ids = edges.slice(0, MOST_SHAPES).map((edge) => network.edgeIds[edge] as string);
    const { rows } = await readAs(pool, visitor, (client) =>
      client.query<{ id: string; shape: { coordinates: unknown } }>(
        'select id, ST_AsGeoJSON(geom, 8)::json as shape from pipe_line where id = any($1)',
        [ids],
      ),
    );
    return {
      count: edges.length,
      metres: metres(edges.reduce((sum, edge) => sum + (network.lengthMetres[edge] as number), 0)),
      pipes: rows.map(({ id, shape }) => ({ id, coordinates: shape.coordinates })),
      is_truncated: edges.length > MOST_SHAPES,
    };
  };

  return [
    operation({
      path: '/pipes/trace',
      tag: TAG,
      summary: 'Where what is in a pipe comes from, or where it goes',
      query: {
        pipe,
        direction: z.enum(['upstream', 'downstream']).describe('Against the flow or with it'),
      },
      async answer({ pipe: id, direction }, visitor) {
        const found = await around(visitor, id);
        const traced = trace(found.network, found.edge, direction, found.isGravity);
        return {
          pipe: id,
          class: found.pipeClass,
          direction,
          ...(await shapesOf(visitor, found, traced.edges)),
          ends: traced.ends.slice(0, MOST_LISTED).map((node) => placeOf(found, node)),
          customers: customersAt(found, traced.nodes),
          doubts: withDoubts(found, traced.doubts),
        };
      },
    }),
    operation({
      path: '/pipes/burst',
      tag: TAG,
      summary: 'The fewest valves that isolate a burst pipe, and who is without supply then',
      query: { pipe },
      async answer({ pipe: id }, visitor) {
        const found = await around(visitor, id);
        if (!SHUT_CLASSES.includes(found.pipeClass))
          throw new Problem(
            'parameter-invalid',
            `${id} is of class ${found.pipeClass}, whose pipes are not shut off by valves; ask for its trace.`,
          );
        const burst = isolateBurst(found.network, found.edge);
        const places = (nodes: readonly number[]) =>
          nodes.slice(0, MOST_LISTED).map((node) => placeOf(found, node));
        return {
          pipe: id,
          class: found.pipeClass,
          can_be_isolated: burst.canBeIsolated,
          valves: {
            close: places(burst.close),
            may_close: places(burst.mayClose),
            already_shut: places(burst.alreadyShut),
            faulty: places(burst.faulty),
          },
          sources_inside: places(burst.sourcesInside),
          alternative_sources: places(burst.alternativeSources),
          segment: await shapesOf(visitor, found, burst.segment),
          cut_off: await shapesOf(visitor, found, burst.cutOff),
          customers: customersAt(found, burst.dryNodes),
          hydrants: places(burst.dryNodes.filter((node) => found.network.kind[node] === NODE.hydrant)),
          doubts: withDoubts(found, burst.doubts),
        };
      },
    }),
    operation({
      path: '/pipes/path',
      tag: TAG,
      summary: 'The shortest way along pipes between two points of a class',
      query: { class: pipeClass, from: point, to: point },
      async answer({ class: code, from, to }, visitor) {
        mustSeePipes(visitor);
        const found = await networkOf(visitor, code);
        const [start, end] = [from, to].map((id) => {
          const node = found.network.nodeById.get(id);
          if (node === undefined)
            throw new Problem('item-unknown', `pipe-points has no item ${id} of class ${code}.`);
          return node;
        }) as [number, number];
        const path = shortestPath(found.network, [start], end);
        return path
          ? {
              is_connected: true,
              ...(await shapesOf(visitor, found, path.edges)),
              order: path.edges.map((edge) => found.network.edgeIds[edge]),
              points: path.nodes.map((node) => placeOf(found, node)),
            }
          : { is_connected: false };
      },
    }),
    operation({
      path: '/pipes/network',
      tag: TAG,
      summary:
        'What hangs together in a class of pipes, its unexplained ends, and every doubt about the record',
      query: { class: pipeClass },
      async answer({ class: code }, visitor) {
        mustSeePipes(visitor);
        const found = await networkOf(visitor, code);
        const { components, danglingEnds, lonePoints } = connectivityOf(found.network);
        const places = (nodes: readonly number[]) => ({
          count: nodes.length,
          points: nodes.slice(0, MOST_LISTED).map((node) => placeOf(found, node)),
        });
        return {
          class: code,
          pipes: found.network.edgeIds.length,
          components: {
            count: components.length,
            longest: components.slice(0, MOST_LISTED).map((one) => ({ ...one, metres: metres(one.metres) })),
          },
          dangling_ends: places(danglingEnds),
          lone_points: places(lonePoints),
          doubts: found.network.doubts,
        };
      },
    }),
    ...hydraulicsOperations(pool, mustSeePipes, networkOf),
    ...checkOperations(pool, mustSeePipes),
    statisticsOperation(pool, mustSeePipes),
    sectionOperation(pool, mustSeePipes),
    profileOperation(pool, mustSeePipes, networkOf),
    excavationOperation(pool, mustSeePipes),
    planOperation(pool, mustSeePipes),
  ];
}

function mustSeePipes(visitor: Visitor): void {
  if (!visibleCollections(visitor).some(({ collection }) => collection.id === 'pipe-lines'))
    throw new Problem('layer-forbidden', 'Pipes are not public; sign in with an account that may see them.');
}

function placeOf({ network }: ClassNetwork, node: number) {
  const { kind, valveState, longitude, latitude, nodeIds } = network;
  return {
    id: nodeIds[node],
    longitude: longitude[node],
    latitude: latitude[node],
    ...(kind[node] === NODE.valve ? { state: Object.keys(VALVE)[valveState[node] as number] } : {}),
  };
}

/** Buildings that hang on some nodes, those that must hear of it first before the others. */
function customersAt({ customers }: ClassNetwork, nodes: readonly number[]) {
  const all = nodes.flatMap((node) => customers.at.get(node) ?? []);
  const rank = ({ use }: Building): number =>
    USES_FIRST.includes(use) ? USES_FIRST.indexOf(use) : USES_FIRST.length;
  const ordered = all.toSorted(
    (a, b) => rank(a) - rank(b) || (a.name ?? a.id).localeCompare(b.name ?? b.id, 'zh'),
  );
  return { count: all.length, buildings: ordered.slice(0, MOST_LISTED) };
}

/** Buildings are assigned by nearness, which is an assumption that every answer about them names. */
function withDoubts({ customers }: ClassNetwork, doubts: readonly Doubt[]): readonly Doubt[] {
  const assumption = customers.byConnection
    ? {
        code: 'served-by-nearest',
        says: 'A building is taken to hang on the connection that is nearest to it.',
      }
    : {
        code: 'served-by-any-point',
        says: 'The network has no connections; a building is taken to hang on its nearest point.',
      };
  return [...doubts, { ...assumption, count: 1, examples: [] }];
}

function metres(value: number): number {
  return Math.round(value * 100) / 100;
}
