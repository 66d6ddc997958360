/** What hangs together in a network, and the ends that nothing explains. */
import { NODE, type PipeNetwork } from './network.ts';
import { lengthOf, Walker } from './walk.ts';

export type Component = {
  readonly pipes: number;
  readonly points: number;
  readonly metres: number;
  readonly sources: number;
  readonly outlets: number;
  /** A pipe of it, to fly to. */
  readonly example: string;
};
export type Connectivity = {
  /** The longest first. */
  readonly components: readonly Component[];
  /** Nodes at which one pipe ends, and nothing stands there that would explain it. */
  readonly danglingEnds: readonly number[];
  /** Points that no pipe touches. */
  readonly lonePoints: readonly number[];
};

export function connectivityOf(network: PipeNetwork): Connectivity {
  const { kind, offsets, nodeIds, edgeIds } = network;
  const walker = new Walker(network);
  const components: Component[] = [];
  const danglingEnds: number[] = [];
  const lonePoints: number[] = [];
  for (let node = 0; node < nodeIds.length; node++) {
    const pipes = (offsets[node + 1] as number) - (offsets[node] as number);
    if (pipes === 0) lonePoints.push(node);
    else if (pipes === 1 && kind[node] === NODE.plain) danglingEnds.push(node);
    if (pipes === 0 || walker.hasNode(node)) continue;
    const { nodes, edges } = walker.walk([node]);
    const count = (wanted: number): number =>
      nodes.reduce((sum, one) => sum + Number(kind[one] === wanted), 0);
    components.push({
      pipes: edges.length,
      points: nodes.length,
      metres: lengthOf(network, edges),
      sources: count(NODE.source),
      outlets: count(NODE.outlet),
      example: edgeIds[edges[0] as number] as string,
    });
  }
  return { components: components.toSorted((a, b) => b.metres - a.metres), danglingEnds, lonePoints };
}
