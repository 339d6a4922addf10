import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { causeOf, findingOf, machine, warningsOf } from './machine.ts';

const newest = { client: '2.1.329' };

test('what setup writes is found in order, without a warning', async () => {
  const findings = await machine(newest).look('settings');
  expect(findings.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'config ok',
    'settings ok',
    'telemetry ok',
    'protocol ok',
    'endpoint ok',
    'proxy ok',
    'client ok',
    'values ok',
  ]);
});

type Wishes = Parameters<typeof machine>[0];

const elsewhere = 'http://127.0.0.1:14317';

/** What is wrong, and how doctor must name it as the first cause. */
const breaks: readonly (readonly [what: string, wishes: Wishes, cause: string])[] = [
  ['there are no settings at all', { user: null }, 'settings/not-connected'],
  ['config.yaml has a wrong key', { config: 'ports:\n  ledgr: 1\n' }, 'config/wrong'],
  ['telemetry is not switched on', { user: { CLAUDE_CODE_ENABLE_TELEMETRY: undefined } }, 'telemetry/off'],
  ['telemetry is switched off', { user: { CLAUDE_CODE_ENABLE_TELEMETRY: '0' } }, 'telemetry/off'],
  ['metrics are not exported', { user: { OTEL_METRICS_EXPORTER: 'console' } }, 'telemetry/no-metrics'],
  ['the protocol is not set', { user: { OTEL_EXPORTER_OTLP_PROTOCOL: undefined } }, 'protocol/unset'],
  ['the protocol is none', { user: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http' } }, 'protocol/unknown'],
  ['the address is none', { user: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://[' } }, 'endpoint/malformed'],
  [
    'the address has another port',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere } },
    'endpoint/other-port',
  ],
  [
    'grpc is sent to the port of http',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' } },
    'endpoint/other-port',
  ],
  [
    'one signal goes past the stack',
    { user: { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: elsewhere } },
    'endpoint/other-port',
  ],
  ['the stack has other ports', { config: 'ports:\n  otlpGrpc: 24317\n' }, 'endpoint/other-port'],
  [
    'the address wants TLS',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://localhost:4317' } },
    'endpoint/tls-here',
  ],
  ['a proxy captures loopback', { shell: { http_proxy: 'http://proxy.example:3128' } }, 'proxy/captures'],
  [
    'a proxy captures loopback, other hosts spared',
    { shell: { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: 'example.com' } },
    'proxy/captures',
  ],
  ['a project switches metrics off', { project: { OTEL_METRICS_EXPORTER: 'none' } }, 'telemetry/no-metrics'],
  [
    'a local file of a project switches telemetry off',
    { local: { CLAUDE_CODE_ENABLE_TELEMETRY: '0' } },
    'telemetry/off',
  ],
  [
    'managed settings send it elsewhere',
    { managed: { OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere } },
    'endpoint/other-port',
  ],
  [
    'an older client listens to a project that redirects it',
    { client: '2.1.281', project: { OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere } },
    'endpoint/other-port',
  ],
];

test.each(breaks)('%s: that is the first cause', async (_what, wishes, cause) => {
  expect(causeOf(await machine({ ...newest, ...wishes }).look('settings'))).toBe(cause);
});

test('broken JSON in a settings file is named with the file', async () => {
  const { look, folder } = machine(newest);
  const file = path.join(folder, 'user', 'settings.json');
  writeFileSync(file, '{ "env": {');
  const findings = await look('settings');
  expect(causeOf(findings)).toBe('settings/broken');
  expect(findingOf(findings, 'settings').evidence[0]).toContain(file);
});

test('what overrides a value is named, and what it overrides', async () => {
  const { look, folder } = machine({ ...newest, managed: { OTEL_METRICS_EXPORTER: 'none' } });
  const [told] = findingOf(await look('settings'), 'telemetry').evidence;
  expect(told).toContain(path.join(folder, 'managed', 'managed-settings.json'));
  expect(told).toContain(`overrides ${path.join(folder, 'user', 'settings.json')}`);
});

describe('no break', () => {
  test.each(['DISABLE_TELEMETRY', 'DO_NOT_TRACK', 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC'])(
    '%s does not stop OpenTelemetry, and is said not to',
    async (name) => {
      const findings = await machine({ ...newest, user: { [name]: '1' } }).look('settings');
      expect(causeOf(findings)).toBeUndefined();
      expect(findingOf(findings, 'telemetry').evidence[0]).toContain(name);
    },
  );

  test('a project that redirects a present client is not listened to', async () => {
    const findings = await machine({ ...newest, project: { OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere } }).look(
      'settings',
    );
    expect(causeOf(findings)).toBeUndefined();
    expect(findingOf(findings, 'endpoint').what).toContain('not listened to since client 2.1.282');
  });

  test.each(['localhost,127.0.0.1', '*', '127.0.0.0/8', '127.0.0.1:4317'])(
    'a proxy that spares loopback with NO_PROXY=%s',
    async (no_proxy) => {
      const shell = { http_proxy: 'http://proxy.example:3128', no_proxy };
      expect(causeOf(await machine({ ...newest, shell }).look('settings'))).toBeUndefined();
    },
  );

  test('settings of the user win over variables of the shell', async () => {
    const shell = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_METRICS_EXPORTER: 'none' };
    expect(causeOf(await machine({ ...newest, shell }).look('settings'))).toBeUndefined();
  });
});

const warned: readonly (readonly [what: string, wishes: Wishes, warning: string])[] = [
  ['deltas', { user: { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: undefined } }, 'values/delta'],
  [
    'deltas that a project asks for',
    { project: { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' } },
    'values/delta',
  ],
  ['a long interval', { user: { OTEL_METRIC_EXPORT_INTERVAL: '600000' } }, 'values/interval'],
  ['no session ids', { user: { OTEL_METRICS_INCLUDE_SESSION_ID: 'false' } }, 'values/no-session'],
  [
    'a header that ends in a new line',
    { user: { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=abc\n' } },
    'values/newline',
  ],
  [
    'attributes that are not encoded',
    { user: { OTEL_RESOURCE_ATTRIBUTES: 'team=a b' } },
    'values/attributes',
  ],
  [
    'http',
    {
      user: {
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      },
    },
    'protocol/http',
  ],
  ['no events', { user: { OTEL_LOGS_EXPORTER: 'none' } }, 'telemetry/no-logs'],
  ['an old client', { client: '2.1.100' }, 'client/old'],
  [
    'telemetry elsewhere',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4317' } },
    'endpoint/elsewhere',
  ],
];

test.each(warned)('%s: a warning, and not a break', async (_what, wishes, warning) => {
  const findings = await machine({ ...newest, ...wishes }).look('settings');
  expect(causeOf(findings)).toBeUndefined();
  expect(warningsOf(findings)).toEqual([warning]);
});

test('values of headers are never shown', async () => {
  const findings = await machine({ ...newest, user: { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=s3cret\n' } }).look(
    'settings',
  );
  expect(JSON.stringify(findings)).not.toContain('s3cret');
});
