/** `npm run import -- FILE…`: puts files into the city, beside the running product or without it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { openDatabase } from '@twin/gis-data/store/connect.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import { themes } from '@twin/gis-data/index.ts';
import {
  importFiles,
  type Dialogue,
  type FileReport,
  type ImportRequest,
} from '@twin/gis-data/import/import-files.ts';
import { readConfig } from './config.ts';
import { describeProposal, describeReport, progressLine } from './import/describe.ts';
import { HELP, readOptions } from './import/read-options.ts';
import { sentenceOf } from './start/sentence-of.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else {
    if (existsSync('.env')) process.loadEnvFile('.env');
    process.exitCode = await run(options.request);
  }
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exitCode = 1;
}

async function run(request: ImportRequest): Promise<number> {
  const config = readConfig();
  const database = await openDatabase({ ...config, join: true });
  const reports: (FileReport | { file: string; failed: StoreError })[] = [];
  try {
    await migrate(database);
    await publishCatalogue(database.pool, themes);
    for await (const report of importFiles(database.pool, request, dialogue(request))) {
      reports.push(report);
      if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
      if ('failed' in report) console.error(`\n${report.file}: ${sentenceOf(report.failed)}`);
      else console.log(describeReport(report));
    }
  } finally {
    await database.close();
  }
  const folder = join(config.dataDir, 'imports');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(
    file,
    JSON.stringify(
      reports.map((report) =>
        'failed' in report
          ? {
              file: report.file,
              failed: { code: report.failed.code, message: report.failed.message, hint: report.failed.hint },
            }
          : report,
      ),
      null,
      2,
    ),
  );
  console.log(`\nreport  ${file}`);
  const address = addressOf(reports, config.port);
  if (address) console.log(`\n${address}`);
  return reports.some((report) => 'failed' in report) ? 1 : 0;
}

/** On a terminal the plan is shown and confirmed; elsewhere it is shown, and what was asked for is done. */
function dialogue({ sure, dryRun }: ImportRequest): Dialogue {
  let last = 0;
  let began = Date.now();
  let stage = '';
  return {
    async confirm(proposal) {
      if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
      console.log(describeProposal(proposal));
      if (sure || dryRun || !process.stdin.isTTY || !process.stdout.isTTY) return true;
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      const answer = await terminal.question('\nImport this? [y/N] ');
      terminal.close();
      return /^(y|yes|是|好)$/i.test(answer.trim());
    },
    progress(name, done, all) {
      if (name !== stage) [stage, began, last] = [name, Date.now(), 0];
      if (!process.stdout.isTTY || Date.now() - last < 200) return;
      last = Date.now();
      process.stdout.write(`\r\u{1b}[K${progressLine(name, done, all, (last - began) / 1000)}`);
    },
  };
}

function addressOf(
  reports: readonly (FileReport | { failed: StoreError })[],
  port: number,
): string | undefined {
  const stored = reports.filter((report) => 'extent' in report && report.extent !== null);
  const extents = stored.flatMap((report) => ('extent' in report && report.extent ? [report.extent] : []));
  if (extents.length === 0) return undefined;
  const edge = (index: 0 | 1 | 2 | 3, pick: (...values: number[]) => number): string =>
    pick(...extents.map((extent) => extent[index])).toFixed(6);
  const layers = new Set(
    stored.flatMap((report) =>
      'collections' in report ? report.collections.map(({ collection }) => `${collection}~1~100`) : [],
    ),
  );
  return `http://localhost:${port}/#v=1&extent=${edge(0, Math.min)},${edge(1, Math.min)},${edge(2, Math.max)},${edge(3, Math.max)}&layers=${[...layers].join('+')}`;
}
