import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';
import { exitCode, Failure } from '../failure.ts';
import { createApp } from './app.ts';
import { readBundle } from './bundle.ts';
import { isLoopback } from './security.ts';

const log = pino({ name: 'viewer' });

const environmentSchema = z.object({
  VIEWER_LISTEN: z
    .string()
    .refine(isLoopback, 'must be a loopback address with a port')
    .default('127.0.0.1:3000'),
  VIEWER_PROMETHEUS_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:9090'),
  VIEWER_DASHBOARDS: z.string().min(1),
  // The same place seen from src/pages and from dist/pages.
  VIEWER_BUNDLE: z
    .string()
    .default(fileURLToPath(new URL('../../packages/viewer/bundle.json.gz', import.meta.url))),
});

async function main(): Promise<void> {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) {
    throw new Failure(z.prettifyError(environment.error), { where: 'environment', exitCode: exitCode.usage });
  }
  const { VIEWER_LISTEN, VIEWER_PROMETHEUS_URL, VIEWER_DASHBOARDS, VIEWER_BUNDLE } = environment.data;
  const { hostname, port } = new URL(`http://${VIEWER_LISTEN}`);
  const bundle = await readBundle(VIEWER_BUNDLE);
  const app = createApp({ bundle, dashboards: VIEWER_DASHBOARDS, prometheusUrl: VIEWER_PROMETHEUS_URL });
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app);

  server.on('error', (error) => {
    log.fatal({ error: error.message, listen: VIEWER_LISTEN }, 'cannot listen');
    process.exit(exitCode.failed);
  });
  server.listen(Number(port || 80), hostname.replace(/^\[|\]$/g, ''), () => {
    log.info({ listen: VIEWER_LISTEN, prometheus: VIEWER_PROMETHEUS_URL }, 'ready');
  });

  const stop = (): void => {
    log.info('stopping');
    server.close(() => process.exit(exitCode.ok));
    server.closeIdleConnections();
    // A query may run for half a minute; nobody waits that long for a page to stop.
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  log.fatal(error instanceof Failure ? error.text : { error });
  process.exit(error instanceof Failure ? error.exitCode : exitCode.failed);
});
