// Makes node_modules what package-lock.json says. Plain JavaScript: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = 'node_modules/.installed';
const NODE_AT_LEAST = 20;

/** @param {string} root folder of the repository */
export async function installDependencies(root) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_AT_LEAST)
    throw new Error(
      `This is Node ${process.versions.node}; install Node ${NODE_AT_LEAST} or later and start again.`,
    );
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, MARK);
  if (
    existsSync(mark) &&
    readFileSync(mark, 'utf8') === wanted &&
    existsSync(join(root, 'node_modules/.bin/node'))
  )
    return;
  const began = Date.now();
  console.log('dependencies  npm install');
  await new Promise((done, fail) => {
    // Not `npm ci`: it refuses a lock file that leaves out the optional packages of other platforms. The versions are
    // pinned all the same, and the lock file stays as it is.
    const npm = spawn('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    npm.on('error', () => fail(new Error('npm was not found; install Node.js with npm and start again.')));
    npm.on('close', (code) =>
      code === 0
        ? done()
        : fail(
            new Error(
              'The dependencies could not be installed (see above); check the connection to the npm registry and start again.',
            ),
          ),
    );
  });
  writeFileSync(mark, wanted);
  console.log(`dependencies  installed in ${Math.round((Date.now() - began) / 1000)} s`);
}
