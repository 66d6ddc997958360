// `npm test`: everything, on a fresh machine too. Plain JavaScript, because it runs before anything is installed,
// on the machine's own Node (>= 20); what it starts runs on the pinned one.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../api/install.mjs';
import { installSystemPackages } from './system-packages.mjs';
import { startPostgresql } from './private-postgresql.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'node_modules', '.bin');
const withChecks = process.argv.includes('--with-checks');

const scratch = mkdtempSync(join(tmpdir(), 'twin-test-'));
const sum = { passed: 0, failed: 0, notRun: [] };
let postgresql;
try {
  await installDependencies(ROOT);
  sum.notRun.push(...installSystemPackages());
  if (withChecks) await runChecks();
  postgresql = await startPostgresql(scratch);
  if (postgresql.reason) sum.notRun.push(`database tests on PostgreSQL: ${postgresql.reason}`);
  await runSuite('unit and database tests', 'vitest', ['run', '--reporter=default', '--reporter=json'], {
    TEST_DATABASE_URL: postgresql.url ?? '',
  });
  await runSuite('browser tests', 'playwright', ['test', '--config', 'e2e/playwright.config.ts'], {});
} finally {
  postgresql?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

for (const reason of sum.notRun) console.log('NOT RUN ', reason);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

/** The checks count as tests: one each. */
async function runChecks() {
  const report = join(scratch, 'checks.json');
  await run('checks', join(BIN, 'node'), ['e2e/check.ts', '--report', report], {});
  add('checks', report, (result) => result);
}

/** Runs a test runner with a JSON report of its own and adds its counts; a runner without a report is a failure. */
async function runSuite(name, command, args, environment) {
  const report = join(scratch, `${command}.json`);
  const reportArgs = command === 'vitest' ? [`--outputFile.json=${report}`] : [];
  await run(name, join(BIN, command), [...args, ...reportArgs], {
    ...environment,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  add(name, report, (result) =>
    command === 'vitest'
      ? {
          passed: result.numPassedTests,
          failed: result.numFailedTests + brokenFiles(result),
          skipped: result.numPendingTests,
        }
      : {
          passed: result.stats.expected,
          failed: result.stats.unexpected + result.stats.flaky + result.errors.length,
          skipped: result.stats.skipped,
        },
  );
}

/** Test files that failed before any test of theirs ran: an import error is a failure too. */
function brokenFiles(result) {
  return result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
}

function add(name, report, count) {
  if (!existsSync(report)) {
    sum.failed += 1;
    console.error(`${name}: ended without a report`);
    return;
  }
  const counted = count(JSON.parse(readFileSync(report, 'utf8')));
  sum.passed += counted.passed;
  sum.failed += counted.failed;
  if (counted.skipped)
    sum.notRun.push(`${counted.skipped} of the ${name}; the list above names each with its reason`);
}

function run(name, command, args, environment) {
  const began = Date.now();
  console.log(`\n== ${name}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${BIN}:${process.env.PATH}`, ...environment },
    });
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      resolve();
    });
    child.on('close', () => {
      console.log(`== ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
      resolve();
    });
  });
}
