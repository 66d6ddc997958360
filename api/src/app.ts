/** The HTTP application: composition of the rooms behind one port. Works while the product still starts. */
import compression from 'compression';
import express, { type Express, type Request } from 'express';
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { createTileRouter } from '@twin/tiler/src/router.ts';
import type { TileService } from '@twin/tiler/src/tile-service.ts';
import { createCollectionFacts } from './collection-facts.ts';
import { createEventsRouter } from './events.ts';
import { createGeoidRouter } from './geoid.ts';
import { createLayersRouter } from './layers.ts';
import { createOgcRouter } from './ogc/ogc-router.ts';
import { createIdentity } from './identity/identity.ts';
import { refuseCrossSite } from './identity/refuse-cross-site.ts';
import { sessionActions } from './identity/session-actions.ts';
import { createSessions } from './identity/sessions.ts';
import { importActions } from './import/jobs/import-actions.ts';
import type { ImportJobs } from './import/jobs/import-jobs.ts';
import { onlyMethods } from './only-methods.ts';
import { createOperationsRouter } from './operations.ts';
import { createWmtsRouter } from './wmts/wmts-router.ts';
import { problemHandler, sendProblem } from './problems.ts';
import { rasterOperations } from './raster-operations.ts';
import { energyOperations } from './themes/building-energy.ts';
import { modelOperations } from './themes/building-models.ts';
import { partOperations } from './themes/prefab-traceability.ts';
import { createPartPages } from './themes/prefab-traceability/part-page.ts';
import { bearingOperations } from './themes/seismic-isolation.ts';
import { pipeOperations } from './themes/underground-pipes.ts';

/** What is served once everything has started. */
export type Product = {
  readonly pool: Pool;
  readonly tiles: TileService;
  readonly imports: ImportJobs;
  readonly viewerDir: string;
  readonly kind: 'embedded' | 'postgresql';
};
export type AppState = {
  stage: string;
  product?: Product;
  readonly anonymous: Visitor;
  /** Proxies before the service whose word about the visitor's address and protocol is taken. */
  readonly trustedProxies: readonly string[];
};

/** Told of errors that are bugs, with the request that met them where there was one. */
export type Report = (error: unknown, request?: Request) => void;

const DAY_SECONDS = 86_400;

/**
 * @param state of the start; the application reads it at each request
 */
export function createApp(state: AppState, report: Report): Express {
  const app = express();
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by room and status',
    labelNames: ['room', 'status'],
    registers: [metrics],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', state.trustedProxies);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'", "'wasm-unsafe-eval'"],
          'worker-src': ["'self'", 'blob:'],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'connect-src': ["'self'", 'data:', 'blob:'],
          'object-src': ["'none'"],
          'base-uri': ["'self'"],
          'frame-ancestors': ["'self'"],
        },
      },
      // Plain HTTP on loopback is how the product starts; a deployment's proxy adds transport security.
      strictTransportSecurity: false,
    }),
  );
  app.use((request, response, next) => {
    const room =
      ['ogc', 'tiles', '3dtiles', 'terrain', 'wmts', 'api', 'events', 'health', 'metrics'].find(
        (name) => request.path.split('/')[1] === name,
      ) ?? 'pages';
    const stop = seconds.startTimer();
    response.on('finish', () => stop({ room, status: String(response.statusCode) }));
    next();
  });
  app.use(refuseCrossSite);

  app.get('/health', (_request, response) => {
    if (state.product) response.json({ status: 'ok', database: state.product.kind });
    else response.status(503).json({ status: 'starting', stage: state.stage });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  app.use((request, response, next) => {
    if (state.product) return next();
    return sendProblem(
      request,
      response,
      'starting',
      `The product is starting: ${state.stage}. /health says when it is ready.`,
    );
  });

  const rooms = express.Router();
  let mounted: Product | undefined;
  app.use((request, response, next) => {
    const { product } = state;
    if (product && mounted !== product) {
      mounted = product;
      mount(rooms, product, state.anonymous, report);
    }
    rooms(request, response, next);
  });
  const onlyRead = onlyMethods('GET', 'HEAD');
  app.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return onlyRead(request, response, next);
    return sendProblem(
      request,
      response,
      'path-unknown',
      `There is nothing at ${request.path}; / is the city, /ogc the data.`,
    );
  });
  app.use(problemHandler(report));
  return app;
}

function mount(
  rooms: express.Router,
  { pool, tiles, imports, viewerDir }: Product,
  anonymous: Visitor,
  report: Report,
): void {
  const sessions = createSessions(pool);
  const identity = createIdentity(sessions, anonymous);
  const { visitorOf } = identity;
  rooms.use(identity.identify);
  // Answers follow the session; what is for everybody says so itself.
  rooms.use(['/ogc', '/api', '/tiles', '/3dtiles', '/wmts'], (_request, response, next) => {
    response.set('Cache-Control', 'private, no-cache').vary('Cookie');
    next();
  });
  rooms.use(['/ogc', '/api'], compression());
  const factsOf = createCollectionFacts(pool);
  rooms.use('/ogc', createOgcRouter({ pool, factsOf, identity }));
  rooms.use('/api', createLayersRouter({ pool, factsOf, visitorOf }));
  rooms.use(
    '/api',
    createOperationsRouter(
      [
        ...pipeOperations(pool),
        ...rasterOperations(pool, tiles),
        ...modelOperations(pool),
        ...bearingOperations(pool),
        ...partOperations(pool),
        ...energyOperations(pool),
      ],
      visitorOf,
      [...sessionActions({ pool, sessions, identity }), ...importActions({ pool, jobs: imports, identity })],
    ),
  );
  rooms.use('/api', createGeoidRouter());
  rooms.use('/events', createEventsRouter({ pool, visitorOf, report }));
  rooms.use('/wmts', createWmtsRouter({ tiles, factsOf, visitorOf, report }));
  rooms.use(createTileRouter({ service: tiles, visitorOf }));
  rooms.use('/p', createPartPages(pool));
  rooms.get('/admin', (request, _response, next) => {
    request.url = '/admin.html';
    next();
  });
  // The page reads from its address which model it shows.
  rooms.get('/bim/:model', (request, _response, next) => {
    request.url = '/bim.html';
    next();
  });
  rooms.use(
    expressStaticGzip(viewerDir, {
      enableBrotli: true,
      orderPreference: ['br'],
      serveStatic: {
        setHeaders: (response, file) => {
          // The build puts a hash into the names of its assets; the page itself is asked for again.
          if (file.includes('/assets/'))
            response.setHeader('Cache-Control', `public, max-age=${365 * DAY_SECONDS}, immutable`);
        },
      },
    }),
  );
}
