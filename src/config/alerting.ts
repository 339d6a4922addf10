import * as z from 'zod';
import { alertNames } from '../catalogue/alert-names.ts';
import { address, mailServer, place, secretFile } from './kinds.ts';
import { thresholdsSchema } from './thresholds.ts';

/** Whom alerts are sent to. What they are about is in src/rules. */

const shared = {
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and -')
    .describe('For `start-observability alerts test NAME`.'),
  severity: z
    .enum(['info', 'warning', 'critical'])
    .default('warning')
    .describe('It gets alerts of this severity and above.'),
};

const webhook = z.strictObject({
  ...shared,
  urlFile: secretFile.describe('File in the secrets folder with the address that gets a POST.'),
});
const slack = z.strictObject({
  ...shared,
  urlFile: secretFile.describe('File in the secrets folder with the address of the incoming webhook.'),
});
const pagerduty = z.strictObject({
  ...shared,
  keyFile: secretFile.describe('File in the secrets folder with the integration key (Events API v2).'),
  url: address.optional().describe('Where it does not go to PagerDuty itself.'),
});
const mail = z.strictObject({
  ...shared,
  ...mailServer,
});

export const alertingSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Send alerts: run Alertmanager, or use the one of `existing`.'),
    existing: place.optional().describe('An Alertmanager of yours that gets the alerts; none of ours runs.'),
    webhook: z.array(webhook).default([]),
    slack: z.array(slack).default([]),
    mail: z.array(mail).default([]),
    pagerduty: z.array(pagerduty).default([]),
    receivers: z
      .array(z.looseObject(shared))
      .default([])
      .describe(
        "Others, in Alertmanager's own words: what is beside name and severity goes into its file as it is.",
      ),
    off: z.array(z.enum(alertNames)).default([]).describe('Alerts that are not wanted.'),
    thresholds: thresholdsSchema.describe('From where on alerts fire; each names its alert.'),
    repeatHours: z
      .int()
      .min(1)
      .max(168)
      .default(12)
      .describe('After so many hours an alert that still fires is sent again.'),
    pages: address
      .optional()
      .describe('Where people reach the pages, for the links in messages; without it http://localhost.'),
  })
  .prefault({});

export type Alerting = z.output<typeof alertingSchema>;

/** The lists of receivers, by kind. */
export const receiverKinds = ['webhook', 'slack', 'mail', 'pagerduty', 'receivers'] as const;

/** Every receiver, of whatever kind. */
export const receiversOf = (alerting: Alerting) => receiverKinds.flatMap((kind) => alerting[kind]);

/** Settings of alerting that would have no effect beside the others, or contradict each other. */
export const alertingComplaints = (alerting: Alerting): readonly string[] => {
  const names = receiversOf(alerting).map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const hasReceivers = names.length > 0;
  return [
    ...(hasReceivers && !alerting.enabled
      ? ['alerting.enabled: receivers are named, and nothing is sent: set it to true.']
      : []),
    ...(alerting.existing && !alerting.enabled
      ? ['alerting.existing: nothing is sent there while alerting.enabled is false.']
      : []),
    ...(alerting.existing && hasReceivers
      ? ['alerting.existing: that Alertmanager has receivers of its own; name no others here.']
      : []),
    ...[...new Set(twice)].map((name) => `alerting: two receivers are called ${name}.`),
    ...alerting.mail.flatMap(({ name, user, passwordFile }) =>
      (user === undefined) === (passwordFile === undefined)
        ? []
        : [`alerting.mail, ${name}: user and passwordFile go together.`],
    ),
  ];
};
