/** A run of pipes, one joined to the next, through pipes and points that somebody named in order. */
import { across, type PipeNetwork } from './network.ts';
import { shortestPath, type Path } from './shortest-path.ts';

export type RunStop = { readonly kind: 'point' | 'pipe'; readonly index: number };
/** In the order of the run: one node more than there are edges. */
export type Run = Pick<Path, 'nodes' | 'edges'>;
export type RunFailure = {
  /** Place in the list of stops that cannot be reached, or to which the run would go over itself. */
  readonly stop: number;
  readonly why: 'not-joined' | 'goes-over-itself';
};

/** Between two stops the run takes the shortest way; a pipe that is named is gone through whole. */
export function runThrough(network: PipeNetwork, stops: readonly RunStop[]): Run | RunFailure {
  const [first, ...rest] = stops;
  if (!first) return { nodes: [], edges: [] };
  let run: Run | undefined = startOf(first);
  for (const [index, stop] of rest.entries()) {
    const longer: Run | undefined = extended(network, run, first, stop);
    if (!longer) return { stop: index + 1, why: 'not-joined' };
    if (new Set(longer.edges).size < longer.edges.length) return { stop: index + 1, why: 'goes-over-itself' };
    run = longer;
  }
  // One pipe alone is gone through from its start.
  if (run === undefined) {
    const edge = first.index;
    return { nodes: [network.from[edge] as number, network.to[edge] as number], edges: [edge] };
  }
  return run;
}

/** A pipe at the beginning has no way round until the next stop gives it one. */
function startOf({ kind, index }: RunStop): Run | undefined {
  return kind === 'point' ? { nodes: [index], edges: [] } : undefined;
}

function extended(
  network: PipeNetwork,
  run: Run | undefined,
  first: RunStop,
  stop: RunStop,
): Run | undefined {
  const starts = run
    ? [run.nodes.at(-1) as number]
    : [network.from[first.index] as number, network.to[first.index] as number];
  const ends =
    stop.kind === 'point'
      ? [stop.index]
      : [network.from[stop.index] as number, network.to[stop.index] as number];
  const ways = ends.flatMap((end) => shortestPath(network, starts, end) ?? []);
  const way = ways.toSorted((one, other) => one.metres - other.metres)[0];
  if (!way) return undefined;
  const begun = run ?? {
    nodes: [across(network, first.index, way.nodes[0] as number), way.nodes[0] as number],
    edges: [first.index],
  };
  const nodes = [...begun.nodes, ...way.nodes.slice(1)];
  const edges = [...begun.edges, ...way.edges];
  // The way to its farther end may have gone through the pipe already.
  if (stop.kind === 'point' || edges.at(-1) === stop.index) return { nodes, edges };
  return {
    nodes: [...nodes, across(network, stop.index, way.nodes.at(-1) as number)],
    edges: [...edges, stop.index],
  };
}
