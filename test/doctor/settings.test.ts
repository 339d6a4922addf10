import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
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
    'headers-helper ok',
    'client ok',
    'values ok',
    'times ok',
    'env-file ok',
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
  [
    'an exporter is unknown beside otlp',
    { user: { OTEL_METRICS_EXPORTER: 'otlp,datadog' } },
    'telemetry/unknown-exporter',
  ],
  [
    'an exporter of events is unknown, which takes the metrics along',
    { user: { OTEL_LOGS_EXPORTER: 'otlp,prometheus' } },
    'telemetry/unknown-exporter',
  ],
  [
    'an exporter of traces is unknown, with traces switched on',
    { user: { OTEL_TRACES_EXPORTER: 'zipkin', CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: '1' } },
    'telemetry/unknown-exporter',
  ],
  ['the interval of metrics is 0', { user: { OTEL_METRIC_EXPORT_INTERVAL: '0' } }, 'times/none'],
  ['the interval of metrics is below 0', { user: { OTEL_METRIC_EXPORT_INTERVAL: '-5' } }, 'times/none'],
  [
    'the program for headers fails',
    { settings: { otelHeadersHelper: 'echo "token: s3cret"; exit 1' } },
    'headers-helper/failing',
  ],
  [
    'the program for headers is not there',
    { settings: { otelHeadersHelper: '/nowhere/helper' } },
    'headers-helper/failing',
  ],
  [
    'the program for headers prints none',
    { settings: { otelHeadersHelper: 'echo Authorization: x' } },
    'headers-helper/failing',
  ],
  [
    'the program for headers prints a number',
    { settings: { otelHeadersHelper: `echo '{"a":1}'` } },
    'headers-helper/failing',
  ],
  [
    'env stands twice in the settings, and the last one is of something else',
    {
      files: { 'user/settings.json': '{"env":{"CLAUDE_CODE_ENABLE_TELEMETRY":"1"},"env":{"FOO":"1"}}' },
    },
    'settings/hidden',
  ],
  ['the protocol is not set', { user: { OTEL_EXPORTER_OTLP_PROTOCOL: undefined } }, 'protocol/unset'],
  [
    'the protocol is not set, and a newer client sends http to the port of grpc',
    { client: '2.1.332', user: { OTEL_EXPORTER_OTLP_PROTOCOL: undefined } },
    'endpoint/other-port',
  ],
  [
    'neither protocol nor address is set, for which a newer client takes nothing either',
    {
      client: '2.1.332',
      user: { OTEL_EXPORTER_OTLP_PROTOCOL: '', OTEL_EXPORTER_OTLP_ENDPOINT: undefined },
    },
    'protocol/unset',
  ],
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
    { shell: { https_proxy: 'http://proxy.example:3128', no_proxy: 'example.com' } },
    'proxy/captures',
  ],
  [
    'a proxy captures loopback, which stands behind a blank',
    { shell: { http_proxy: 'http://proxy.example:3128', no_proxy: 'localhost, 127.0.0.1' } },
    'proxy/captures',
  ],
  [
    'the address has no scheme',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4317' } },
    'endpoint/malformed',
  ],
  [
    'the scheme is none that the exporter takes',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://127.0.0.1:4317' } },
    'endpoint/malformed',
  ],
  [
    'the scheme is in capitals',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: 'HTTP://127.0.0.1:4317' } },
    'endpoint/malformed',
  ],
  [
    'the address has quotes',
    { user: { OTEL_EXPORTER_OTLP_ENDPOINT: '"http://127.0.0.1:4317"' } },
    'endpoint/malformed',
  ],
  [
    'an address without scheme over http is one for the client',
    {
      user: {
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318',
      },
    },
    'endpoint/malformed',
  ],
  [
    'the address has the path in it',
    {
      user: {
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/v1/metrics',
      },
    },
    'endpoint/path',
  ],
  [
    'the address of one signal has no path',
    {
      user: {
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
        OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://127.0.0.1:4318',
      },
    },
    'endpoint/path',
  ],
  ['the client refuses a type', { settings: { permissions: 'all' } }, 'settings/refused'],
  [
    "the client refuses the project's hooks",
    { files: { 'code/.claude/settings.json': '{"hooks":{"PreToolUse":[{"hooks":{}}]}}' } },
    'settings/refused',
  ],
  [
    'a fragment of managed settings sends it elsewhere',
    {
      files: {
        'managed/managed-settings.json': '{}',
        'managed/managed-settings.d/10-x.json': `{"env":{"OTEL_EXPORTER_OTLP_ENDPOINT":"http://127.0.0.1:14317"}}`,
      },
    },
    'endpoint/other-port',
  ],
  [
    'local settings at the root of the repository switch it off',
    {
      files: {
        'code/.git/HEAD': '',
        'code/.claude/settings.local.json': '{"env":{"OTEL_METRICS_EXPORTER":"none"}}',
        'code/src/deep/a.txt': '',
      },
      inside: 'src/deep',
    },
    'telemetry/no-metrics',
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

  test.each(['localhost,127.0.0.1', '127.0.0.1', '127.0.0.0/8'])(
    'a proxy that spares loopback with no_proxy=%s',
    async (no_proxy) => {
      const shell = { http_proxy: 'http://proxy.example:3128', no_proxy };
      expect(causeOf(await machine({ ...newest, shell }).look('settings'))).toBeUndefined();
    },
  );

  test.each([
    { user: { OTEL_METRICS_EXPORTER: 'otlp, prometheus,none' } },
    { user: { OTEL_TRACES_EXPORTER: 'zipkin' } },
    { user: { OTEL_METRIC_EXPORT_INTERVAL: '1e4', OTEL_EXPORTER_OTLP_TIMEOUT: '0' } },
    { settings: { otelHeadersHelper: `echo '{"x-key":"s3cret"}'` }, files: { 'code/a.txt': '' } },
    { files: { 'user/settings.json.bak': '{"env":{},"env":{}}' } },
  ])('what the client takes as it is: %j', async (wishes) => {
    const findings = await machine({ ...newest, ...wishes }).look('settings');
    expect(causeOf(findings)).toBeUndefined();
    expect(warningsOf(findings)).toEqual([]);
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });

  test('a program for headers that a project names is not run', async () => {
    const files = {
      'code/.claude/settings.json': JSON.stringify({ otelHeadersHelper: 'touch {{folder}}/was-run; exit 1' }),
    };
    const { look, folder } = machine({ ...newest, files });
    expect(findingOf(await look('settings'), 'headers-helper').what).toContain('not run');
    expect(existsSync(path.join(folder, 'was-run'))).toBe(false);
  });

  test.each(['ALL_PROXY', 'HTTP_PROXY', 'HTTPS_PROXY'])(
    '%s, which the exporters of the client do not read',
    async (name) => {
      const shell = { [name]: 'http://proxy.example:3128' };
      expect(causeOf(await machine({ ...newest, shell }).look('settings'))).toBeUndefined();
    },
  );

  test('shared settings at the root of the repository, which the client does not read in a subfolder', async () => {
    const files = {
      'code/.git/HEAD': '',
      'code/.claude/settings.json': '{"env":{"OTEL_METRICS_EXPORTER":"none"},"permissions":"all"}',
      'code/src/deep/a.txt': '',
    };
    const findings = await machine({ ...newest, files, inside: 'src/deep' }).look('settings');
    expect(causeOf(findings)).toBeUndefined();
  });

  test('variables that are numbers and truths, and a byte order mark', async () => {
    const { look, folder } = machine(newest);
    const file = path.join(folder, 'user', 'settings.json');
    const text = readFileSync(file, 'utf8').replace(
      '"CLAUDE_CODE_ENABLE_TELEMETRY": "1"',
      '"CLAUDE_CODE_ENABLE_TELEMETRY": true',
    );
    expect(text).toContain('TELEMETRY": true');
    writeFileSync(file, `\uFEFF${text}`);
    expect(causeOf(await look('settings'))).toBeUndefined();
  });

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
  ['a long interval', { user: { OTEL_METRIC_EXPORT_INTERVAL: '600000' } }, 'times/long'],
  [
    'an interval in seconds, which counts milliseconds',
    { user: { OTEL_METRIC_EXPORT_INTERVAL: '60' } },
    'times/short',
  ],
  [
    'an interval with its unit, of which the client reads the number',
    { user: { OTEL_METRIC_EXPORT_INTERVAL: '10s' } },
    'times/short',
  ],
  ['an interval of events in seconds', { user: { OTEL_LOGS_EXPORT_INTERVAL: '5' } }, 'times/short'],
  ['an interval that is no number', { user: { OTEL_METRIC_EXPORT_INTERVAL: 'often' } }, 'times/unread'],
  ['a timeout in seconds', { user: { OTEL_EXPORTER_OTLP_TIMEOUT: '10' } }, 'times/timeout'],
  [
    'a timeout of metrics in seconds',
    { user: { OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '10' } },
    'times/timeout',
  ],
  ['an end that waits for nothing', { user: { CLAUDE_CODE_OTEL_SHUTDOWN_TIMEOUT_MS: '0' } }, 'times/timeout'],
  [
    'a name that stands twice',
    {
      files: {
        'code/.claude/settings.json': '{"permissions":{},"hooks":{},"permissions":{"allow":[]}}',
      },
    },
    'settings/repeated',
  ],
  [
    'an attribute that is no label',
    { user: { OTEL_RESOURCE_ATTRIBUTES: 'team=a,ticket=ABC-1' } },
    'values/dropped-attributes',
  ],
  [
    'an attribute that names a person',
    { user: { OTEL_RESOURCE_ATTRIBUTES: 'user=alice' } },
    'values/dropped-person',
  ],
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
  [
    'a newer client that takes http for itself',
    {
      client: '2.1.332',
      user: {
        OTEL_EXPORTER_OTLP_PROTOCOL: undefined,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      },
    },
    'protocol/http',
  ],
  ['no events', { user: { OTEL_LOGS_EXPORTER: 'none' } }, 'telemetry/no-logs'],
  ['an old client', { client: '2.1.100' }, 'client/old'],
  [
    'CLAUDE_ENV_CONFIG, whose file no client reads',
    { shell: { CLAUDE_ENV_CONFIG: '/home/ann/.claude/otel.env' } },
    'env-file/unread',
  ],
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

test('an address that the client cannot read over http is told, though its default is this stack', async () => {
  const user = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:14318' };
  const findings = await machine({ ...newest, user }).look('settings');
  expect(warningsOf(findings)).toContain('endpoint/unread');
  const config = 'ports:\n  otlpHttp: 24318\n';
  expect(causeOf(await machine({ ...newest, user, config }).look('settings'))).toBe('endpoint/other-port');
});

test('the file and the key that the client refuses are named', async () => {
  const { look, folder } = machine({ ...newest, settings: { permissions: { allow: 'Bash' } } });
  expect(findingOf(await look('settings'), 'settings').evidence).toEqual([
    `${path.join(folder, 'user', 'settings.json')}: permissions.allow: expected array, received string`,
  ]);
});

describe('claude --version', () => {
  const withClient = (script: string) => machine({ ...newest, files: { 'bin/claude': script } });

  test('that fails is told as failing, with what it said', async () => {
    const findings = await withClient(
      '#!/bin/sh\necho "version v18 is not yet installed" >&2\nexit 3\n',
    ).look('settings');
    expect(warningsOf(findings)).toEqual(['client/failing']);
    expect(findingOf(findings, 'client').evidence[0]).toContain(
      'exit code 3, version v18 is not yet installed',
    );
  });

  test('that hangs in a child of a wrapper is ended with it, and told', async () => {
    const begun = Date.now();
    const { look, folder } = withClient('#!/bin/sh\necho $$ >"{{folder}}/pid"\nsleep 110\n');
    const findings = await look('settings');
    expect(warningsOf(findings)).toEqual(['client/silent']);
    expect(Date.now() - begun).toBeLessThan(60_000);
    const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'));
    await vi.waitFor(() => expect(() => process.kill(-pid, 0)).toThrow(), 5000);
  }, 70_000);
});
