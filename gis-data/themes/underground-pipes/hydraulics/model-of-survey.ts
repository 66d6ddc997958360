/**
 * A hydraulic model of surveyed water pipes. A survey knows where they lie, how wide they are and of what; what people
 * draw and how high the supply stands it does not know: both are given, and everything assumed is named.
 */
import type { Doubt } from '../analysis/doubts.ts';
import { NODE, VALVE, type PipeNetwork } from '../analysis/network.ts';
import { Walker } from '../analysis/walk.ts';

export type SurveyedPipe = { readonly widthMm: number | null; readonly material: string | null };
export type SupplyWishes = {
  /** Of all customers together. */
  readonly cubicMetresPerDay: number;
  /** Above the ground at each source. */
  readonly headMetres: number;
};
export type SurveyModel = {
  /** An EPANET input file: node n is `n<index>`, edge e is `e<index>`. */
  readonly model: string;
  readonly doubts: readonly Doubt[];
};

/**
 * Hazen–Williams factors of new pipes, the middle of each range of the EPANET 2.2 user manual, table 3.2: cast iron 130 to
 * 140, concrete or lined 120 to 140, galvanised iron 120, plastic 140 to 150, steel 140 to 150. Ductile iron is taken as
 * cast iron. By material of CJJ 61.
 */
const ROUGHNESS: Readonly<Record<string, number>> = { ZT: 135, QM: 135, T: 130, G: 145, PE: 145, PVC: 145 };
const ROUGHNESS_UNKNOWN = 130;
const WIDTH_UNKNOWN_MM = 100;
/** The engine takes no pipe without a length. */
const LEAST_METRES = 0.1;
const SECONDS_A_DAY = 86_400;

/**
 * @param pipes by edge of the network
 * @param elevationMetres by node
 * @param customers by node: how many buildings it serves
 * @returns undefined where no source is known
 */
export function modelOfSurvey(
  network: PipeNetwork,
  pipes: readonly SurveyedPipe[],
  elevationMetres: readonly (number | null)[],
  customers: readonly number[],
  { cubicMetresPerDay, headMetres }: SupplyWishes,
): SurveyModel | undefined {
  const { kind, valveState, from, to, lengthMetres, edgeIds, nodeIds } = network;
  const sources = nodeIds.flatMap((_, node) => (kind[node] === NODE.source ? [node] : []));
  if (sources.length === 0) return undefined;
  const walker = new Walker(network);
  const reached = walker.walk(sources, { isBarred: () => false });
  const nodes = [...reached.nodes];
  const edges = [...reached.edges].filter((edge) => from[edge] !== to[edge]);

  const isThere = new Set(edges.flatMap((edge) => [from[edge], to[edge]]));
  const known = elevationMetres.filter((metres) => metres !== null);
  const usual = known.toSorted((a, b) => a - b)[Math.floor(known.length / 2)] ?? 0;
  const elevation = (node: number): number => elevationMetres[node] ?? usual;
  const served = nodes.reduce((sum, node) => sum + (customers[node] ?? 0), 0);
  const litresEach = served > 0 ? (cubicMetresPerDay * 1000) / SECONDS_A_DAY / served : 0;
  const isShut = (edge: number): boolean =>
    [from[edge], to[edge]].some(
      (node) => node !== undefined && kind[node] === NODE.valve && valveState[node] === VALVE.closed,
    );
  const widthOf = (edge: number): number => {
    const width = pipes[edge]?.widthMm ?? 0;
    return width > 0 ? width : WIDTH_UNKNOWN_MM;
  };
  const isSource = new Set(sources);
  const model = [
    '[JUNCTIONS]',
    ...nodes
      .filter((node) => !isSource.has(node) && isThere.has(node))
      .map(
        (node) =>
          ` n${node} ${elevation(node).toFixed(3)} ${((customers[node] ?? 0) * litresEach).toFixed(6)}`,
      ),
    '[RESERVOIRS]',
    ...sources
      .filter((node) => isThere.has(node))
      .map((node) => ` n${node} ${(elevation(node) + headMetres).toFixed(3)}`),
    '[PIPES]',
    ...edges.map((edge) =>
      [
        ` e${edge}`,
        `n${from[edge]}`,
        `n${to[edge]}`,
        Math.max(LEAST_METRES, lengthMetres[edge] ?? 0).toFixed(3),
        widthOf(edge),
        ROUGHNESS[pipes[edge]?.material ?? ''] ?? ROUGHNESS_UNKNOWN,
        0,
        isShut(edge) ? 'Closed' : 'Open',
      ].join(' '),
    ),
    '[OPTIONS]',
    ' Units LPS',
    ' Headloss H-W',
    '[TIMES]',
    ' Duration 0',
    '[END]',
  ].join('\n');

  const doubts: Doubt[] = [
    {
      code: 'demand-assumed',
      says: 'What is drawn is shared equally among the buildings that the network serves, and the same at every hour.',
      count: served,
      examples: [],
    },
  ];
  const add = (code: string, says: string, which: readonly string[]): void => {
    if (which.length > 0) doubts.push({ code, says, count: which.length, examples: which.slice(0, 5) });
  };
  const idsOf = (test: (edge: number) => boolean): string[] =>
    edges.filter(test).map((edge) => edgeIds[edge] ?? '');
  add(
    'not-supplied',
    'A pipe hangs on no source; it is left out.',
    edgeIds.filter((_, edge) => !walker.hasEdge(edge)),
  );
  add(
    'elevation-assumed',
    'A point has no elevation; it is taken to lie as high as half of the others.',
    nodes.filter((node) => (elevationMetres[node] ?? null) === null).map((node) => nodeIds[node] ?? ''),
  );
  add(
    'diameter-assumed',
    `A pipe has no diameter; it is taken for DN ${WIDTH_UNKNOWN_MM}.`,
    idsOf((edge) => !((pipes[edge]?.widthMm ?? 0) > 0)),
  );
  add(
    'roughness-assumed',
    `The roughness of a pipe's material is not known; its Hazen–Williams factor is taken for ${ROUGHNESS_UNKNOWN}.`,
    idsOf((edge) => ROUGHNESS[pipes[edge]?.material ?? ''] === undefined),
  );
  return { model, doubts };
}
