/** `npm run import -- FILE…`: puts files into the city, beside the running product or without it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { openDatabase, type Database } from '@twin/gis-data/store/connect.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { themes } from '@twin/gis-data/index.ts';
import {
  importFiles,
  type Dialogue,
  type Failure,
  type FileReport,
  type ImportRequest,
} from '@twin/gis-data/import/import-files.ts';
import { listSources, undoImport } from '@twin/gis-data/import/undo-import.ts';
import { importModel, type ModelReport } from '@twin/bim-models/src/import-model.ts';
import { isIfc } from '@twin/bim-models/src/is-ifc.ts';
import { listModels, MODEL_SOURCE_PREFIX } from '@twin/bim-models/src/model-versions.ts';
import { undoModel } from '@twin/bim-models/src/undo-model.ts';
import { readConfig, type Config } from './config.ts';
import { RASTERS } from './start/demo-rasters.ts';
import {
  describeProposal,
  describeReport,
  describeSources,
  describeUndone,
  progressLine,
} from './import/describe.ts';
import { describeModel, describeModelProposal, describeUndoneModel } from './import/describe-model.ts';
import { HELP, readOptions, type ImportOptions } from './import/read-options.ts';
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
        console.log(
          describeSources([...(await listSources(database.pool)), ...(await listModels(database.pool))]),
        );
        return 0;
      case 'undo':
        console.log(
          options.source.startsWith(MODEL_SOURCE_PREFIX)
            ? describeUndoneModel(
                options.source,
                await undoModel(database.pool, options.source, join(config.dataDir, 'models')),
              )
            : describeUndone(await undoImport(database.pool, options.source)),
        );
        return 0;
      case 'import': {
        const models = options.request.files.filter(isIfc);
        const files = options.request.files.filter((file) => !models.includes(file));
        const of = (part: readonly string[]): typeof options => ({
          ...options,
          request: { ...options.request, files: part },
        });
        const rest = files.length > 0 ? await importAll(database, config, of(files).request) : 0;
        return Math.max(rest, await importModels(database, config.dataDir, config.port, of(models)));
      }
    }
  } finally {
    await database.close();
  }
}

async function importAll(
  { pool }: Database,
  { dataDir, port }: Config,
  wanted: Omit<ImportRequest, 'workFolder' | 'rasterFolder'>,
): Promise<number> {
  const folder = join(dataDir, 'imports');
  const request = { ...wanted, workFolder: join(folder, 'work'), rasterFolder: join(dataDir, RASTERS) };
  const reports: (FileReport | Failure)[] = [];
  for await (const report of importFiles(pool, request, dialogue(request))) {
    reports.push(report);
    if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
    if ('failed' in report) {
      const { file, failed, passedOver } = report;
      if (passedOver) console.log(`\n${file}: passed over. ${failed.message}`);
      else console.error(`\n${file}: ${sentenceOf(failed)}`);
    } else {
      console.log(describeReport(report));
      console.log(`  ${'report'.padEnd(15)} ${writeReport(join(folder, report.source), report)}`);
    }
  }
  const failures = reports.flatMap((report) => ('failed' in report ? [report] : []));
  if (failures.length > 0) {
    const written = failures.map(({ file, failed: { code, message, hint } }) => ({
      file,
      failed: { code, message, hint },
    }));
    console.log(`\nwhat was not imported  ${writeReport(join(folder, 'failed'), written)}`);
  }
  const address = addressOf(reports, port);
  if (address) console.log(`\n${address}`);
  return failures.some(({ passedOver }) => !passedOver) ? 1 : 0;
}

async function importModels(
  { pool }: Database,
  dataDir: string,
  port: number,
  { name, request }: Extract<ImportOptions, { command: 'import' }>,
): Promise<number> {
  let failures = 0;
  let shown: ModelReport | undefined;
  for (const file of request.files) {
    try {
      const report = await importModel(
        pool,
        {
          file,
          folder: join(dataDir, 'models'),
          name: request.files.length === 1 ? name : undefined,
          at: request.crs.at,
          licence: request.licence,
          attribution: request.attribution,
          dryRun: request.dryRun,
        },
        (proposal) => confirmed(describeModelProposal(proposal), request),
      );
      console.log(describeModel(report));
      console.log(`  ${'report'.padEnd(15)} ${writeReport(join(dataDir, 'imports', report.source), report)}`);
      if (report.outcome === 'imported') shown = report;
    } catch (error) {
      failures += 1;
      console.error(`\n${file}: ${sentenceOf(error)}`);
    }
  }
  if (shown?.longitudeLatitude) {
    const [longitude, latitude] = shown.longitudeLatitude;
    console.log(`\n${addressAt([longitude, latitude, longitude, latitude], ['bim-elements'], port)}`);
  }
  return failures > 0 ? 1 : 0;
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
  console.log(plan);
  if (sure || dryRun || !process.stdin.isTTY || !process.stdout.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('\nImport this? [y/N] ');
  terminal.close();
  return /^(y|yes|是|好)$/i.test(answer.trim());
}

function dialogue(wish: Sureness): Dialogue {
  let last = 0;
  let began = Date.now();
  let stage = '';
  return {
    confirm(proposal) {
      if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
      return confirmed(describeProposal(proposal), wish);
    },
    progress(name, done, all) {
      if (name !== stage) [stage, began, last] = [name, Date.now(), 0];
      if (!process.stdout.isTTY || Date.now() - last < 200) return;
      last = Date.now();
      process.stdout.write(`\r\u{1b}[K${progressLine(name, done, all, (last - began) / 1000)}`);
    },
  };
}

function addressOf(reports: readonly (FileReport | Failure)[], port: number): string | undefined {
  const stored = reports.filter((report) => 'extent' in report && report.extent !== null);
  const extents = stored.flatMap((report) => ('extent' in report && report.extent ? [report.extent] : []));
  if (extents.length === 0) return undefined;
  const edge = (index: 0 | 1 | 2 | 3, pick: (...values: number[]) => number): number =>
    pick(...extents.map((extent) => extent[index]));
  const layers = new Set(
    stored.flatMap((report) =>
      'collections' in report ? report.collections.map(({ collection }) => collection) : [],
    ),
  );
  return addressAt(
    [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)],
    [...layers],
    port,
  );
}

function addressAt(extent: readonly number[], layers: readonly string[], port: number): string {
  const edges = extent.map((degrees) => degrees.toFixed(6)).join(',');
  return `http://localhost:${port}/#v=1&extent=${edges}&layers=${layers.map((layer) => `${layer}~1~100`).join('+')}`;
}
