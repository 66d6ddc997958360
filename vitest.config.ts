import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{gis-data,migrations,tiler,api,bim-models,viewer,e2e}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: the embedded database and the tests share them.
    maxWorkers: 2,
  },
});
