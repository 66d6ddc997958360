/** The import of a million lamps and of 400,000 buildings, beside `ogr2ogr` with the same files into the same PostgreSQL. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { themes } from '@twin/gis-data/index.ts';
import { openDatabase } from '@twin/gis-data/store/connect.ts';
import { freshDatabase } from '@twin/gis-data/store/fresh-database.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { secondsOf, type Bench, type Measurement } from './measurement.ts';

type Job = {
  readonly what: string;
  readonly theme: string;
  readonly count: number;
  readonly feature: (index: number) => string;
};
type Run = { readonly seconds: number; readonly megabytes: number };

const GDAL = '/usr/bin/ogr2ogr';
/** Of the issue: whatever a file holds, its import stays below. */
const MEMORY_BUDGET_MEGABYTES = 500;
const SAMPLE_MS = 100;
const PAGE_BYTES = 4096;

const JOBS: readonly Job[] = [
  {
    what: '1,000,000 points',
    theme: 'street-lighting',
    count: 1_000_000,
    feature: (index) => {
      const at = placeOf(index, 1000, 0.0002);
      return `{"type":"Feature","id":"lamp-${index}","properties":{"pole_no":"P${index}","rated_watt":${60 + (index % 5) * 30},"lantern_height_metres":${8 + (index % 4)},"owner":"市政","note":"row ${index % 1000}"},"geometry":{"type":"Point","coordinates":[${at[0].toFixed(7)},${at[1].toFixed(7)}]}}`;
    },
  },
  {
    what: '400,000 polygons',
    theme: 'buildings',
    count: 400_000,
    feature: (index) => {
      const [x, y] = placeOf(index, 800, 0.0004);
      const ring = Array.from({ length: 9 }, (_, corner) => {
        const turn = ((corner % 8) * Math.PI) / 4;
        return `[${(x + Math.cos(turn) * 0.00013).toFixed(7)},${(y + Math.sin(turn) * 0.00013).toFixed(7)}]`;
      });
      return `{"type":"Feature","id":"b-${index}","properties":{"name":"楼 ${index}","use":"residential","height_metres":${9 + (index % 30)},"floors_above":${3 + (index % 10)}},"geometry":{"type":"Polygon","coordinates":[[${ring.join(',')}]]}}`;
    },
  },
];

export const importing: Bench = async ({ root, scratch, postgresqlUrl }) => {
  if (postgresqlUrl === undefined) return [];
  const databaseUrl = await freshDatabase(postgresqlUrl);
  const database = await openDatabase({ databaseUrl, dataDir: scratch });
  await migrate(database);
  await publishCatalogue(database.pool, themes);
  await database.close();
  const measured: Measurement[] = [];
  for (const { what, theme, count, feature } of JOBS) {
    const file = join(scratch, `${theme}.geojson`);
    await writeCollection(file, count, feature);
    const peer = existsSync(GDAL)
      ? await watched(
          spawn(
            GDAL,
            ['-q', '-f', 'PostgreSQL', `PG:${databaseUrl}`, file, '-nln', theme.replaceAll('-', '_')],
            { stdio: 'ignore' },
          ),
        )
      : undefined;
    const ours = await watched(
      spawn(process.execPath, [join(root, 'api/src/import.ts'), file, '--theme', theme, '--yes'], {
        stdio: 'ignore',
        cwd: scratch,
        env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: scratch },
      }),
    );
    rmSync(file);
    measured.push(
      {
        what: `import of ${what} (${Math.round(count / ours.seconds).toLocaleString('en')} a second)`,
        value: ours.seconds,
        unit: 's',
        ...(peer && { budget: peer.seconds, peer: { name: 'ogr2ogr', value: peer.seconds } }),
      },
      {
        what: 'most memory of all its processes',
        value: ours.megabytes,
        unit: 'MB',
        budget: MEMORY_BUDGET_MEGABYTES,
        ...(peer && { peer: { name: 'ogr2ogr', value: peer.megabytes } }),
      },
    );
  }
  return measured;
};

/** In rows over the north of Hainan. */
function placeOf(index: number, inRow: number, stepDegrees: number): readonly [number, number] {
  return [110.2 + (index % inRow) * stepDegrees, 19.85 + Math.floor(index / inRow) * stepDegrees];
}

async function writeCollection(
  file: string,
  count: number,
  feature: (index: number) => string,
): Promise<void> {
  const out = createWriteStream(file);
  out.write('{"type":"FeatureCollection","features":[\n');
  const batch = 1000;
  for (let from = 0; from < count; from += batch) {
    const lines = Array.from({ length: Math.min(batch, count - from) }, (_, index) => feature(from + index));
    if (!out.write(`${from === 0 ? '' : ',\n'}${lines.join(',\n')}`)) await once(out, 'drain');
  }
  out.end('\n]}\n');
  await once(out, 'finish');
}

/** Waits for a process, and looks now and then how much memory it and those that it started have. */
async function watched(child: ChildProcess): Promise<Run> {
  let most = 0;
  const watch = setInterval(() => {
    if (child.pid !== undefined) most = Math.max(most, residentOfTree(child.pid));
  }, SAMPLE_MS);
  const seconds = await secondsOf(async () => {
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
  });
  clearInterval(watch);
  return { seconds, megabytes: most / 1e6 };
}

function residentOfTree(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = ofProcess(name, 'stat');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isOfTree = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOfTree(parents.get(pid)));
  return [...parents.keys()]
    .filter(isOfTree)
    .reduce((sum, pid) => sum + Number(ofProcess(String(pid), 'statm').split(' ')[1] ?? 0) * PAGE_BYTES, 0);
}

/** Nothing where it ended between two looks. */
function ofProcess(pid: string, file: 'stat' | 'statm'): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}
