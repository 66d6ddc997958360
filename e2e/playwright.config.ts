import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** Debian's Chromium where there is one, else the browser that Playwright has. */
const CHROMIUM = '/usr/bin/chromium';
const PORT = 18_080 + (process.pid % 1000);
process.env['E2E_PORT'] ??= String(PORT);
process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'twin-e2e-'));
const url = `http://127.0.0.1:${process.env['E2E_PORT']}`;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 240_000,
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'test-results/browser.json' }]],
  outputDir: '../test-results/browser',
  use: {
    baseURL: url,
    viewport: { width: 1280, height: 720 },
    launchOptions: {
      ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}),
      // Software rendering: a machine for tests has no graphics card. No background traffic: the product is air-gapped.
      args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
    },
  },
  webServer: {
    command: 'node ../api/start.mjs',
    url: `${url}/health`,
    timeout: 300_000,
    env: { PORT: process.env['E2E_PORT'], DATA_DIR: process.env['E2E_DATA_DIR'] },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'pipe',
  },
});
