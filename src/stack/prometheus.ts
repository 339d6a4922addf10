import { type Artefact, yaml } from '../artefact/artefact.ts';
import { type GuardedComponent, guarded } from '../service/behind.ts';
import { type ComponentName, componentNames, components } from './components.ts';
import { webConfiguration } from './passwords.ts';
import type { Site } from './site.ts';

/** Where it asks for a password, Prometheus has it. */
const login = (site: Site, name: ComponentName) => {
  if (!(name in site.passwordHashes)) return {};
  const { user, secret } = guarded[name as GuardedComponent];
  return { basic_auth: { username: user, password_file: `${site.secrets('prometheus')}/${secret}` } };
};

const scrapeJobs = (site: Site) =>
  componentNames.flatMap((name) => {
    const { scrape } = components[name];
    if (!scrape || (name === 'collector' && site.embeddedCollector)) return [];
    const target = site.address(scrape.port);
    // A private port is another one on each machine; series keep the name that people know.
    const instance = target.replace(/\d+$/, String(site.config.ports[scrape.port]));
    return [
      {
        job_name: name,
        metrics_path: scrape.path,
        ...(scrape.honorLabels && { honor_labels: true }),
        ...login(site, name),
        static_configs: [{ targets: [target], ...(instance !== target && { labels: { instance } }) }],
      },
    ];
  });

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
      ...(remoteWrite.length > 0 && {
        remote_write: remoteWrite.map(({ url, bearerTokenFile, basicAuth }) => ({
          url,
          ...(bearerTokenFile && {
            authorization: { credentials_file: `${site.secrets('prometheus')}/${bearerTokenFile}` },
          }),
          ...(basicAuth && {
            basic_auth: {
              username: basicAuth.username,
              password_file: `${site.secrets('prometheus')}/${basicAuth.passwordFile}`,
            },
          }),
        })),
      }),
    }),
    webConfiguration(site, 'prometheus'),
  ];
};
