/**
 * The database that needs no installation: PGlite with PostGIS in a child process, reached over a unix socket by
 * the same `pg` as a real server. One backend serves all connections in turn, so transactions must be short.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreError } from './store-error.ts';

/** Rises when a data folder made by an earlier release can no longer be opened by this one. */
const FOLDER_VERSION = 'pglite 0.5 / PostgreSQL 18';
/** Schema, demo district and room for the write-ahead log; what is imported comes on top. */
const NEW_DATABASE_BYTES = 600 * 1024 ** 2;
const START_TIMEOUT_MS = 120_000;
const CLOSE_TIMEOUT_MS = 20_000;
/** The name that `pg` looks for in the folder that is its host. */
const SOCKET = '.s.PGSQL.5432';
const PROCESS = fileURLToPath(new URL('embedded-database-process.ts', import.meta.url));

export type EmbeddedDatabase = {
  /** Folder of the socket, for `pg`'s `host`. */
  readonly host: string;
  close(): Promise<void>;
};

/**
 * Starts the database of a data folder; makes the folder when it is new, and recovers it after a crash.
 * @throws StoreError when the folder is in use, of another version, or cannot be opened
 */
export async function startEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  const folder = resolve(dataDir, 'database');
  makeDataFolder(resolve(dataDir));
  const lock = takeLock(resolve(dataDir));
  const isNew = !existsSync(folder);
  try {
    checkVersion(resolve(dataDir));
    if (isNew) checkSpace(resolve(dataDir));
    const host = socketFolder(folder);
    rmSync(host, { recursive: true, force: true });
    mkdirSync(host, { recursive: true, mode: 0o700 });
    // A killed backend leaves its own lock behind; ours is the one that counts.
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    const child = fork(PROCESS, [folder, join(host, SOCKET)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    await untilReady(child, folder);
    return {
      host,
      async close() {
        await closeProcess(child);
        rmSync(host, { recursive: true, force: true });
        lock.release();
      },
    };
  } catch (error) {
    // Half a database is of no use, and the next start would take it for a broken one.
    if (isNew) rmSync(folder, { recursive: true, force: true });
    lock.release();
    throw error;
  }
}

function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    throw new StoreError(
      'data-folder-unusable',
      `The data folder ${dataDir} cannot be made or written to (${(cause as NodeJS.ErrnoException).code}).`,
      'Name a folder of your own with DATA_DIR.',
      cause,
    );
  }
}

function checkSpace(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < NEW_DATABASE_BYTES)
    throw diskFull(dataDir, `; a new database needs ${NEW_DATABASE_BYTES / 1024 ** 2} MB`);
}

function diskFull(folder: string, detail = ''): StoreError {
  return new StoreError(
    'disk-full',
    `The disk of ${folder} is full${detail}.`,
    'Free some space, or name a folder on another disk with DATA_DIR.',
  );
}

/** The embedded database that another process has open on this folder; its `close` leaves it to that process. */
export function runningEmbeddedDatabase(dataDir: string): EmbeddedDatabase | undefined {
  const host = socketFolder(resolve(dataDir, 'database'));
  if (lockHolder(resolve(dataDir)) === undefined || !existsSync(join(host, SOCKET))) return undefined;
  return { host, close: async () => {} };
}

/** Unix socket paths end at 107 bytes, so the socket does not live in the data folder, whose path may be long. */
function socketFolder(folder: string): string {
  return join(tmpdir(), `twin-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
}

function lockHolder(dataDir: string): number | undefined {
  const file = join(dataDir, 'lock');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it lives, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : undefined;
  }
}

function takeLock(dataDir: string): { release(): void } {
  const file = join(dataDir, 'lock');
  const holder = lockHolder(dataDir);
  if (holder !== undefined) {
    throw new StoreError(
      'data-folder-in-use',
      `The data folder ${dataDir} is in use by process ${holder}.`,
      'End that process, or name another folder with DATA_DIR.',
    );
  }
  rmSync(file, { force: true }); // left by a killed process
  const descriptor = openSync(file, 'wx');
  writeSync(descriptor, String(process.pid));
  closeSync(descriptor);
  return { release: () => rmSync(file, { force: true }) };
}

function checkVersion(dataDir: string): void {
  const file = join(dataDir, 'version');
  if (!existsSync(file)) {
    if (existsSync(join(dataDir, 'database'))) {
      throw new StoreError(
        'data-folder-foreign',
        `The data folder ${dataDir} holds a database without a version mark.`,
        'Name another folder with DATA_DIR, or remove this one if it is not needed.',
      );
    }
    writeFileSync(file, FOLDER_VERSION);
    return;
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found !== FOLDER_VERSION) {
    throw new StoreError(
      'data-folder-version',
      `The data folder ${dataDir} was made by ${found}, this release needs ${FOLDER_VERSION}.`,
      'Name another folder with DATA_DIR, or remove this one: the demo district is made anew.',
    );
  }
}

function untilReady(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((done, fail) => {
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-4000);
    });
    const broken = (detail: string): StoreError => {
      const full = /ENOSPC|No space left/i.test(detail + complaint);
      return full
        ? diskFull(folder)
        : new StoreError(
            'embedded-database-broken',
            `The embedded database in ${folder} cannot be opened: ${detail}.`,
            'Move the folder away and start again, or restore it from a copy.',
            complaint,
          );
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(broken(`it did not answer within ${START_TIMEOUT_MS / 1000} s`));
    }, START_TIMEOUT_MS);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      act();
    };
    child.on('exit', (code) => settle(() => fail(broken(`its process ended with ${code ?? 'a signal'}`))));
    child.on('message', (message: { ready?: true; failed?: string }) =>
      settle(() => (message.failed === undefined ? done() : fail(broken(message.failed)))),
    );
  });
}

function closeProcess(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    child.on('exit', () => {
      clearTimeout(timer);
      done();
    });
    child.send('close');
  });
}
