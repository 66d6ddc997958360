/** Warm answers of the demo's API on PostgreSQL, 95th percentile of many that come four at a time. */
import { join } from 'node:path';
import { freshDatabase } from '@twin/gis-data/store/fresh-database.ts';
import { startProduct } from '../product.ts';
import { quantile, type Bench } from './measurement.ts';

const BUDGET_MS = 100;
const REQUESTS = 200;
const AT_A_TIME = 4;
const ADDRESSES = [
  '/api/layers',
  '/api/search?q=望海',
  '/api/features/buildings/B37-001',
  '/ogc/collections',
  '/ogc/collections/pipe-lines/items?limit=100',
  '/ogc/collections/pipe-lines/items?class=PS&limit=100',
  '/ogc/collections/buildings/items?bbox=110.44,20.02,110.45,20.03',
  '/tiles/buildings/14/13218/7261',
  '/3dtiles/buildings/tileset.json',
];

export const api: Bench = async ({ scratch, postgresqlUrl }) => {
  if (postgresqlUrl === undefined) return [];
  const product = await startProduct({
    DATA_DIR: join(scratch, 'api'),
    DATABASE_URL: await freshDatabase(postgresqlUrl),
  });
  try {
    await product.ready();
    const rows = [];
    for (const address of ADDRESSES) {
      await answer(product.base + address);
      const times: number[] = [];
      const ask = async (): Promise<void> => {
        while (times.length < REQUESTS) times.push(await answer(product.base + address));
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, ask));
      rows.push({
        what: `${decodeURI(address)} p95`,
        value: quantile(times, 0.95),
        unit: 'ms',
        budget: BUDGET_MS,
      } as const);
    }
    return rows;
  } finally {
    product.signal('SIGTERM');
    await product.ended;
  }
};

/** Milliseconds until the whole answer is there. */
async function answer(address: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(address);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return performance.now() - began;
}
