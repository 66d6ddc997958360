import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectivityOf } from './connectivity.ts';
import { isolateBurst } from './isolate-burst.ts';
import { buildNetwork, type NetworkLine, type NetworkPoint, type PipeNetwork } from './network.ts';
import { shortestPath } from './shortest-path.ts';
import { trace } from './trace.ts';

/** `S` source, `V` valve, `C` valve that is closed, `X` faulty valve, `H` hydrant, `O` outfall, anything else a plain point. */
const KINDS: Readonly<Record<string, Partial<NetworkPoint>>> = {
  S: { appurtenance: 'reservoir' },
  V: { appurtenance: 'valve', valveState: 'open' },
  C: { appurtenance: 'valve', valveState: 'closed' },
  X: { appurtenance: 'valve', valveState: 'faulty' },
  H: { appurtenance: 'hydrant' },
  O: { appurtenance: 'outfall' },
};

function point(id: string): NetworkPoint {
  return { id, longitude: 110, latitude: 20, ...KINDS[id[0] ?? ''] };
}

function line(id: string, from: string, to: string, more: Partial<NetworkLine> = {}): NetworkLine {
  return {
    id,
    startPoint: from,
    endPoint: to,
    start: [110, 20],
    end: [110, 20],
    lengthMetres: 10,
    widthMm: 100,
    ...more,
  };
}

/** `'S-V1 V1-a a-b'`: pipes between points, named as they are written. */
function networkOf(text: string, isGravity = false): PipeNetwork {
  const pairs = text.split(' ').map((pair) => pair.split('-') as [string, string]);
  const points = [...new Set(pairs.flat())].map(point);
  return buildNetwork(
    points,
    pairs.map(([a, b]) => line(`${a}-${b}`, a, b)),
    isGravity,
  );
}

const nodes = (network: PipeNetwork, some: readonly number[]): string[] =>
  some.map((node) => network.nodeIds[node] ?? '').toSorted();
const edges = (network: PipeNetwork, some: readonly number[]): string[] =>
  some.map((edge) => network.edgeIds[edge] ?? '').toSorted();
const burstOf = (network: PipeNetwork, pipe: string) =>
  isolateBurst(network, network.edgeById.get(pipe) ?? -1);
const codes = (doubts: readonly { code: string }[]): string[] => doubts.map(({ code }) => code).toSorted();

