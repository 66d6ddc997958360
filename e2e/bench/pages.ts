/** JavaScript that the first load of `/` asks for, as it goes over the wire to a browser that knows brotli. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildViewer } from '@twin/api/src/start/build-viewer.ts';
import type { Bench } from './measurement.ts';

const BUDGET_KB = 1600;

export const pages: Bench = async ({ root }) => {
  const folder = await buildViewer(root, () => {});
  const bytes = scriptsOf(folder, 'index.html').reduce((sum, file) => {
    const compressed = `${file}.br`;
    return sum + statSync(existsSync(compressed) ? compressed : file).size;
  }, 0);
  return [{ what: 'JavaScript of /, compressed', value: bytes / 1000, unit: 'kB', budget: BUDGET_KB }];
};

/** The scripts that a page can ask for, at once or later: those that it names, and those that they name. */
function scriptsOf(folder: string, page: string): string[] {
  const found = new Set<string>();
  const look = (file: string): void => {
    for (const [name] of readFileSync(file, 'utf8').matchAll(/[\w.-]+\.js\b/g)) {
      const script = join(folder, 'assets', name);
      if (found.has(script) || !existsSync(script)) continue;
      found.add(script);
      look(script);
    }
  };
  look(join(folder, page));
  return [...found];
}
