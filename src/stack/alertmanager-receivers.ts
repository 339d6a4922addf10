import { type Alerting, receiversOf } from '../config/alerting.ts';

/** A receiver in Alertmanager's words: its name, and one list for each kind of delivery. */
export type AlertReceiver = Readonly<Record<string, unknown>> & { readonly name: string };

const title = '{{ template "claude_code.title" . }}';
const text = '{{ template "claude_code.text" . }}';
const board = '{{ (index .Alerts 0).Annotations.dashboard }}';
const common = { send_resolved: true } as const;
/** A message that lists more is not read. */
const mostAlerts = 50;

/** Alertmanager's keys of this form name a file; a bare name stands for one in the secrets folder. */
const isFileKey = (key: string): boolean => key.endsWith('_file');
const isBareName = (value: unknown): value is string => typeof value === 'string' && !value.includes('/');

/** The same with the folder before each bare name of a file. */
const withFolder = (value: unknown, folder: string): unknown => {
  if (Array.isArray(value)) return value.map((one) => withFolder(one, folder));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      isFileKey(key) && isBareName(child) ? `${folder}/${child}` : withFolder(child, folder),
    ]),
  );
};

const bareNames = (value: unknown): readonly string[] => {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    isFileKey(key) && isBareName(child) ? [child] : bareNames(child),
  );
};

/** What a person wrote in Alertmanager's own words, without what is ours beside it. */
const verbatim = ({ severity: _severity, ...rest }: Alerting['receivers'][number]): AlertReceiver => rest;

/** Receivers in Alertmanager's words, secrets by bare names of files. */
const plain = (alerting: Alerting): readonly AlertReceiver[] => [
  ...alerting.webhook.map(({ name, urlFile }) => ({
    name,
    webhook_configs: [{ ...common, url_file: urlFile, max_alerts: mostAlerts }],
  })),
  ...alerting.slack.map(({ name, urlFile }) => ({
    name,
    slack_configs: [
      {
        ...common,
        api_url_file: urlFile,
        title,
        title_link: board,
        text: '{{ template "claude_code.slack" . }}',
        fallback: title,
      },
    ],
  })),
  ...alerting.mail.map(({ name, to, from, server, user, passwordFile, tls }) => ({
    name,
    email_configs: [
      {
        ...common,
        to: to.join(', '),
        from,
        smarthost: server,
        require_tls: tls,
        ...(user && { auth_username: user }),
        ...(passwordFile && { auth_password_file: passwordFile }),
        headers: { Subject: title },
        text,
        html: '',
      },
    ],
  })),
  ...alerting.pagerduty.map(({ name, keyFile, url }) => ({
    name,
    pagerduty_configs: [
      {
        ...common,
        routing_key_file: keyFile,
        ...(url && { url }),
        description: title,
        severity: '{{ .CommonLabels.severity }}',
        client: 'start-observability',
        client_url: board,
        details: { text },
      },
    ],
  })),
  ...alerting.receivers.map(verbatim),
];

/** Every receiver as Alertmanager reads it, its secrets in files of `folder`. */
export const alertmanagerReceivers = (alerting: Alerting, folder: string): readonly AlertReceiver[] =>
  plain(alerting).map((receiver) => withFolder(receiver, folder) as AlertReceiver);

/** The files in the secrets folder that receivers read. */
export const receiverSecrets = (alerting: Alerting): readonly string[] =>
  alerting.existing || !alerting.enabled ? [] : bareNames(plain(alerting));

/** The severities that a receiver gets: its own and those above. */
export const severitiesFor = (least: 'info' | 'warning' | 'critical'): readonly string[] => {
  const all = ['info', 'warning', 'critical'] as const;
  return all.slice(all.indexOf(least));
};

/** Names of all receivers with the least severity of each. */
export const routed = (alerting: Alerting) =>
  receiversOf(alerting).map(({ name, severity }) => ({ name, severities: severitiesFor(severity) }));
