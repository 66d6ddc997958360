/** `npm run import -- FILE…`: puts files into the city, beside the running product or without it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { openDatabase, type Database } from '@twin/gis-data/store/connect.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { themes } from '@twin/gis-data/index.ts';
import type { Failure, FileReport, ImportRequest } from '@twin/gis-data/import/import-files.ts';
import type { ModelReport } from '@twin/bim-models/src/import-model.ts';
import type { ReadingsReport } from '@twin/gis-data/readings/import-readings.ts';
import { readConfig, type Config } from './config.ts';
import {
  describeProposal,
  describeReport,
  describeSources,
  describeUndone,
  progressLine,
} from './import/describe.ts';
import { describeModel, describeModelProposal, describeUndoneModel } from './import/describe-model.ts';
import {
  describeReadings,
  describeReadingsProposal,
  describeUndoneReadings,
} from './import/describe-readings.ts';
import { HELP, readOptions, type ImportOptions } from './import/read-options.ts';
import {
  runImport,
  sourcesOf,
  undoSource,
  type ImportDialogue,
  type ImportOutcome,
  type ImportWish,
} from './import/run-import.ts';
import { shownAt } from './import/shown-at.ts';
import { sentenceOf } from './start/sentence-of.ts';

try {
  // npm itself changes to the root: relative paths count from where the person stands.
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.command === 'help') console.log(HELP);
  else {
    if (existsSync('.env')) process.loadEnvFile('.env');
    process.exitCode = await run(options);
  }
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exitCode = 1;
}

async function run(options: Exclude<ImportOptions, { command: 'help' }>): Promise<number> {
  const config = readConfig();
  const database = await openDatabase({ ...config, join: true });
  try {
    await migrate(database);
    await publishCatalogue(database.pool, themes);
    switch (options.command) {
      case 'list':
        console.log(describeSources(await sourcesOf(database.pool)));
        return 0;
      case 'undo': {
        const undone = await undoSource(database.pool, config.dataDir, options.source, { by: null });
        console.log(undoneText(options.source, undone));
        return 0;
      }
      case 'import':
        return await importAll(database, config, options);
    }
  } finally {
    await database.close();
  }
}

async function importAll({ pool }: Database, config: Config, wish: ImportWish): Promise<number> {
  const folder = join(config.dataDir, 'imports');
  const outcomes: ImportOutcome[] = [];
  for await (const outcome of runImport(pool, config.dataDir, wish, dialogue(wish.request))) {
    outcomes.push(outcome);
    if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
    if ('failed' in outcome) tellFailure(outcome);
    else tellReport(outcome, folder);
  }
  const failures = outcomes.flatMap((outcome) => ('failed' in outcome ? [outcome] : []));
  if (failures.length > 0) {
    const written = failures.map(({ file, failed: { code, message, hint } }) => ({
      file,
      failed: { code, message, hint },
    }));
    console.log(`\nwhat was not imported  ${writeReport(join(folder, 'failed'), written)}`);
  }
  const place = shownAt(outcomes);
  if (place) console.log(`\nhttp://localhost:${config.port}/${place}`);
  return failures.some(({ passedOver }) => !passedOver) ? 1 : 0;
}

function tellFailure({ file, failed, passedOver }: Failure): void {
  if (passedOver) console.log(`\n${file}: passed over. ${failed.message}`);
  else console.error(`\n${file}: ${sentenceOf(failed)}`);
}

function tellReport(report: FileReport | ModelReport | ReadingsReport, folder: string): void {
  console.log(textOf(report));
  console.log(`  ${'report'.padEnd(15)} ${writeReport(join(folder, report.source), report)}`);
}

function textOf(report: FileReport | ModelReport | ReadingsReport): string {
  if ('readingsOf' in report) return describeReadings(report);
  return 'model' in report ? describeModel(report) : describeReport(report);
}

function undoneText(source: string, undone: Awaited<ReturnType<typeof undoSource>>): string {
  if ('undoneReadings' in undone) return describeUndoneReadings(source, undone);
  return 'collections' in undone ? describeUndone(undone) : describeUndoneModel(source, undone);
}

/** @returns the file */
function writeReport(folder: string, report: unknown): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify(report, null, 2));
  return file;
}

type Sureness = Pick<ImportRequest, 'sure' | 'dryRun'>;

/** On a terminal the plan is shown and confirmed; elsewhere it is shown, and what was asked for is done. */
async function confirmed(plan: string, { sure, dryRun }: Sureness): Promise<boolean> {
  if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
  console.log(plan);
  if (sure || dryRun || !process.stdin.isTTY || !process.stdout.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('\nImport this? [y/N] ');
  terminal.close();
  return /^(y|yes|是|好)$/i.test(answer.trim());
}

function dialogue(wish: Sureness): ImportDialogue {
  let last = 0;
  let began = Date.now();
  let stage = '';
  return {
    confirm: (proposal) => confirmed(describeProposal(proposal), wish),
    confirmModel: (proposal) => confirmed(describeModelProposal(proposal), wish),
    confirmReadings: (proposal) => confirmed(describeReadingsProposal(proposal), wish),
    progress(name, done, all) {
      if (name !== stage) [stage, began, last] = [name, Date.now(), 0];
      if (!process.stdout.isTTY || Date.now() - last < 200) return;
      last = Date.now();
      process.stdout.write(`\r\u{1b}[K${progressLine(name, done, all, (last - began) / 1000)}`);
    },
  };
}
