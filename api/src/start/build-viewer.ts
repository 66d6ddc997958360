/** Builds the pages once, and again when their sources changed: keyed by a hash of everything that goes in. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressPages } from './compress-pages.ts';

/** What the pages are made of. */
const SOURCES = [
  'viewer/src',
  'viewer/index.html',
  'viewer/admin.html',
  'viewer/bim.html',
  'viewer/vite.config.ts',
  'gis-data/theme.ts',
  'gis-data/index.ts',
  'gis-data/tile-version.ts',
  'gis-data/themes',
  'package-lock.json',
  'api/src/start/compress-pages.ts',
];

/** Names the sources that a folder of pages was built from. */
const MARK = '.sources';

/** @returns folder of the built pages */
export async function buildViewer(root: string, progress: (text: string) => void): Promise<string> {
  const out = join(root, 'viewer/dist');
  const hash = hashOf(root);
  const mark = join(out, MARK);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) {
    progress('up to date');
    return out;
  }
  progress('building');
  // Beside the pages in use, and in their place when whole: another product of this folder may be building or serving.
  const staged = join(root, `viewer/dist-${process.pid}`);
  try {
    await runVite(root, staged);
    progress('compressing');
    await compressPages(staged);
    writeFileSync(join(staged, MARK), hash);
    rmSync(out, { recursive: true, force: true });
    renameSync(staged, out);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
  progress('built');
  return out;
}

async function runVite(root: string, out: string): Promise<void> {
  let output = '';
  await new Promise<void>((done, fail) => {
    const vite = spawn(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'viewer', '--logLevel', 'warn'],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        // Whatever the surroundings are for: a shell or a test runner that says otherwise would get React's slow build.
        env: { ...process.env, NODE_ENV: 'production', VIEWER_DIST: out },
      },
    );
    for (const stream of [vite.stdout, vite.stderr])
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-4000);
      });
    vite.on('error', fail);
    vite.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`The pages could not be built:\n${output}`)),
    );
  });
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files =
      path.endsWith('.ts') || path.endsWith('.html') || path.endsWith('.json')
        ? [path]
        : readdirSync(path, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name))
            .toSorted();
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}
