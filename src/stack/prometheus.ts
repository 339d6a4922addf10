import { type Artefact, yaml } from '../artefact/artefact.ts';
import type { Metric } from '../catalogue/metric.ts';
import {
  hookJob,
  processStart,
  pushFailureTime,
  pushTime,
  residentMemory,
  stackMetrics,
} from '../catalogue/stack-metrics.ts';
import type { NetworkPlace } from '../config/kinds.ts';
import { type GuardedComponent, guarded } from '../service/behind.ts';
import { personsLogin } from '../service/login.ts';
import type { ComponentName, Scrape } from './components/component.ts';
import { componentNames, components, isSwitchedOn } from './components.ts';
import { instanceOf } from './instance.ts';
import { webConfiguration } from './passwords.ts';
import type { Site } from './site.ts';

/** Where it asks for a password, Prometheus has it. */
const login = (site: Site, name: ComponentName) => {
  if (site.config.security.closed && components[name].program === 'service') {
    const { user, secret } = personsLogin;
    return { basic_auth: { username: user, password_file: `${site.secrets('prometheus')}/${secret}` } };
  }
  if (!(name in site.passwordHashes)) return {};
  const { user, secret } = guarded[name as GuardedComponent];
  return { basic_auth: { username: user, password_file: `${site.secrets('prometheus')}/${secret}` } };
};

/** Beyond these a scrape fails as a whole, rather than fill the memory. */
const limitsOf = ({ mostSamples, mostMebibytes }: Scrape) => ({
  sample_limit: mostSamples,
  body_size_limit: `${mostMebibytes}MB`,
  label_limit: 60,
  label_name_length_limit: 200,
  label_value_length_limit: 2000,
});

/** Jobs whose series are ours alone; that of Pushgateway is needed for what it says of itself. */
const ourJobs = [hookJob, ...componentNames.filter((name) => name !== 'pushgateway')];

/** Pushgateway says these of itself, as every program does. */
const ofPushgateway: readonly Metric[] = [pushTime, pushFailureTime, processStart, residentMemory];
const ourNames = stackMetrics.filter((metric) => !ofPushgateway.includes(metric)).map(({ series }) => series);

/**
 * For what others push: samples under names of our metrics are dropped, and our jobs are renamed, so that nothing can
 * pose as ours. When a group was pushed, Pushgateway says itself, also of ours.
 */
const keepOurNames = [
  {
    source_labels: ['__name__'],
    regex: ['.*claude_code.*', 'start_observability.*', ...ourNames].join('|'),
    action: 'drop',
  },
  {
    source_labels: ['__name__'],
    regex: 'push_(failure_)?time_seconds',
    target_label: '__tmp_of_pushgateway',
    replacement: 'yes',
  },
  {
    source_labels: ['__tmp_of_pushgateway', 'job'],
    regex: `;(${ourJobs.join('|')})`,
    target_label: 'job',
    replacement: 'pushed-$1',
  },
  { regex: '__tmp_of_pushgateway', action: 'labeldrop' },
];

const scrapeJobs = (site: Site) =>
  componentNames.flatMap((name) => {
    const { scrape } = components[name];
    if (!scrape || !isSwitchedOn(name, site.config)) return [];
    if (name === 'collector' && site.embeddedCollector) return [];
    const target = site.address(scrape.port);
    const instance = instanceOf(target, scrape.port);
    return [
      {
        job_name: name,
        metrics_path: scrape.path,
        ...(scrape.honorLabels && { honor_labels: true }),
        ...limitsOf(scrape),
        ...(scrape.isOpenToOthers && { metric_relabel_configs: keepOurNames }),
        ...login(site, name),
        static_configs: [{ targets: [target], ...(instance !== target && { labels: { instance } }) }],
      },
    ];
  });

/** The files of the secrets that a place of the person's asks for. */
const credentials = (site: Site, { bearerTokenFile, basicAuth }: NetworkPlace) => ({
  ...(bearerTokenFile && {
    authorization: { credentials_file: `${site.secrets('prometheus')}/${bearerTokenFile}` },
  }),
  ...(basicAuth && {
    basic_auth: {
      username: basicAuth.username,
      password_file: `${site.secrets('prometheus')}/${basicAuth.passwordFile}`,
    },
  }),
});

/** Who gets alerts: our Alertmanager, or the one that the configuration names. */
const alertmanager = (site: Site) => {
  const { existing } = site.config.alerting;
  if (!existing) {
    return { ...login(site, 'alertmanager'), static_configs: [{ targets: [site.address('alertmanager')] }] };
  }
  const { protocol, hostname, port, pathname } = new URL(existing.url);
  return {
    scheme: protocol.slice(0, -1),
    ...(pathname !== '/' && { path_prefix: pathname }),
    ...credentials(site, existing),
    static_configs: [{ targets: [`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`] }],
  };
};

/**
 * Prometheus' configuration. It uses only what 2.42 understands as well as 3.14.
 * Rules are evaluated as often as scrapes happen, because the rule for opening balances counts in scrapes.
 */
export const prometheusArtefacts = (site: Site): readonly Artefact[] => {
  const { scrapeInterval, externalLabels, remoteWrite } = site.config.prometheus;
  return [
    yaml('prometheus/prometheus.yaml', {
      global: {
        scrape_interval: scrapeInterval,
        evaluation_interval: scrapeInterval,
        ...(Object.keys(externalLabels).length > 0 && { external_labels: externalLabels }),
      },
      rule_files: ['rules/*.yaml'],
      scrape_configs: scrapeJobs(site),
      ...(site.config.alerting.enabled && { alerting: { alertmanagers: [alertmanager(site)] } }),
      ...(remoteWrite.length > 0 && {
        remote_write: remoteWrite.map((place) => ({ url: place.url, ...credentials(site, place) })),
      }),
    }),
    webConfiguration(site, 'prometheus'),
  ];
};
