// `npm start` and the commands beside it: plain JavaScript on the machine's own Node (>= 20). Installs what is
// missing and goes on with the pinned Node in node_modules.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMANDS = {
  serve: 'api/src/main.ts',
  demo: 'api/src/demo.ts',
  import: 'api/src/import.ts',
  tiles: 'api/src/tiles.ts',
  accounts: 'api/src/accounts.ts',
};
const [first, ...rest] = process.argv.slice(2);
const known = first !== undefined && Object.hasOwn(COMMANDS, first);

try {
  await installDependencies(ROOT);
  const script = join(ROOT, COMMANDS[known ? first : 'serve']);
  const child = spawn(
    join(ROOT, 'node_modules/.bin/node'),
    [script, ...(known ? rest : process.argv.slice(2))],
    { stdio: 'inherit' },
  );
  // Ctrl-C reaches the child by the terminal; a signal from elsewhere is handed on. This process waits for it to finish.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
