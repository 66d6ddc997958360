/** JavaScript that the first load of `/` asks for, as it goes over the wire to a browser that knows brotli. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildViewer } from '@twin/api/src/start/build-viewer.ts';
import type { Bench } from './measurement.ts';

const BUDGET_KB = 1600;

export const pages: Bench = async ({ root }) => {
  const assets = join(await buildViewer(root, () => {}), 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js.br'));
  const bytes = scripts.reduce((sum, name) => sum + statSync(join(assets, name)).size, 0);
  return [{ what: 'JavaScript of /, compressed', value: bytes / 1000, unit: 'kB', budget: BUDGET_KB }];
};
