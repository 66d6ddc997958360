/** Analyses of a network of a million pipes: a grid of streets with a valve on every fourth stretch and ten sources. */
import { isolateBurst } from '@twin/gis-data/themes/underground-pipes/analysis/isolate-burst.ts';
import {
  buildNetwork,
  type NetworkLine,
  type NetworkPoint,
  type PipeNetwork,
} from '@twin/gis-data/themes/underground-pipes/analysis/network.ts';
import { shortestPath } from '@twin/gis-data/themes/underground-pipes/analysis/shortest-path.ts';
import { trace } from '@twin/gis-data/themes/underground-pipes/analysis/trace.ts';
import { quantile, type Bench } from './measurement.ts';

const SIDE = 708;
const SOURCES = 10;
const VALVE_EVERY = 4;
const QUESTIONS = 40;
const BUDGET_MS = 100;

export const network: Bench = () => {
  const { built, seconds, megabytes } = buildIt();
  const pipes = built.edgeIds.length;
  const asked = Array.from({ length: QUESTIONS }, (_, index) =>
    Math.floor(((index + 0.5) / QUESTIONS) * pipes),
  );
  const p95 = (work: (edge: number) => unknown): number =>
    quantile(
      asked.map((edge) => {
        const start = performance.now();
        work(edge);
        return performance.now() - start;
      }),
      0.95,
    );
  const name = `${(pipes / 1e6).toFixed(2)} million pipes`;
  return Promise.resolve([
    { what: `${name}: build the graph`, value: seconds, unit: 's' },
    { what: `${name}: memory of it beside the rows`, value: megabytes, unit: 'MB' },
    {
      what: `${name}: burst, p95`,
      value: p95((edge) => isolateBurst(built, edge)),
      unit: 'ms',
      budget: BUDGET_MS,
    },
    {
      what: `${name}: downstream under pressure, p95`,
      value: p95((edge) => trace(built, edge, 'downstream', false)),
      unit: 'ms',
      budget: BUDGET_MS,
    },
    {
      what: `${name}: downstream of a drain, p95`,
      value: p95((edge) => trace(built, edge, 'downstream', true)),
      unit: 'ms',
      budget: BUDGET_MS,
    },
    {
      what: `${name}: ways to the nearest sources, p95`,
      value: p95((edge) => trace(built, edge, 'upstream', false)),
      unit: 'ms',
      budget: BUDGET_MS,
    },
    {
      what: `${name}: shortest way from corner to corner`,
      value: p95(() => shortestPath(built, [0], built.nodeIds.length - 1)),
      unit: 'ms',
    },
  ]);
};

/** The rows go when it returns, as they do in the product. */
function buildIt(): { built: PipeNetwork; seconds: number; megabytes: number } {
  const { points, lines } = gridOfStreets();
  const held = (): number => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  const began = performance.now();
  const built = buildNetwork(points, lines);
  const seconds = (performance.now() - began) / 1000;
  return { built, seconds, megabytes: (held() - before) / 1e6 };
}

function gridOfStreets(): { points: NetworkPoint[]; lines: NetworkLine[] } {
  const points: NetworkPoint[] = [];
  const lines: NetworkLine[] = [];
  const degrees = 0.001;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const number = y * SIDE + x;
      const isSource = number % Math.floor((SIDE * SIDE) / SOURCES) === SIDE;
      const isValve = (x * 7 + y * 3) % VALVE_EVERY === 0;
      points.push({
        id: `P${number}`,
        longitude: 110 + x * degrees,
        latitude: 20 + y * degrees,
        appurtenance: isSource ? 'reservoir' : isValve ? 'valve' : null,
        valveState: isValve ? 'open' : null,
      });
      const pipeTo = (other: number): void => {
        lines.push({
          id: `P${number}-P${other}`,
          startPoint: `P${number}`,
          endPoint: `P${other}`,
          start: [110 + x * degrees, 20 + y * degrees, SIDE - y],
          end: [110 + (other % SIDE) * degrees, 20 + Math.floor(other / SIDE) * degrees, SIDE - y - 0.1],
          lengthMetres: 80 + ((x * 13 + y * 5) % 40),
          widthMm: 200,
          flowDirection: 1,
        });
      };
      if (x + 1 < SIDE) pipeTo(number + 1);
      if (y + 1 < SIDE) pipeTo(number + SIDE);
    }
  }
  return { points, lines };
}
