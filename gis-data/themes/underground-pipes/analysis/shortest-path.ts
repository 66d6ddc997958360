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
  isBarred?: (node: number) => boolean,
): Path | undefined {
  return shortestPaths(network, starts, (node) => node === end, 1, isBarred)[0];
}

/** Shortest ways to the nearest nodes that are wanted, at most `most` of them, the nearest first. */
export function shortestPaths(
  network: PipeNetwork,
  starts: readonly number[],
  isWanted: (node: number) => boolean,
  most: number,
  isBarred: (node: number) => boolean = () => false,
): Path[] {
  const { offsets, incident, lengthMetres, nodeIds } = network;
  const metres = new Float64Array(nodeIds.length).fill(Infinity);
  const cameBy = new Int32Array(nodeIds.length).fill(-1);
  const isSettled = new Uint8Array(nodeIds.length);
  const queue = new FlatQueue();
  const found: Path[] = [];
  for (const start of starts) {
    metres[start] = 0;
    queue.push(start, 0);
  }
  while (queue.length > 0 && found.length < most) {
    const node = queue.pop() as number;
    // Reached by a shorter way meanwhile.
    if (isSettled[node] === 1) continue;
    isSettled[node] = 1;
    const far = metres[node] as number;
    if (isWanted(node)) found.push(pathTo(network, cameBy, node, far));
    if (isBarred(node)) continue;
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
  return found;
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
