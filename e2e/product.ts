/** The real product in a process of its own, for tests that look at it from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 240_000;
const ASK_EVERY_MS = 100;

export type Product = {
  readonly base: string;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Resolves once /health answers; rejects with its output when it ends before. */
  ready(): Promise<void>;
  /** Resolves once the start has reached this stage. */
  stage(name: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

/** @param environment on top of this process's; PORT is chosen when it is not given */
export async function startProduct(environment: Readonly<Record<string, string>>): Promise<Product> {
  const port = environment['PORT'] ?? String(await freePort());
  const child = spawn(join(ROOT, 'node_modules/.bin/node'), [join(ROOT, 'api/src/main.ts')], {
    cwd: ROOT,
    env: { ...process.env, PORT: port, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const base = `http://127.0.0.1:${port}`;
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<number | NodeJS.Signals>((done) =>
    child.on('close', (code, signal) => done(code ?? signal ?? 1)),
  );
  const health = (): Promise<{ status?: string; stage?: string }> =>
    fetch(`${base}/health`).then(
      async (response) => (await response.json()) as { status?: string; stage?: string },
      () => ({}),
    );
  const until = async (reached: (health: { status?: string; stage?: string }) => boolean): Promise<void> => {
    const late = Date.now() + READY_WITHIN_MS;
    while (!reached(await health())) {
      if (hasEnded(child)) throw new Error(`the product ended:\n${output}`);
      if (Date.now() > late) throw new Error(`the product did not get so far:\n${output}`);
      await new Promise((again) => setTimeout(again, ASK_EVERY_MS));
    }
  };
  return {
    base,
    output: () => output,
    ready: () => until(({ status }) => status === 'ok'),
    stage: (name) => until(({ stage }) => stage?.startsWith(name) ?? false),
    signal: (name) => {
      child.kill(name);
    },
    ended,
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
