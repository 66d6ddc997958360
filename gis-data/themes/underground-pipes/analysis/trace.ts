/** Where what is in a pipe comes from, and where it goes. */
import { Doubts, type Doubt } from './doubts.ts';
import { NODE, type PipeNetwork } from './network.ts';
import { shortestPaths } from './shortest-path.ts';
import { isShut, lengthOf, Walker } from './walk.ts';

/** So many sources are a way worth knowing; the tenth is not. */
const MOST_SOURCES = 3;

export type TraceDirection = 'upstream' | 'downstream';
/** Nodes and edges are indexes of the network; the pipe itself is the first edge. */
export type Trace = {
  readonly edges: readonly number[];
  readonly nodes: readonly number[];
  /** Upstream: sources, or the heads of drains. Downstream: outlets of drains. */
  readonly ends: readonly number[];
  readonly metres: number;
  readonly doubts: readonly Doubt[];
};

/**
 * Drains are followed by their way of flow; where it is not known, both ways. Upstream of a pipe under pressure is the
 * shortest way to each of the nearest sources; downstream is what would be without supply if it were not there.
 */
export function trace(
  network: PipeNetwork,
  edge: number,
  direction: TraceDirection,
  isGravity: boolean,
): Trace {
  if (isGravity) return traceDrain(network, edge, direction);
  return direction === 'upstream' ? waysToSources(network, edge) : dependents(network, edge);
}

function traceDrain(network: PipeNetwork, edge: number, way: TraceDirection): Trace {
  const { from, to, direction, offsets, incident } = network;
  const doubts = new Doubts();
  const sign = way === 'downstream' ? 1 : -1;
  const mayPass = (next: number, node: number): boolean => {
    const flow = (direction[next] as number) * sign;
    return flow === 0 || (flow > 0 ? from[next] === node : to[next] === node);
  };
  const flow = (direction[edge] as number) * sign;
  const starts =
    flow === 0 ? [from[edge] as number, to[edge] as number] : [(flow > 0 ? to[edge] : from[edge]) as number];
  const walker = new Walker(network);
  walker.takeEdge(edge);
  const met = walker.walk(starts, { mayPass });
  const edges = [edge, ...met.edges];
  for (const one of edges)
    if (direction[one] === 0)
      doubts.add(
        'flow-unknown',
        'A drain on the way has no known direction; it is followed both ways.',
        network.edgeIds[one] as string,
      );
  const goesOn = (node: number): boolean => {
    for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at++)
      if (mayPass(incident[at] as number, node) && incident[at] !== edge) return true;
    return false;
  };
  const ends = [...met.nodes].filter((node) => !goesOn(node));
  return { edges, nodes: [...met.nodes], ends, metres: lengthOf(network, edges), doubts: doubts.list() };
}

function waysToSources(network: PipeNetwork, edge: number): Trace {
  const { kind, from, to } = network;
  const doubts = new Doubts();
  const ways = shortestPaths(
    network,
    [from[edge] as number, to[edge] as number],
    (node) => kind[node] === NODE.source,
    MOST_SOURCES,
    (node) => isShut(network, node),
  );
  if (ways.length === 0)
    doubts.add('no-source', 'No source reaches this pipe.', network.edgeIds[edge] as string);
  const edges = [...new Set([edge, ...ways.flatMap((way) => way.edges)])];
  const nodes = new Set(edges.flatMap((one) => [from[one] as number, to[one] as number]));
  return {
    edges,
    nodes: [...nodes],
    ends: ways.flatMap((way) => way.nodes.at(-1) ?? []),
    metres: lengthOf(network, edges),
    doubts: doubts.list(),
  };
}

/** Without the pipe the network may fall in two: the side that has no source then depended on it. */
function dependents(network: PipeNetwork, edge: number): Trace {
  const { kind, from, to } = network;
  const doubts = new Doubts();
  const walker = new Walker(network);
  walker.takeEdge(edge);
  const isBarred = (node: number): boolean => isShut(network, node);
  const sides = [from[edge] as number, to[edge] as number].map((end) =>
    walker.walk(walker.hasNode(end) ? [] : [end], { isBarred }),
  );
  const isFed = sides.map(({ nodes }) => nodes.some((node) => kind[node] === NODE.source));
  if (!isFed.includes(true))
    doubts.add(
      'no-source',
      'No source feeds this pipe, so nothing is known to depend on it.',
      network.edgeIds[edge] as string,
    );
  const dry = isFed.includes(true) ? sides.filter((_, index) => !isFed[index]) : [];
  const edges = [edge, ...dry.flatMap((side) => [...side.edges])];
  return {
    edges,
    nodes: dry.flatMap((side) => [...side.nodes]),
    ends: [],
    metres: lengthOf(network, edges),
    doubts: doubts.list(),
  };
}
