// The Debian packages that the tests use beside Node. Installed when this process may (root on Debian);
// otherwise what is missing is said, and the tests that need it say that they did not run.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Package by the file that shows that it is there, and what cannot run without it. */
const PACKAGES = [
  {
    name: 'postgresql-15',
    file: '/usr/lib/postgresql/15/bin/postgres',
    without: 'database tests on PostgreSQL',
  },
  {
    name: 'postgresql-15-postgis-3',
    file: '/usr/share/postgresql/15/extension/postgis.control',
    without: 'database tests on PostgreSQL',
  },
  {
    name: 'chromium',
    file: '/usr/bin/chromium',
    without: 'browser tests (unless Playwright has a browser of its own)',
  },
  {
    name: 'fonts-noto-cjk',
    file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    without: 'Chinese glyphs in screenshots',
  },
  { name: 'gdal-bin', file: '/usr/bin/ogrinfo', without: 'the check of the OGC API by GDAL' },
];

/** @returns {string[]} what will not run, and why */
export function installSystemPackages() {
  const missing = PACKAGES.filter((item) => !existsSync(item.file));
  if (missing.length === 0) return [];
  const refuse = (why) =>
    missing.map((item) => `${item.without}: the Debian package ${item.name} is not installed and ${why}`);
  if (process.getuid?.() !== 0) return refuse('this user is not root');
  if (!existsSync('/etc/debian_version')) return refuse('this is not Debian');
  console.log(`installing ${missing.map((item) => item.name).join(', ')}`);
  // A database server that the package starts by itself would only take a port and memory.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) =>
    spawnSync('apt-get', args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing.map((item) => item.name));
  return PACKAGES.filter((item) => !existsSync(item.file)).map(
    (item) => `${item.without}: ${item.name} could not be installed${codename()}`,
  );
}

function codename() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const name = /^PRETTY_NAME="(.*)"$/m.exec(release)?.[1];
  return name ? ` on ${name}` : '';
}
