/** Walking a network: the one loop that traces, bursts and components share. */
import { across, NODE, VALVE, type PipeNetwork } from './network.ts';

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

  /** Takes an edge without walking over it. */
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
    const { offsets, incident } = this.#network;
    const [nodesBefore, edgesBefore] = [this.#nodeCount, this.#edgeCount];
    for (const start of starts) this.takeNode(start);
    for (let place = nodesBefore; place < this.#nodeCount; place++) {
      const node = this.#nodes[place] as number;
      if (isBarred?.(node) === true) continue;
      const end = offsets[node + 1] as number;
      for (let at = offsets[node] as number; at < end; at++) {
        const edge = incident[at] as number;
        if (mayPass && !mayPass(edge, node)) continue;
        this.takeEdge(edge);
        this.takeNode(across(this.#network, edge, node));
      }
    }
    return {
      nodes: this.#nodes.subarray(nodesBefore, this.#nodeCount),
      edges: this.#edges.subarray(edgesBefore, this.#edgeCount),
    };
  }
}

export function nodesOfKind({ kind }: PipeNetwork, wanted: number): number[] {
  const found: number[] = [];
  for (let node = 0; node < kind.length; node++) if (kind[node] === wanted) found.push(node);
  return found;
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
