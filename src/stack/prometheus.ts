import { type Artefact, yaml } from '../artefact/artefact.ts';
import { components } from './components.ts';
import type { Site } from './site.ts';

const scrapeJobs = ({ address, embeddedCollector }: Site) =>
  Object.entries(components).flatMap(([name, { scrape }]) => {
    if (!scrape || (name === 'collector' && embeddedCollector)) return [];
    return [
      {
        job_name: name,
        metrics_path: scrape.path,
        ...(scrape.honorLabels && { honor_labels: true }),
        static_configs: [{ targets: [address(scrape.port)] }],
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
  ];
};
