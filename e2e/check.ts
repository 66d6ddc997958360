/** `npm run check`: types, lint, format, dead code, licences. One line each; `--report FILE` writes the counts for the tests. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwantedLicences } from './licences.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMANDS = [
  ['types', 'tsc', '--noEmit', '-p', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'oxfmt', '--check', '.'],
  ['dead code', 'knip', '--no-progress'],
] as const;

const results = COMMANDS.map(([name, command, ...args]) => {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', command), args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return report(name, status === 0, `${stdout}${stderr}`);
});
const unwanted = unwantedLicences(ROOT);
results.push(report('licences', unwanted.length === 0, unwanted.join('\n')));

const passed = results.filter(Boolean).length;
const at = process.argv.indexOf('--report');
const file = process.argv[at + 1];
if (at > 0 && file)
  writeFileSync(file, JSON.stringify({ passed, failed: results.length - passed, skipped: 0 }));
process.exitCode = passed === results.length ? 0 : 1;

function report(name: string, good: boolean, output: string): boolean {
  console.log(`${good ? 'ok    ' : 'FAILED'} ${name}`);
  if (!good) console.log(output.trim());
  return good;
}
