/** The shortest way along pipes, by Dijkstra's algorithm. */
import FlatQueue from 'flatqueue';
import { across, type PipeNetwork } from './network.ts';

/** In the order from the first node to the last. */
export type Path = {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly metres: number;
};

/**
 * @param starts nodes, whichever is nearest
 * @param isBarred nodes that are not passed; the last may be one
 * @returns undefined where there is no way
 */
export function shortestPath(
  network: PipeNetwork,
  starts: readonly number[],
  end: number,
  isBarred: (node: number) => boolean = () => false,
): Path | undefined {
  const { offsets, incident, lengthMetres, nodeIds } = network;
  const metres = new Float64Array(nodeIds.length).fill(Infinity);
  const cameBy = new Int32Array(nodeIds.length).fill(-1);
  const queue = new FlatQueue<number>();
  for (const start of starts) {
    metres[start] = 0;
    queue.push(start, 0);
  }
  while (queue.length > 0) {
    const far = queue.peekValue() as number;
    const node = queue.pop() as number;
    if (node === end) return pathTo(network, cameBy, end, far);
    // Reached by a shorter way meanwhile.
    if (far > (metres[node] as number) || isBarred(node)) continue;
    for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at++) {
      const edge = incident[at] as number;
      const next = across(network, edge, node);
      const through = far + (lengthMetres[edge] as number);
      if (through >= (metres[next] as number)) continue;
      metres[next] = through;
      cameBy[next] = edge;
      queue.push(next, through);
    }
  }
  return undefined;
}

function pathTo(network: PipeNetwork, cameBy: Int32Array, end: number, metres: number): Path {
  const nodes = [end];
  const edges: number[] = [];
  for (let node = end, edge = cameBy[end] as number; edge >= 0; edge = cameBy[node] as number) {
    node = across(network, edge, node);
    nodes.push(node);
    edges.push(edge);
  }
  return { nodes: nodes.toReversed(), edges: edges.toReversed(), metres };
}
