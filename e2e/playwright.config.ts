import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type LaunchOptions } from '@playwright/test';

/** Debian's Chromium where there is one, else the browser that Playwright has. */
const CHROMIUM = '/usr/bin/chromium';
const PORT = 18_080 + (process.pid % 1000);
process.env['E2E_PORT'] ??= String(PORT);
process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'twin-e2e-'));
const url = `http://127.0.0.1:${process.env['E2E_PORT']}`;

/** Without background traffic: the product is air-gapped, and a test counts what is asked. */
function launch(...graphics: readonly string[]): LaunchOptions {
  return {
    ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}),
    args: [
      ...graphics,
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  };
}

export default defineConfig({
  testDir: '.',
  workers: 1,
  timeout: 240_000,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'test-results/browser.json' }],
  ],
  outputDir: '../test-results/browser',
  use: {
    baseURL: url,
    viewport: { width: 1280, height: 720 },
  },
  projects: [
    // A browser without WebGL: most of the page can be tried there at once, and all of it must work there.
    {
      name: 'without WebGL',
      testMatch: ['shell.spec.ts', 'admin.spec.ts'],
      use: { launchOptions: launch('--disable-3d-apis') },
    },
    // Software rendering: a machine for tests has no graphics card.
    {
      name: 'scene',
      testMatch: ['scene.spec.ts', 'inspector.spec.ts'],
      use: { launchOptions: launch('--use-angle=swiftshader', '--enable-unsafe-swiftshader') },
    },
  ],
  webServer: {
    command: 'node ../api/start.mjs',
    url: `${url}/health`,
    timeout: 300_000,
    env: { PORT: process.env['E2E_PORT'], DATA_DIR: process.env['E2E_DATA_DIR'] },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'pipe',
  },
});
