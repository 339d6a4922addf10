import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { json, readEnvironment } from '../service/environment.ts';
import { listen } from '../service/listen.ts';
import { accessSchema } from '../service/only-local.ts';
import { type Life, runService } from '../service/run.ts';
import { createApp } from './app.ts';
import { readBundle } from './bundle.ts';

const environmentSchema = z.object({
  VIEWER_LISTEN: z.string().default('127.0.0.1:3000'),
  VIEWER_PROMETHEUS_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:9090'),
  VIEWER_DASHBOARDS: z.string().min(1),
  // The same place seen from src/pages and from dist/pages.
  VIEWER_BUNDLE: z
    .string()
    .default(fileURLToPath(new URL('../../packages/viewer/bundle.json.gz', import.meta.url))),
  SERVICE_ACCESS: json(accessSchema).prefault('{}'),
});

const start = async ({ log, onStop }: Life): Promise<void> => {
  const told = readEnvironment(environmentSchema);
  const app = createApp({
    bundle: await readBundle(told.VIEWER_BUNDLE),
    dashboards: told.VIEWER_DASHBOARDS,
    prometheusUrl: told.VIEWER_PROMETHEUS_URL,
    access: told.SERVICE_ACCESS,
  });
  const listener = await listen(app, told.VIEWER_LISTEN);
  log.info({ listen: told.VIEWER_LISTEN, prometheus: told.VIEWER_PROMETHEUS_URL }, 'ready');
  onStop(listener.close);
};

runService('pages', start);
