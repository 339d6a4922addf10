import { expect, test } from 'vitest';
import { collectorOnlyKeys } from '../../src/config/collector-only.ts';
import { keys } from '../../src/config/keys.ts';
import { check, load } from '../../src/config/load.ts';
import { closest } from '../../src/config/problem.ts';
import { defaults } from '../../src/config/schema.ts';
import type { Failure } from '../../src/failure.ts';
import { temporaryHome } from '../home.ts';

const failureOf = (text: string, env: NodeJS.ProcessEnv = {}): Failure => {
  try {
    check(text, 'config.yaml', env);
  } catch (error) {
    return error as Failure;
  }
  throw new Error('nothing was wrong');
};

test('without a file the defaults hold, and every key says so', () => {
  const { config, sources } = load(temporaryHome(), {});
  expect(config).toEqual(defaults());
  expect(new Set([...sources.values()].map(({ by }) => by))).toEqual(new Set(['default']));
});

test('a key of the file and one of the environment say by whom they are set', () => {
  const text = 'runtime: native\nports:\n  # the web\n  prometheus: 19090\n';
  const { config, sources } = check(text, 'config.yaml', { START_OBSERVABILITY_PORTS_LEDGER: '20001' });
  expect(config.ports).toMatchObject({ prometheus: 19_090, ledger: 20_001 });
  expect(sources.get('ports.prometheus')).toEqual({ by: 'file', line: 4 });
  expect(sources.get('ports.ledger')).toEqual({
    by: 'environment',
    variable: 'START_OBSERVABILITY_PORTS_LEDGER',
  });
  expect(sources.get('ports.hooks')).toEqual({ by: 'default' });
});

test.for([
  [
    'a wrong choice',
    'runtime: dokcer',
    'line 1, runtime: "dokcer" is not allowed. Did you mean docker? Allowed: auto, docker, podman, native.',
  ],
  [
    'a misspelt key',
    'ports:\n  promtheus: 1',
    'line 2, ports.promtheus: unknown key. Did you mean prometheus? Known here: otlpGrpc',
  ],
  ['a misspelt section', 'prots: {}', 'line 1, prots: unknown key. Did you mean ports?'],
  [
    'a text for a number',
    'ports:\n\n  ledger: x',
    'line 3, ports.ledger: "x" is not allowed. Allowed: whole number from 1 to 65535.',
  ],
  [
    'a port too high',
    'ports: {ledger: 70000}',
    'line 1, ports.ledger: 70000 is not allowed. Allowed: whole number from 1 to 65535.',
  ],
  [
    'a length without unit',
    'retention:\n  events: "5"',
    'line 2, retention.events: "5" is not allowed. Allowed: a number and a unit',
  ],
  [
    'something missing in a list',
    'export:\n  otlp:\n    - name: a',
    'line 3, export.otlp.0.endpoint: missing. Allowed: URL.',
  ],
  ['a section that is a number', 'ports: 3', 'line 1, ports: 3 is not allowed. Allowed: { otlpGrpc'],
  [
    'a category the guard does not know',
    'guard:\n  categories:\n    secrets: deny',
    'line 3, guard.categories.secrets: unknown key. Did you mean secret?',
  ],
  [
    'a secret outside of its folder',
    'prometheus:\n  remoteWrite:\n    - {url: "https://a.example", bearerTokenFile: ../x}',
    'prometheus.remoteWrite.0.bearerTokenFile: "../x" is not allowed.',
  ],
  ['YAML that cannot be read', 'a: [1', 'line 1: '],
] as const)('%s is told with line, key and what is allowed', ([, text, told]) => {
  const failure = failureOf(text);
  expect(failure.text).toContain('config.yaml');
  expect(failure.text).toContain(told);
  expect(failure.exitCode).toBe(2);
});

test('everything wrong is told at once', () => {
  expect(failureOf('runtime: x\ncollector: y\nports: {a: 1, b: 2}').message).toBe(
    '4 things in the configuration are wrong.',
  );
});

test('a wrong variable is named instead of a line', () => {
  const failure = failureOf('', { START_OBSERVABILITY_PORTS_HOOKS: 'a' });
  expect(failure.text).toContain('START_OBSERVABILITY_PORTS_HOOKS, ports.hooks: "a" is not allowed.');
});

test('no two keys share an environment variable, and every key has a default or is optional', () => {
  const variables = keys().map(({ environment }) => environment);
  expect(new Set(variables).size).toBe(variables.length);
  expect(() => check('{}', 'config.yaml')).not.toThrow();
});

test('a far word is no suggestion', () => {
  expect(closest('zebra', ['ports', 'runtime'])).toBeUndefined();
  expect(closest('PORT', ['ports', 'runtime'])).toBe('ports');
});

test('a variable of ours that names no key is an error with a suggestion, and others are not ours to judge', () => {
  const failure = failureOf('', { START_OBSERVABILITY_PORTS_OTLPGRPC: '25317' });
  expect(failure.where).toContain(
    'START_OBSERVABILITY_PORTS_OTLPGRPC: there is no such variable. Did you mean START_OBSERVABILITY_PORTS_OTLP_GRPC?',
  );
  expect(check('', 'config.yaml', { START_OBSERVABILITY_HOME: '/x', OTHER: '1' }).config).toEqual(defaults());
});

