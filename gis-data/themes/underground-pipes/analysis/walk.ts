/** Walking a network: the one loop that traces, bursts and components share. */
import { NODE, VALVE, type PipeNetwork } from './network.ts';

export type WalkRules = {
  /** A barred node is reached and not passed: edges up to it belong to the walk, those beyond do not. */
  readonly isBarred?: (node: number) => boolean;
  /** Whether the walk may pass an edge away from a node; undefined: always. */
  readonly mayPass?: (edge: number, node: number) => boolean;
};
/** Indexes that one walk met, in the order in which it met them. */
export type Met = { readonly nodes: Uint32Array; readonly edges: Uint32Array };

/** Several walks over one network; what one has met no later one meets again. */
export class Walker {
  readonly #network: PipeNetwork;
  readonly #hasNode: Uint8Array;
  readonly #hasEdge: Uint8Array;
  readonly #nodes: Uint32Array;
  readonly #edges: Uint32Array;
  #nodeCount = 0;
  #edgeCount = 0;

  constructor(network: PipeNetwork) {
    this.#network = network;
    this.#hasNode = new Uint8Array(network.nodeIds.length);
    this.#hasEdge = new Uint8Array(network.edgeIds.length);
    this.#nodes = new Uint32Array(network.nodeIds.length);
    this.#edges = new Uint32Array(network.edgeIds.length);
  }

  hasNode(node: number): boolean {
    return this.#hasNode[node] === 1;
  }

  hasEdge(edge: number): boolean {
    return this.#hasEdge[edge] === 1;
  }

  /** Takes an edge, so that no walk passes it. */
  takeEdge(edge: number): boolean {
    if (this.#hasEdge[edge] === 1) return false;
    this.#hasEdge[edge] = 1;
    this.#edges[this.#edgeCount++] = edge;
    return true;
  }

  takeNode(node: number): boolean {
    if (this.#hasNode[node] === 1) return false;
    this.#hasNode[node] = 1;
    this.#nodes[this.#nodeCount++] = node;
    return true;
  }

  /** Everything that can be reached from some nodes and was not met before. */
  walk(starts: Iterable<number>, { isBarred, mayPass }: WalkRules = {}): Met {
    // In variables of its own: this loop runs a million times for one question.
    const { offsets, incident, from, to } = this.#network;
    const [hasNode, hasEdge, nodes, edges] = [this.#hasNode, this.#hasEdge, this.#nodes, this.#edges];
    const [nodesBefore, edgesBefore] = [this.#nodeCount, this.#edgeCount];
    for (const start of starts) this.takeNode(start);
    let [nodeCount, edgeCount] = [this.#nodeCount, this.#edgeCount];
    for (let place = nodesBefore; place < nodeCount; place++) {
      const node = nodes[place] as number;
      if (isBarred?.(node) === true) continue;
      const end = offsets[node + 1] as number;
      for (let at = offsets[node] as number; at < end; at++) {
        const edge = incident[at] as number;
        if (hasEdge[edge] === 1 || (mayPass && !mayPass(edge, node))) continue;
        hasEdge[edge] = 1;
        edges[edgeCount++] = edge;
        const start = from[edge] as number;
        const next = start === node ? (to[edge] as number) : start;
        if (hasNode[next] === 1) continue;
        hasNode[next] = 1;
        nodes[nodeCount++] = next;
      }
    }
    [this.#nodeCount, this.#edgeCount] = [nodeCount, edgeCount];
    return {
      nodes: this.#nodes.subarray(nodesBefore, this.#nodeCount),
      edges: this.#edges.subarray(edgesBefore, this.#edgeCount),
    };
  }
}

/** A valve that is shut today: nothing passes it. */
export function isShut({ kind, valveState }: PipeNetwork, node: number): boolean {
  return kind[node] === NODE.valve && valveState[node] === VALVE.closed;
}

/** A valve that can be relied on to keep water back: shut, or open and in order. */
export function canBar({ kind, valveState }: PipeNetwork, node: number): boolean {
  return kind[node] === NODE.valve && valveState[node] !== VALVE.faulty;
}

export function lengthOf({ lengthMetres }: PipeNetwork, edges: Iterable<number>): number {
  let metres = 0;
  for (const edge of edges) metres += lengthMetres[edge] as number;
  return metres;
}
