/** Where what is in a pipe comes from, and where it goes. */
import { Doubts, type Doubt } from './doubts.ts';
import { NODE, type PipeNetwork } from './network.ts';
import { shortestPath } from './shortest-path.ts';
import { isShut, lengthOf, nodesOfKind, Walker } from './walk.ts';

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
 * shortest way to each source that reaches it; downstream is what would be without supply if it were not there.
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
  const starts = [from[edge] as number, to[edge] as number];
  const isBarred = (node: number): boolean => isShut(network, node);
  const sources = [...new Walker(network).walk(starts, { isBarred }).nodes].filter(
    (node) => kind[node] === NODE.source,
  );
  if (sources.length === 0)
    doubts.add('no-source', 'No source reaches this pipe.', network.edgeIds[edge] as string);
  const ways = sources.flatMap((source) => shortestPath(network, starts, source, isBarred)?.edges ?? []);
  const edges = [...new Set([edge, ...ways])];
  const nodes = new Set(edges.flatMap((one) => [from[one] as number, to[one] as number]));
  return { edges, nodes: [...nodes], ends: sources, metres: lengthOf(network, edges), doubts: doubts.list() };
}

function dependents(network: PipeNetwork, edge: number): Trace {
  const { from, to } = network;
  const doubts = new Doubts();
  const isBarred = (node: number): boolean => isShut(network, node);
  const ends = [from[edge] as number, to[edge] as number];
  const sources = nodesOfKind(network, NODE.source);
  const without = new Walker(network);
  without.walk(sources, { isBarred, mayPass: (next) => next !== edge });
  const dry = ends.filter((node) => !without.hasNode(node));
  // Fed by nothing even with it: then nothing hangs on it either.
  const isFed = dry.length < 2;
  if (sources.length === 0 || !isFed)
    doubts.add(
      'no-source',
      'No source feeds this pipe, so nothing is known to depend on it.',
      network.edgeIds[edge] as string,
    );
  const beyond = new Walker(network);
  beyond.takeEdge(edge);
  const met = beyond.walk(isFed ? dry : [], { isBarred, mayPass: (next) => next !== edge });
  const edges = [edge, ...met.edges];
  return { edges, nodes: [...met.nodes], ends: [], metres: lengthOf(network, edges), doubts: doubts.list() };
}