test('what nothing would carry out is an error: exports and the token need the collector', () => {
  for (const [text, key] of [
    ['export: { file: { enabled: true } }', 'export.file.enabled'],
    ['export: { debug: true }', 'export.debug'],
    ['export: { otlp: [{ name: a, endpoint: "http://a.example" }] }', 'export.otlp'],
    ['security: { ledgerToken: true }', 'security.ledgerToken'],
  ] as const) {
    expect(failureOf(`collector: embedded\n${text}`).where).toContain(`${key}: needs the collector`);
    expect(collectorOnlyKeys(check(text, 'config.yaml').config)).toEqual([key]);
  }
  expect(failureOf('memory: { collector: 512, collectorSpike: 512 }').where).toContain('80 %');
});

test('the short form of a key that became a section means what it meant', () => {
  expect(check('collector: embedded\n', 'config.yaml').config.collector).toEqual({ receiver: 'embedded' });
  const { config } = check('collector: { extra: /a.yaml }', 'config.yaml', {
    START_OBSERVABILITY_COLLECTOR: 'otelcol',
  });
  expect(config.collector).toEqual({ receiver: 'otelcol', extra: '/a.yaml' });
});

test.for<readonly [text: string, told: string]>([
  ['programs: { prometheus: bin/prometheus }', 'an absolute path'],
  ['programs: { otelcol: /state/data/otelcol }', 'lies in data'],
  ['programs: { mirror: "http://mirror.example/x" }', 'use https or a folder'],
  ['prometheus: { remoteWrite: [{ url: "file:///etc/passwd" }] }', 'is not allowed. Allowed: URL'],
  ['prometheus: { remoteWrite: [{ url: "https://alice:pw@a.example/push" }] }', 'headers or basicAuth'],
  ['prometheus: { remoteWrite: [{ url: "https://a.example/push?token=T" }] }', 'headers or basicAuth'],
  ['prometheus: { externalLabels: { a: "x${HOME}y" } }', 'without $'],
  ['export: { otlp: [{ name: a, endpoint: "https://a.example/?key=K" }] }', 'headers or basicAuth'],
  ['export: { otlp: [{ name: a, endpoint: "file:///x" }] }', 'is not allowed. Allowed: URL'],
  [
    'export: { otlp: [{ name: a, endpoint: "https://a.example", headers: { "X-A\\r\\nEvil: 1": tok } }] }',
    'is not allowed',
  ],
  [
    'prometheus: { remoteWrite: [{ url: "https://a.example", basicAuth: { username: a, passwordFile: ".." } }] }',
    'name of a file',
  ],
  ['privacy: &a { person: *a }', 'an alias'],
  ['labels: { extra: [session.id] }', 'cannot be a label'],
])('%s is found by config check', ([text, told]) => {
  let where = '';
  try {
    check(text, '/state/config.yaml');
  } catch (error) {
    where = (error as Failure).where ?? '';
  }
  expect(where).toContain(told);
  expect(where).not.toMatch(/alice:pw|token=T|key=K/);
});

test('a mirror on this machine, in a folder or over https is taken', () => {
  for (const mirror of ['http://127.0.0.1:8080/x', 'https://mirror.example', '/srv/mirror'])
    expect(check(`programs: { mirror: "${mirror}" }`, '/state/config.yaml').config.programs.mirror).toBe(
      mirror,
    );
});

test('a switch of an earlier version says what becomes of a text, in the file and in the environment', () => {
  const { config } = check('privacy: { prompts: true, responses: false }\n', 'config.yaml', {
    START_OBSERVABILITY_PRIVACY_TOOLS: 'true',
  });
  expect(config.privacy).toMatchObject({ prompts: 'keep', responses: 'drop', tools: 'keep' });
  expect(check('privacy: { prompts: hash }\n', 'config.yaml').config.privacy.prompts).toBe('hash');
});

test('a link names a label that there is, and an address whose host no value can choose', () => {
  const load = (links: string) => check(`links: ${links}\nlabels: { extra: [spec.id] }\n`, 'config.yaml');
  const links = { ticket: 'https://tracker.example/browse/{value}', spec_id: 'http://wiki/?page={value}' };
  expect(load(JSON.stringify(links)).config.links).toEqual(links);
  const refused = (label: string, address: string) =>
    failureOf(`links: ${JSON.stringify({ [label]: address })}`).text;
  expect(refused('tiket', 'https://tracker.example/{value}')).toContain(
    'links.tiket: there is no such label.',
  );
  for (const address of [
    'https://{value}/',
    'https://tracker.example{value}',
    'https://tracker.example/',
    'javascript:alert({value})',
    'https://me:hush@tracker.example/{value}',
  ])
    expect(refused('ticket', address), address).toContain('{value} behind its host');
});
