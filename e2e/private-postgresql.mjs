// A PostgreSQL cluster of the tests' own: in a temporary folder, on loopback, on a free port, gone afterwards.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const VERSIONS = '/usr/lib/postgresql';

/**
 * @param {string} scratch temporary folder
 * @returns {Promise<{url?: string, reason?: string, stop: () => void}>} the superuser's URL, or why there is none
 */
export async function startPostgresql(scratch) {
  const version = existsSync(VERSIONS)
    ? readdirSync(VERSIONS)
        .filter(
          (name) =>
            Number(name) >= 15 && existsSync(`/usr/share/postgresql/${name}/extension/postgis.control`),
        )
        .toSorted()
        .at(-1)
    : undefined;
  const none = (reason) => ({ reason, stop: () => {} });
  if (!version) return none('no PostgreSQL >= 15 with PostGIS under /usr/lib/postgresql');
  const bin = join(VERSIONS, version, 'bin');
  const folder = join(scratch, 'postgresql');
  const port = await freePort();
  mkdirSync(folder);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    // The server refuses to run as root; Debian's package brings the user.
    chmodSync(scratch, 0o755);
    if (spawnSync('chown', ['postgres:', folder]).status !== 0)
      return none('there is no user postgres to run it as');
  }
  const as = (command, ...args) =>
    asRoot
      ? spawnSync('runuser', ['-u', 'postgres', '--', join(bin, command), ...args], {
          encoding: 'utf8',
          cwd: '/',
        })
      : spawnSync(join(bin, command), args, { encoding: 'utf8' });

  const data = join(folder, 'data');
  const made = as(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  );
  if (made.status !== 0) return none(`initdb failed: ${made.stderr.trim()}`);
  // Tests throw the cluster away: durability would only cost time.
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off`;
  const started = as(
    'pg_ctl',
    '-D',
    data,
    '-l',
    join(folder, 'log'),
    '-w',
    '-t',
    '60',
    '-o',
    settings,
    'start',
  );
  if (started.status !== 0) return none(`the server did not start: ${started.stderr.trim()}`);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      as('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
