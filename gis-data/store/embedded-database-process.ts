/**
 * The child process of the embedded database: PGlite with PostGIS behind a socket.
 * Speaks to its parent by IPC: `{ready}` or `{failed}`; ends when told to, or when the parent is gone.
 *
 * argv: data folder, socket path
 */
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { serveBackend } from './embedded-database-server.ts';

/** `__WASI_ERRNO_NOSPC` */
const WASI_NO_SPACE = 51;

const [dataFolder, socketPath] = process.argv.slice(2);
if (!dataFolder || !socketPath) throw new Error('usage: embedded-database-process DATA_FOLDER SOCKET_PATH');

// Ctrl-C in a terminal and the end of a service reach the whole process group; the parent decides when the database closes.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

try {
  const db = await PGlite.create({ dataDir: dataFolder, extensions: { postgis } });
  const server = await serveBackend(db, socketPath, (error) => {
    // Nothing can be asked of a broken backend any more; what was committed is on the disk.
    console.error('the embedded database failed:', error);
    process.exit(1);
  });
  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await server.stop();
    await db.close();
    process.exit(0);
  };
  process.on('disconnect', () => void close());
  process.on('message', (message) => {
    if (message === 'close') void close();
  });
  process.send?.({ ready: true });
} catch (error) {
  process.send?.({ failed: reasonOf(error) }, () => process.exit(1));
}

/** The backend's file system throws objects that carry nothing but an error number. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  const number: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'errno') : undefined;
  if (number === WASI_NO_SPACE) return 'No space left on device';
  return typeof number === 'number' ? `file system error ${number}` : String(error);
}
