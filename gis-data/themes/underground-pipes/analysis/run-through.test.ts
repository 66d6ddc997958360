import { describe, expect, it } from 'vitest';
import { buildNetwork } from './network.ts';
import { runThrough, type RunStop } from './run-through.ts';

/** Pipes of 10 m: a ladder A-B-C-D above E-F, a pipe on its own, and one that ends where it begins. */
const PAIRS = ['A-B', 'C-B', 'C-D', 'A-E', 'E-F', 'F-D', 'X-Y', 'D-D'];
const network = buildNetwork(
  [],
  PAIRS.map((id) => {
    const [startPoint = '', endPoint = ''] = id.split('-');
    const length = id === 'E-F' ? 30 : 10;
    return { id, startPoint, endPoint, start: [110, 20], end: [110, 20], lengthMetres: length, widthMm: 300 };
  }),
);
const stopOf = (name: string): RunStop =>
  name.includes('-')
    ? { kind: 'pipe', index: network.edgeById.get(name) ?? -1 }
    : { kind: 'point', index: network.nodeById.get(name) ?? -1 };
const run = (...names: string[]) => {
  const found = runThrough(network, names.map(stopOf));
  if ('why' in found) return found;
  return [
    found.nodes.map((node) => network.nodeIds[node]).join(''),
    found.edges.map((edge) => network.edgeIds[edge]).join(' '),
  ];
};

describe('a run of pipes', () => {
  it('takes the shortest way between two points, and a longer one through what is named between', () => {
    expect(run('A', 'D')).toEqual(['ABCD', 'A-B C-B C-D']);
    expect(run('A', 'F', 'D')).toEqual(['AEFD', 'A-E E-F F-D']);
  });

  it('goes through named pipes whole, in their order, whichever way they were drawn', () => {
    expect(run('C-B')).toEqual(['CB', 'C-B']);
    expect(run('A-B', 'C-B')).toEqual(['ABC', 'A-B C-B']);
    expect(run('C-D', 'A-B')).toEqual(['DCBA', 'C-D C-B A-B']);
    expect(run('A-B', 'D')).toEqual(['ABCD', 'A-B C-B C-D']);
    expect(run('A', 'C-D')).toEqual(['ABCD', 'A-B C-B C-D']);
  });

  it('says which stop it cannot reach, and where it would go over itself', () => {
    expect(run('A', 'X')).toEqual({ stop: 1, why: 'not-joined' });
    expect(run('A-B', 'C', 'X-Y')).toEqual({ stop: 2, why: 'not-joined' });
    expect(run('A', 'B', 'A')).toEqual({ stop: 2, why: 'goes-over-itself' });
  });

  it('ends with a pipe that is closed on itself, and is empty where nothing is named', () => {
    expect(run('C', 'D-D')).toEqual(['CDD', 'C-D D-D']);
    expect(run()).toEqual(['', '']);
  });
});
