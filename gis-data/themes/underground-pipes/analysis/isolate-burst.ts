/** A pipe has burst: which valves to shut, and who is without supply then. */
import { Doubts, type Doubt } from './doubts.ts';
import { across, NODE, VALVE, type PipeNetwork } from './network.ts';
import { canBar, isShut, lengthOf, Walker, type Met } from './walk.ts';

/** Nodes and edges are indexes of the network. */
export type Burst = {
  /** False where a source feeds the pipe with no valve in order between them. */
  readonly canBeIsolated: boolean;
  /** The fewest valves that stop the water: without any one of them a source would go on feeding the burst. */
  readonly close: readonly number[];
  /** Keep what stands in dead ends beyond them from running out; nothing feeds the burst through them. */
  readonly mayClose: readonly number[];
  readonly alreadyShut: readonly number[];
  /** Out of order: passed over for the next ones. */
  readonly faulty: readonly number[];
  /** Sources that stand between the valves and must be stopped themselves. */
  readonly sourcesInside: readonly number[];
  /** Pipes between the valves, the burst one first. */
  readonly segment: readonly number[];
  /** Pipes beyond the valves that have no other source. */
  readonly cutOff: readonly number[];
  /** Nodes without supply: between the valves and beyond them. A valve at the border is none of them. */
  readonly dryNodes: readonly number[];
  /** Sources that go on feeding what lies beyond the valves. */
  readonly alternativeSources: readonly number[];
  readonly segmentMetres: number;
  readonly cutOffMetres: number;
  readonly doubts: readonly Doubt[];
};

/** The walk from the first pipe behind a valve, and that pipe. */
type Part = { readonly first: number; readonly met: Met; isFed: boolean };

/**
 * The segment of the burst is what water reaches without passing a valve that works. What lies beyond its valves falls
 * into parts; a part without a source of its own is cut off with it. Where no source is known at all, the longest part
 * is taken for the one that is fed. Linear in the part of the network that hangs together with the pipe.
 */
export function isolateBurst(network: PipeNetwork, edge: number): Burst {
  const { kind, valveState, from, to, nodeIds } = network;
  const doubts = new Doubts();
  const walker = new Walker(network);
  walker.takeEdge(edge);
  const reached = walker.walk([from[edge] as number, to[edge] as number], {
    isBarred: (node) => canBar(network, node),
  });
  const segment = [edge, ...reached.edges];
  const shut = reached.nodes.filter((node) => isShut(network, node));
  const border = reached.nodes.filter((node) => canBar(network, node) && !isShut(network, node));
  const inside = reached.nodes.filter((node) => !canBar(network, node));
  const sourcesInside = inside.filter((node) => kind[node] === NODE.source);

  const { parts, partsAt } = partsBeyond(network, walker, border);
  const isSource = (node: number): boolean => kind[node] === NODE.source;
  for (const part of parts) part.isFed = part.met.nodes.some(isSource);
  if (sourcesInside.length === 0 && !parts.some(({ isFed }) => isFed)) {
    const main = longest(network, parts);
    if (main) main.isFed = true;
    doubts.add(
      'no-source',
      'No source is known of this network; its longest part beyond the valves is taken to be fed.',
      network.edgeIds[edge] as string,
    );
  }
  for (const valve of border)
    if ((network.offsets[valve + 1] as number) - (network.offsets[valve] as number) > 2)
      doubts.add(
        'valve-at-junction',
        'A valve stands where more than two pipes meet; shutting it is taken to part them all.',
        nodeIds[valve] as string,
      );

  const feeds = (valve: number): boolean => (partsAt.get(valve) ?? []).some(({ isFed }) => isFed);
  const dry = parts.filter(({ isFed }) => !isFed);
  const cutOff = dry.flatMap(({ first, met }) => [first, ...met.edges]);
  return {
    canBeIsolated: sourcesInside.length === 0,
    close: [...border].filter(feeds),
    mayClose: [...border].filter((valve) => !feeds(valve)),
    alreadyShut: [...shut],
    faulty: [...inside].filter((node) => kind[node] === NODE.valve && valveState[node] === VALVE.faulty),
    sourcesInside: [...sourcesInside],
    segment,
    cutOff,
    dryNodes: [...inside, ...dry.flatMap(({ met }) => [...met.nodes])],
    alternativeSources: parts.flatMap(({ isFed, met }) =>
      isFed ? Array.from(met.nodes.filter(isSource)) : [],
    ),
    segmentMetres: lengthOf(network, segment),
    cutOffMetres: lengthOf(network, cutOff),
    doubts: doubts.list(),
  };
}

/** What hangs together beyond each of the valves, and the parts that each valve leads to. */
function partsBeyond(
  network: PipeNetwork,
  walker: Walker,
  border: Uint32Array,
): { parts: Part[]; partsAt: ReadonlyMap<number, readonly Part[]> } {
  const { offsets, incident, edgeIds } = network;
  const parts: Part[] = [];
  const numberOf = new Int32Array(edgeIds.length).fill(-1);
  const isWalked = { isBarred: (node: number) => isShut(network, node) };
  const beyond = [...border].map(
    (valve) =>
      [
        valve,
        [...incident.subarray(offsets[valve], offsets[valve + 1])].filter((edge) => !walker.hasEdge(edge)),
      ] as const,
  );
  for (const [valve, firsts] of beyond) {
    for (const first of firsts) {
      if (!walker.takeEdge(first)) continue;
      const next = across(network, first, valve);
      const met = walker.walk(walker.hasNode(next) ? [] : [next], isWalked);
      numberOf[first] = parts.length;
      for (const edge of met.edges) numberOf[edge] = parts.length;
      parts.push({ first, met, isFed: false });
    }
  }
  const partsAt = new Map(
    beyond.map(([valve, firsts]) => [
      valve,
      [...new Set(firsts.map((first) => numberOf[first] as number))].flatMap((number) => parts[number] ?? []),
    ]),
  );
  return { parts, partsAt };
}

function longest(network: PipeNetwork, parts: readonly Part[]): Part | undefined {
  const metres = ({ first, met }: Part): number =>
    (network.lengthMetres[first] as number) + lengthOf(network, met.edges);
  return parts.toSorted((a, b) => metres(b) - metres(a))[0];
}
