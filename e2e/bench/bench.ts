/**
 * `npm run bench [-- SUITE…]`: measures, prints a table and writes JSON to bench-results/. Asserts nothing: a figure over
 * its budget is marked, and is for people to think about.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgresql } from '../private-postgresql.mjs';
import { api } from './api.ts';
import { archive } from './archive.ts';
import { district } from './district.ts';
import { importing } from './import.ts';
import type { Bench, Measurement } from './measurement.ts';
import { models } from './models.ts';
import { network } from './network.ts';
import { pages } from './pages.ts';
import { raster } from './raster.ts';
import { serving } from './serving.ts';
import { start } from './start.ts';
import { tiles } from './tiles.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SUITES: Readonly<Record<string, Bench>> = {
  start,
  district,
  api,
  tiles,
  serving,
  archive,
  import: importing,
  models,
  network,
  raster,
  pages,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. Suites: ${Object.keys(SUITES).join(', ')}.`);
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'twin-bench-'));
const postgresql = await startPostgresql(scratch);
if (postgresql.reason) console.log(`without PostgreSQL: ${postgresql.reason}`);
const measured: (Measurement & { suite: string })[] = [];
try {
  for (const [suite, run] of Object.entries(SUITES)) {
    if (asked.length > 0 && !asked.includes(suite)) continue;
    console.log(`\n${suite}`);
    for (const row of await run({ root: ROOT, scratch, postgresqlUrl: postgresql.url })) {
      measured.push({ suite, ...row });
      console.log(lineOf(row));
    }
  }
} finally {
  postgresql.stop();
  rmSync(scratch, { recursive: true, force: true });
}

const folder = join(ROOT, 'bench-results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`);
writeFileSync(
  file,
  JSON.stringify(
    { at: new Date().toISOString(), node: process.version, cores: availableParallelism(), measured },
    null,
    2,
  ),
);
console.log(`\n${file}`);

function lineOf({ what, value, unit, budget, peer }: Measurement): string {
  const figure = (number: number): string => number.toLocaleString('en', { maximumSignificantDigits: 3 });
  const limit =
    budget === undefined
      ? ''
      : `  ${(unit === '/s' ? value >= budget : value <= budget) ? 'within' : 'OVER'} ${figure(budget)} ${unit}`;
  return `  ${what.padEnd(58)}${figure(value).padStart(10)} ${unit.padEnd(4)}${peer ? `  ${peer.name} ${figure(peer.value)} ${unit}` : ''}${limit}`;
}
