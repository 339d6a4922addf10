import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { type Access, type Door, onlyLocal, onlyThisMachine } from '../service/only-local.ts';
import type { Bundle, BundleFile } from './bundle.ts';
import { DashboardFolders } from './dashboards.ts';
import { goToDay } from './day.ts';
import { ledgerProxy } from './ledger.ts';
import { type PrometheusOptions, prometheusProxy } from './prometheus.ts';
import { reportPage } from './report.ts';
import { securityHeaders } from './security.ts';

export interface ViewerOptions {
  readonly bundle: Bundle;
  /** Folder with the dashboards' JSON. */
  readonly dashboards: string;
  /** Folder with more of them, the person's own. */
  readonly ownDashboards?: string | undefined;
  /** As in `http://127.0.0.1:9090`. */
  readonly prometheusUrl: string;
  /** The `Authorization` that Prometheus wants. */
  readonly prometheusAuthorization?: string | undefined;
  /** As in `http://127.0.0.1:4319`. */
  readonly ledgerUrl?: string;
  /** What the ledger wants of those who ask. */
  readonly ledgerHeaders?: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds?: number;
  readonly largestAnswerBytes?: number;
  readonly access?: Access;
}

const oneYear = 'public, max-age=31536000, immutable';

/** The smallest first; browsers list theirs in no order that means anything. */
const encodings = ['br', 'gzip'] as const;

async function sendFile(
  request: Request,
  response: Response,
  file: BundleFile,
  cache: string,
): Promise<void> {
  const chosen = encodings.find((encoding) => request.acceptsEncodings(encoding)) ?? 'identity';
  response
    .vary('Accept-Encoding')
    .type(file.type)
    .set({ 'Cache-Control': cache, ETag: `"${file.sha256}-${chosen}"` });
  // Express's own `fresh` compares the ETag just set with If-None-Match.
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (chosen !== 'identity') response.set('Content-Encoding', chosen);
  response.send(await file.body(chosen));
}

/** The page itself, whatever its address: `/d/<uid>` and the like are read by its script. */
function page(bundle: Bundle): RequestHandler {
  return async (request, response) => {
    const index = bundle.files.get('index.html');
    if (index) await sendFile(request, response, index, 'no-cache');
    else response.status(404).end();
  };
}

/** Files under `assets/` carry a hash in their name or folder, so a browser never asks for one twice. */
function assets(bundle: Bundle): RequestHandler {
  return async (request, response) => {
    const file = bundle.files.get(`assets${decodeURI(request.path)}`);
    if (file) await sendFile(request, response, file, oneYear);
    else response.status(404).type('text').send('No such file\n');
  };
}

function dashboardRoutes(folder: DashboardFolders): express.Router {
  const router = express.Router();
  router.get('/', async (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(await folder.list());
  });
  router.get('/:uid', async (request, response) => {
    const dashboard = await folder.get(request.params.uid);
    response.set('Cache-Control', 'no-cache');
    if (dashboard) response.json(dashboard);
    else response.status(404).json({ error: `There is no dashboard with uid ${request.params.uid}` });
  });
  return router;
}

/** Addresses that the page's script reads; a link may open them. */
const pagePaths = [
  '/',
  '/dashboards',
  '/explore',
  '/d/:uid',
  '/d/:uid/:slug',
  '/sessions',
  '/sessions/:id',
  '/events',
  '/traces',
  '/queries',
  '/queries/:name',
];

const doorOf = (path: string): Door => {
  if (path === '/ready') return 'health';
  return /^\/(api|prometheus|assets)\//.test(path) ? 'api' : 'page';
};

/** The embedded viewer: the page, the dashboards it draws, and a reading window on one Prometheus. */
export function createApp(options: ViewerOptions): Express {
  const { bundle, dashboards, ownDashboards, prometheusUrl } = options;
  const prometheus: PrometheusOptions = {
    url: prometheusUrl,
    authorization: options.prometheusAuthorization,
    timeoutMilliseconds: options.timeoutMilliseconds ?? 30_000,
    largestAnswerBytes: options.largestAnswerBytes ?? 32 * 1024 * 1024,
  };
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(onlyLocal(options.access ?? onlyThisMachine, doorOf));
  app.get('/ready', (_request, response) => {
    response.type('text').send('ready\n');
  });
  app.use('/prometheus/api/v1', prometheusProxy(prometheus));
  if (options.ledgerUrl) {
    app.use('/api/v1', ledgerProxy(options.ledgerUrl, options.ledgerHeaders ?? {}));
    app.get('/report', reportPage(options.ledgerUrl, options.ledgerHeaders ?? {}));
  }
  app.use(
    '/api/dashboards',
    dashboardRoutes(new DashboardFolders([dashboards, ownDashboards].filter((one) => one !== undefined))),
  );
  app.use('/assets', assets(bundle));
  app.get('/go/day', goToDay);
  app.get(pagePaths, page(bundle));
  app.use((_request, response) => {
    response.status(404).type('text').send('Nothing here. The dashboards are at /dashboards\n');
  });
  return app;
}
