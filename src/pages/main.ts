import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { behindPasswords, loginOf } from '../service/behind.ts';
import { json, readEnvironment } from '../service/environment.ts';
import { listen } from '../service/listen.ts';
import { withLogins } from '../service/login.ts';
import { type Access, accessSchema } from '../service/only-local.ts';
import { type Life, runService } from '../service/run.ts';
import { tokenHeaders } from '../service/token.ts';
import { createApp } from './app.ts';
import { readBundle } from './bundle.ts';
import { createFront } from './front/front.ts';

const url = z.url({ protocol: /^https?$/ });

const environmentSchema = z.object({
  PAGES_LISTEN: z.string().default('127.0.0.1:3000'),
  /** Where the front stands; absent: there is none. */
  PAGES_PROMETHEUS_LISTEN: z.string().optional(),
  PAGES_PUSHGATEWAY_LISTEN: z.string().optional(),
  PAGES_ALERTMANAGER_LISTEN: z.string().optional(),
  PAGES_ALERTMANAGER_URL: url.default('http://127.0.0.1:9093'),
  PAGES_PROMETHEUS_URL: url.default('http://127.0.0.1:9090'),
  PAGES_PUSHGATEWAY_URL: url.default('http://127.0.0.1:9091'),
  PAGES_LEDGER_URL: url.default('http://127.0.0.1:4319'),
  PAGES_DASHBOARDS: z.string().min(1),
  PAGES_OWN_DASHBOARDS: z.string().optional(),
  PAGES_SECRETS: z.string().default('.'),
  // The same place seen from src/pages and from dist/pages.
  PAGES_BUNDLE: z
    .string()
    .default(fileURLToPath(new URL('../../packages/viewer/bundle.json.gz', import.meta.url))),
  BEHIND_PASSWORDS: behindPasswords,
  SERVICE_ACCESS: json(accessSchema).prefault('{}'),
});

type Environment = z.output<typeof environmentSchema>;

/** The fronts that the environment asks for: where each listens, and what it passes on to. */
const frontsOf = (told: Environment, access: Access) => {
  const at = {
    prometheus: { address: told.PAGES_PROMETHEUS_LISTEN, url: told.PAGES_PROMETHEUS_URL },
    pushgateway: { address: told.PAGES_PUSHGATEWAY_LISTEN, url: told.PAGES_PUSHGATEWAY_URL },
    alertmanager: { address: told.PAGES_ALERTMANAGER_LISTEN, url: told.PAGES_ALERTMANAGER_URL },
  };
  return (Object.keys(at) as (keyof typeof at)[]).flatMap((component) => {
    const { address, url } = at[component];
    if (address === undefined) return [];
    const front = createFront({
      component,
      url,
      authorization: told.BEHIND_PASSWORDS && loginOf(told.PAGES_SECRETS, component),
      writeAuthorization: component === 'prometheus' ? undefined : loginOf(told.PAGES_SECRETS, component),
      access,
    });
    return [{ component, address, front }];
  });
};

const start = async ({ log, onStop }: Life): Promise<void> => {
  const told = readEnvironment(environmentSchema);
  const access = withLogins(told.SERVICE_ACCESS, told.PAGES_SECRETS);
  const app = createApp({
    bundle: await readBundle(told.PAGES_BUNDLE),
    dashboards: told.PAGES_DASHBOARDS,
    ownDashboards: told.PAGES_OWN_DASHBOARDS,
    prometheusUrl: told.PAGES_PROMETHEUS_URL,
    prometheusAuthorization: told.BEHIND_PASSWORDS && loginOf(told.PAGES_SECRETS, 'prometheus'),
    ledgerUrl: told.PAGES_LEDGER_URL,
    ledgerHeaders: tokenHeaders(told.PAGES_SECRETS),
    access,
  });
  for (const { component, address, front } of frontsOf(told, access)) {
    const listener = await listen(front, address);
    log.info({ listen: address, component }, 'in front');
    onStop(listener.close);
  }
  const listener = await listen(app, told.PAGES_LISTEN);
  log.info({ listen: told.PAGES_LISTEN }, 'ready');
  onStop(listener.close);
};

runService('pages', start);
