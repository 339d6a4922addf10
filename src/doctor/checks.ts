import type { Check } from './check.ts';
import { accepted } from './checks/accepted.ts';
import { accounts } from './checks/accounts.ts';
import { alerting } from './checks/alerting.ts';
import { backups } from './checks/backups.ts';
import { clickhouse } from './checks/clickhouse.ts';
import { client } from './checks/client.ts';
import { clock } from './checks/clock.ts';
import { complete } from './checks/complete.ts';
import { config } from './checks/config.ts';
import { counted } from './checks/counted.ts';
import { damaged } from './checks/damaged.ts';
import { dashboard } from './checks/dashboard.ts';
import { duplicates } from './checks/duplicates.ts';
import { endpoint } from './checks/endpoint.ts';
import { entry } from './checks/entry.ts';
import { envFile } from './checks/env-file.ts';
import { fetches } from './checks/fetches.ts';
import { headersHelper } from './checks/headers-helper.ts';
import { hooks } from './checks/hooks.ts';
import { labels } from './checks/labels.ts';
import { limiter } from './checks/limiter.ts';
import { newer } from './checks/newer.ts';
import { ports } from './checks/ports.ts';
import { projectPolicy } from './checks/project-policy.ts';
import { prometheus } from './checks/prometheus.ts';
import { protocol } from './checks/protocol.ts';
import { hookProxy, proxy } from './checks/proxy.ts';
import { pushScraped } from './checks/push-scraped.ts';
import { pushed } from './checks/pushed.ts';
import { receiver } from './checks/receiver.ts';
import { disk, memory } from './checks/room.ts';
import { scraped } from './checks/scraped.ts';
import { permissions, secretText } from './checks/secrets.ts';
import { senders } from './checks/senders.ts';
import { settings } from './checks/settings.ts';
import { stack } from './checks/stack.ts';
import { telemetry } from './checks/telemetry.ts';
import { times } from './checks/times.ts';
import { totals } from './checks/totals.ts';
import { values } from './checks/values.ts';
import { versions } from './checks/versions.ts';

/**
 * THE table of checks: the way of one data point and of one hook event from the client's settings to a dashboard, then
 * what may be wrong around it. The first that fails, in this order, is the cause. To add one: write the file, add it here and
 * below a symptom.
 */
const table = [
  config,
  settings,
  telemetry,
  protocol,
  endpoint,
  proxy,
  headersHelper,
  client,
  values,
  times,
  envFile,
  ports,
  stack,
  receiver,
  accepted,
  counted,
  prometheus,
  scraped,
  totals,
  dashboard,
  hooks,
  hookProxy,
  entry,
  projectPolicy,
  pushed,
  pushScraped,
  duplicates,
  disk,
  damaged,
  backups,
  memory,
  limiter,
  clickhouse,
  clock,
  permissions,
  accounts,
  secretText,
  versions,
  labels,
  senders,
  newer,
  complete,
  alerting,
  fetches,
] as const;

export type CheckId = (typeof table)[number]['id'];
export const checks: readonly Check[] = table;
