import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { check } from '../../src/config/load.ts';
import { inhibitions } from '../../src/rules/inhibitions.ts';
import { alertmanagerArtefacts } from '../../src/stack/alertmanager.ts';
import { secretsOf } from '../../src/stack/secrets.ts';
import { containers } from '../../src/stack/site.ts';
import { alerts } from '../rules/needed.ts';

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly routes?: readonly Route[];
}

const every = `
alerting:
  enabled: true
  webhook: [{name: hook, urlFile: hook-url, severity: info}]
  slack: [{name: team, urlFile: slack-url}]
  mail: [{name: lead, to: [a@example.com, b@example.com], from: obs@example.com, server: "smtp.example.com:587", user: obs, passwordFile: smtp-password}]
  pagerduty: [{name: on-call, keyFile: pagerduty-key, severity: critical}]
  receivers: [{name: chat, telegram_configs: [{chat_id: 1, bot_token_file: telegram-token}]}]
`;
const configOf = (text: string) => check(text, 'config.yaml').config;
const generated = (text: string) =>
  parse(alertmanagerArtefacts(containers(configOf(text)))[0]?.text ?? '') as {
    readonly route: Route;
    readonly receivers: readonly Readonly<Record<string, unknown>>[];
    readonly inhibit_rules: readonly unknown[];
  };

test('each receiver gets alerts of its severity and above, and one test message for itself alone', () => {
  const { route } = generated(every);
  const wanted = Object.fromEntries(
    (route.routes ?? []).map(({ receiver, matchers = [] }) => [`${receiver} ${matchers[0]}`, true]),
  );
  expect(Object.keys(wanted)).toEqual(
    expect.arrayContaining([
      'hook severity=~"info|warning|critical"',
      'team severity=~"warning|critical"',
      'on-call severity=~"critical"',
      'on-call start_observability_test="on-call"',
    ]),
  );
});

test('a receiver in other words than ours goes into the file as it is, without our keys', () => {
  expect(generated(every).receivers.at(-1)).toEqual({
    name: 'chat',
    telegram_configs: [{ chat_id: 1, bot_token_file: '/secrets/alertmanager/telegram-token' }],
  });
});

test('secrets are files that Alertmanager alone reads', () => {
  const names = ['hook-url', 'slack-url', 'smtp-password', 'pagerduty-key', 'telegram-token'];
  expect(secretsOf('alertmanager', configOf(every))).toEqual(names);
  const text = JSON.stringify(generated(every));
  for (const name of names) expect(text).toContain(`/secrets/alertmanager/${name}`);
});

test('what keeps quiet, and what it keeps quiet for, are alerts that exist', () => {
  const names: readonly string[] = alerts.map(({ alert }) => alert);
  const told = inhibitions.flatMap(({ cause, follows }) => [cause, ...follows]);
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
  expect(generated(every).inhibit_rules).toHaveLength(inhibitions.length);
});

test.for([
  ['alerting: {slack: [{name: team, urlFile: x}]}', /alerting\.enabled: receivers are named/],
  ['alerting: {existing: {url: "http://am.example:9093"}}', /alerting\.existing: nothing is sent/],
  [
    'alerting: {enabled: true, existing: {url: "http://am.example"}, slack: [{name: team, urlFile: x}]}',
    /has receivers of its own/,
  ],
  [
    'alerting: {enabled: true, slack: [{name: a, urlFile: x}], webhook: [{name: a, urlFile: y}]}',
    /two receivers are called a/,
  ],
  [
    'alerting: {enabled: true, mail: [{name: a, to: [a@b.example], from: a@b.example, server: "s:25", user: me}]}',
    /user and passwordFile go together/,
  ],
  [
    'alerting: {enabled: true, slack: [{name: a, urlFile: ../x}]}',
    /the name of a file in the secrets folder/,
  ],
] as const)('%s is refused, and why', ([text, why]) => {
  expect(() => configOf(text)).toThrow(expect.objectContaining({ text: expect.stringMatching(why) }));
});