describe('a burst', () => {
  it('between two valves on a line from one source shuts the upper one; what follows is cut off', () => {
    const network = networkOf('S-V1 V1-a a-V2 V2-b b-H');
    const burst = burstOf(network, 'V1-a');
    expect(nodes(network, burst.close)).toEqual(['V1']);
    expect(nodes(network, burst.mayClose)).toEqual(['V2']);
    expect(edges(network, burst.segment)).toEqual(['V1-a', 'a-V2']);
    expect(edges(network, burst.cutOff)).toEqual(['V2-b', 'b-H']);
    expect(nodes(network, burst.dryNodes)).toEqual(['H', 'a', 'b']);
    expect([burst.segmentMetres, burst.cutOffMetres]).toEqual([20, 20]);
  });

  it('in a loop is fed from both sides, and what lies beyond keeps the other feed', () => {
    const network = networkOf('S-a a-V1 V1-b b-V2 V2-c c-a');
    const burst = burstOf(network, 'V1-b');
    expect(nodes(network, burst.close)).toEqual(['V1', 'V2']);
    expect(burst.cutOff).toEqual([]);
    expect(nodes(network, burst.alternativeSources)).toEqual(['S']);
  });

  it('passes over a valve out of order and takes the next ones', () => {
    const network = networkOf('S-V1 V1-X2 X2-a');
    const burst = burstOf(network, 'X2-a');
    expect(nodes(network, burst.close)).toEqual(['V1']);
    expect(nodes(network, burst.faulty)).toEqual(['X2']);
    expect(edges(network, burst.segment)).toEqual(['V1-X2', 'X2-a']);
  });

  it('asks for nothing where a valve is shut already', () => {
    const network = networkOf('S1-V1 V1-a a-C2 C2-b b-S2');
    const burst = burstOf(network, 'V1-a');
    expect(nodes(network, burst.close)).toEqual(['V1']);
    expect(nodes(network, burst.alreadyShut)).toEqual(['C2']);
    expect(burst.cutOff).toEqual([]);
  });

  it('cannot be isolated where no valve stands before the source', () => {
    const network = networkOf('S-a a-b b-V V-c');
    const burst = burstOf(network, 'a-b');
    expect(burst.canBeIsolated).toBe(false);
    expect(nodes(network, burst.sourcesInside)).toEqual(['S']);
    expect(edges(network, burst.cutOff)).toEqual(['V-c']);
  });

  it('without a known source takes the longest part for the fed one, and says so', () => {
    const network = networkOf('a-V1 V1-b b-V2 V2-c c-d d-e');
    const burst = burstOf(network, 'V1-b');
    expect(nodes(network, burst.close)).toEqual(['V2']);
    expect(edges(network, burst.cutOff)).toEqual(['a-V1']);
    expect(codes(burst.doubts)).toEqual(['no-source']);
  });

  it('ends on self-loops, parallel pipes and pipes of no length', () => {
    const network = buildNetwork(
      [point('V')],
      [line('loop', 'V', 'V'), line('p', 'V', 'b'), line('q', 'V', 'b', { lengthMetres: 0 })],
    );
    expect(edges(network, burstOf(network, 'p').segment)).toEqual(['p', 'q']);
    expect(codes(network.doubts)).toEqual([
      'pipe-closed-on-itself',
      'pipe-without-length',
      'pipes-parallel',
      'point-missing',
    ]);
  });

  it('is isolated by valves of which none can be spared, as a search of its own confirms', () => {
    fc.assert(
      fc.property(networks(), ({ network, edge }) => {
        const shutToday = new Set(network.nodeIds.flatMap((id, node) => (id.startsWith('C') ? [node] : [])));
        const wet = (shut: readonly number[]) => wetEdges(network, new Set([...shutToday, ...shut]));
        const before = wet([]);
        fc.pre(before.has(edge));
        const burst = isolateBurst(network, edge);
        expect(wet(burst.close).has(edge)).toBe(!burst.canBeIsolated);
        if (burst.canBeIsolated)
          for (const valve of burst.close)
            expect(wet(burst.close.filter((one) => one !== valve)).has(edge)).toBe(true);
        const after = wet([...burst.close, ...burst.mayClose]);
        const segment = new Set(burst.segment);
        const lost = [...before]
          .filter((one) => !segment.has(one) && !after.has(one))
          .toSorted((a, b) => a - b);
        expect(burst.cutOff.toSorted((a, b) => a - b)).toEqual(lost);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a trace', () => {
  it('follows drains by their fall, and against it', () => {
    const drain = (id: string, a: string, b: string, fall: number): NetworkLine =>
      line(id, a, b, { start: [110, 20, 5], end: [110, 20, 5 - fall] });
    const network = buildNetwork(
      ['a', 'b', 'c', 'd', 'O'].map(point),
      [
        drain('ab', 'a', 'b', 1),
        drain('cb', 'c', 'b', 1),
        drain('db', 'b', 'd', 1),
        drain('Od', 'O', 'd', -1),
      ],
      true,
    );
    const down = trace(network, 0, 'downstream', true);
    expect(edges(network, down.edges)).toEqual(['Od', 'ab', 'db']);
    expect(nodes(network, down.ends)).toEqual(['O']);
    expect(edges(network, trace(network, 3, 'upstream', true).edges)).toEqual(['Od', 'ab', 'cb', 'db']);
  });

  it('goes both ways where a drain has neither direction nor fall, and says so', () => {
    const network = networkOf('a-b b-c', true);
    const found = trace(network, 0, 'downstream', true);
    expect(edges(network, found.edges)).toEqual(['a-b', 'b-c']);
    expect(codes(found.doubts)).toEqual(['flow-unknown']);
  });

  it('under pressure leads to every source upstream, and downstream to what has no other feed', () => {
    const network = networkOf('S1-a a-b b-c b-d d-S2 c-e');
    const at = (pipe: string): number => network.edgeById.get(pipe) ?? -1;
    expect(edges(network, trace(network, at('b-c'), 'upstream', false).edges)).toEqual([
      'S1-a',
      'a-b',
      'b-c',
      'b-d',
      'd-S2',
    ]);
    expect(edges(network, trace(network, at('b-c'), 'downstream', false).edges)).toEqual(['b-c', 'c-e']);
    expect(edges(network, trace(network, at('a-b'), 'downstream', false).edges)).toEqual(['a-b']);
  });
});

describe('the shortest way', () => {
  it('is the shorter of two, and none where nothing leads', () => {
    const network = buildNetwork(['a', 'b', 'c', 'd', 'e'].map(point), [
      line('ab', 'a', 'b'),
      line('bc', 'b', 'c'),
      line('ac', 'a', 'c', { lengthMetres: 25 }),
      line('de', 'd', 'e'),
    ]);
    const way = shortestPath(network, [0], 2);
    expect(way && edges(network, way.edges)).toEqual(['ab', 'bc']);
    expect(way?.metres).toBe(20);
    expect(shortestPath(network, [0], 3)).toBeUndefined();
  });

  it('is as long as every pair tried in turn would make it', () => {
    fc.assert(
      fc.property(networks(), ({ network }) => {
        const all = everyPair(network);
        for (let end = 0; end < network.nodeIds.length; end++) {
          const known = all[0]?.[end] ?? Infinity;
          expect(shortestPath(network, [0], end)?.metres ?? Infinity).toBeCloseTo(known, 6);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a network', () => {
  it('joins ends that name no point where they lie, and names each doubt', () => {
    const at = (metresEast: number): readonly [number, number] => [110 + metresEast / 104_600, 20];
    const network = buildNetwork(
      [{ id: 'a', longitude: 110, latitude: 20 }],
      [
        line('one', '', '', { startPoint: null, endPoint: null, start: at(0.02), end: at(10) }),
        line('two', '', '', { startPoint: null, endPoint: null, start: at(10.03), end: at(20) }),
        line('far', '', '', { startPoint: null, endPoint: null, start: at(20.2), end: at(30), widthMm: 0 }),
      ],
    );
    const { components, danglingEnds } = connectivityOf(network);
    expect(components.map(({ pipes }) => pipes)).toEqual([2, 1]);
    expect(danglingEnds).toHaveLength(4);
    expect(codes(network.doubts)).toEqual([
      'end-joined-by-place',
      'end-without-point',
      'pipe-without-diameter',
    ]);
  });

  it('takes no hydrant or cap for an end that nobody explains', () => {
    expect(connectivityOf(networkOf('S-a a-H a-b')).danglingEnds).toHaveLength(1);
  });
});

/** Up to a dozen points of any kind and pipes between any two of them. */
function networks(): fc.Arbitrary<{ network: PipeNetwork; edge: number }> {
  return fc
    .record({
      kinds: fc.array(fc.constantFrom('S', 'V', 'V', 'C', 'X', 'p', 'p'), { minLength: 2, maxLength: 12 }),
      pipes: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 18,
      }),
      edge: fc.nat(),
    })
    .map(({ kinds, pipes, edge }) => {
      const ids = kinds.map((kind, index) => `${kind}${index}`);
      const id = (place: number): string => ids[place % ids.length] ?? '';
      const network = buildNetwork(
        ids.map(point),
        pipes.map(([a, b, lengthMetres], index) => line(`e${index}`, id(a), id(b), { lengthMetres })),
      );
      return { network, edge: edge % pipes.length };
    });
}

/** Pipes that water from any source stands in, by passing it on until nothing changes. */
function wetEdges({ nodeIds, from, to }: PipeNetwork, shut: ReadonlySet<number>): Set<number> {
  const wetNodes = new Set(nodeIds.flatMap((id, node) => (id.startsWith('S') ? [node] : [])));
  const wet = new Set<number>();
  for (let size = -1; size !== wet.size + wetNodes.size;) {
    size = wet.size + wetNodes.size;
    for (let edge = 0; edge < from.length; edge++) {
      const ends = [from[edge] as number, to[edge] as number];
      if (!ends.some((node) => wetNodes.has(node) && !shut.has(node))) continue;
      wet.add(edge);
      for (const node of ends) wetNodes.add(node);
    }
  }
  return wet;
}

/** Floyd and Warshall. */
function everyPair({ nodeIds, from, to, lengthMetres }: PipeNetwork): number[][] {
  const size = nodeIds.length;
  const metres = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size }, (__, b) => (a === b ? 0 : Infinity)),
  );
  const row = (a: number): number[] => metres[a] ?? [];
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge] as number, to[edge] as number];
    const length = Math.min(row(a)[b] ?? Infinity, lengthMetres[edge] as number);
    row(a)[b] = length;
    row(b)[a] = length;
  }
  for (let by = 0; by < size; by++)
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        row(a)[b] = Math.min(row(a)[b] as number, (row(a)[by] as number) + (row(by)[b] as number));
  return metres;
}
