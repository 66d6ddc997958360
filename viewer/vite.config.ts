import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Of the engine's static files only what this viewer can ask for: no sky boxes, no built-in imagery, no codecs of formats it has not. */
const ENGINE = here('../node_modules/@cesium/engine');
const BASE = '/';

/** Where `vite` in development finds the services; production serves both from one origin. */
const SERVICES = process.env['SERVICES_URL'] ?? 'http://localhost:8080';
const SERVICE_PATHS = [
  '/health',
  '/ogc',
  '/tiles',
  '/3dtiles',
  '/terrain',
  '/state',
  '/events',
  '/api',
  '/sta',
];

export default defineConfig({
  root: here('.'),
  base: BASE,
  define: { CESIUM_BASE_URL: JSON.stringify(`${BASE}cesium/`) },
  resolve: {
    // resium imports 'cesium', which would bring widgets that evaluate strings: see src/cesium.ts.
    alias: [{ find: /^cesium$/, replacement: here('src/cesium.ts') }],
  },
  plugins: [
    react(),
    {
      // In development too, a model's address is a page and not a file.
      name: 'inspector-addresses',
      configureServer: ({ middlewares }) => {
        middlewares.use((request, _response, next) => {
          if (request.url?.startsWith('/bim/')) request.url = '/bim.html';
          next();
        });
      },
    },
    viteStaticCopy({
      targets: [
        { src: `${ENGINE}/Build/Workers/*.js`, dest: 'cesium/Workers', rename: { stripBase: true } },
        {
          src: `${ENGINE}/Source/Assets/approximateTerrainHeights.json`,
          dest: 'cesium/Assets',
          rename: { stripBase: true },
        },
        {
          src: `${ENGINE}/Source/Assets/IAU2006_XYS/*.json`,
          dest: 'cesium/Assets/IAU2006_XYS',
          rename: { stripBase: true },
        },
        {
          src: `${ENGINE}/Source/Assets/Images/*`,
          dest: 'cesium/Assets/Images',
          rename: { stripBase: true },
        },
      ],
    }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: process.env['VIEWER_DIST'] ?? here('dist'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // The engine is one deliberate chunk of about 4 MB (1.1 MB compressed) that arrives after the first paint.
    chunkSizeWarningLimit: 4500,
    modulePreload: { polyfill: false },
    // A page each, so that none carries the program of another.
    rollupOptions: { input: [here('index.html'), here('admin.html'), here('bim.html')] },
  },
  server: {
    proxy: Object.fromEntries(SERVICE_PATHS.map((path) => [path, { target: SERVICES, changeOrigin: false }])),
  },
});
