import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { homeAt } from '../../src/config/home.ts';
import { composeArguments, composeEnvironment } from '../../src/runtime/compose-command.ts';
import { projectOf } from '../../src/runtime/project.ts';
import { clientImage, clientVersion } from '../../src/stack/claude-code.ts';
import { bringInstalledImage, installedImage } from './client-image.ts';
import { isInEngine, runInEngine } from './engine.ts';
import { startMessagesApi, type ToolCall } from './messages-api.ts';
import { vectorOf } from './prometheus.ts';
import { waitFor } from './wait.ts';

/** The client in a container: the real client from npm, a made-up model, the whole stack in an engine. */
runInEngine(import.meta.filename, "the client's container, in a real engine", bringInstalledImage);

const folder = isInEngine ? mkdtempSync(path.join(os.tmpdir(), 'client in it ')) : '';
const home = homeAt(path.join(folder, 'state'));
const workspace = path.join(folder, 'workspace');
const vector = vectorOf('http://127.0.0.1:9090');

const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  execa(path.join(checkout.root, 'start-observability'), args, {
    cwd: folder,
    env: { START_OBSERVABILITY_HOME: home.root, HOME: folder, NO_COLOR: '1', ...env },
    all: true,
    reject: false,
    stdin: 'ignore',
  });

const docker = async (...args: readonly string[]): Promise<string> => (await execa('docker', args)).stdout;

interface Inside {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the components that it needs are started first. */
  readonly withStack?: boolean;
}

/** A command in the client's container, as `docker compose run --rm claude-code` runs it. */
const inside = (command: readonly string[], { env = {}, withStack = true }: Inside = {}) =>
  execa(
    'docker',
    [
      ...composeArguments(home),
      'run',
      '--rm',
      '--no-TTY',
      ...(withStack ? [] : ['--no-deps']),
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      'claude-code',
      ...command,
    ],
    {
      env: { ...composeEnvironment(), CLAUDE_WORKSPACE: workspace },
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: 180_000,
    },
  );

/** Where a container reaches this process: the engine's side of the client's network. */
const gateway = () =>
  docker(
    'network',
    'inspect',
    `${projectOf(home)}_client-outside`,
    '--format',
    '{{(index .IPAM.Config 0).Gateway}}',
  );

interface Session extends Inside {
  /** Shell lines that run before the client, in the same container. */
  readonly before?: string;
}

/** A session in bypass mode whose model makes these calls; the precious file is printed after it. */
const session = async (calls: readonly ToolCall[], { before = 'true', ...rest }: Session = {}) => {
  const api = await startMessagesApi(calls, '0.0.0.0');
  try {
    const lines = [
      'mkdir -p ~/precious && echo precious >~/precious/file',
      before,
      'claude -p go --dangerously-skip-permissions --output-format json',
      'echo; cat ~/precious/file',
    ];
    const ran = await inside(['bash', '-c', lines.join('\n')], {
      ...rest,
      env: {
        ANTHROPIC_BASE_URL: `http://${await gateway()}:${new URL(api.url).port}`,
        ANTHROPIC_API_KEY: 'made-up',
        ...rest.env,
      },
    });
    return { ...ran, results: api.results };
  } finally {
    api.close();
  }
};

const bash = (command: string): ToolCall => ({ name: 'Bash', input: { command, description: 'x' } });
const deletion = bash('rm -rf ~/precious');

const total = async (metric: string): Promise<number> =>
  Object.values(await vector(`sum(${metric})`))[0] ?? 0;

/**
 * What a model with a shell, and even root, tries before: to remove, move, cover and imitate the socket, to change the
 * settings, and to answer on every port that a hook might ask.
 */
const impersonation = [
  'try() { "$@" >/dev/null 2>&1; sudo -n "$@" >/dev/null 2>&1; true; }',
  'try rm -f /guard/hooks.sock; try mv /guard /elsewhere; try umount /guard; try mount -t tmpfs none /guard',
  'try rm -rf /etc/claude-code; try mv /etc/claude-code /etc/other; try umount /etc/claude-code',
  `try sh -c 'echo "{}" >/etc/claude-code/managed-settings.json'`,
  `node -e "
    const yes = (request, response) => response.writeHead(204, { 'content-type': 'application/x-no-decision' }).end();
    require('http').createServer(yes).listen(4320);
    require('http').createServer(yes).listen(process.env.HOME + '/hooks.sock');
  " &`,
  'for name in 1 2 3 4; do mkdir -p ~/.local/state/start-observability; echo $$ >~/.local/state/start-observability/alone.$name; done',
].join('\n');

const inEngine = () => {
  beforeAll(async () => {
    mkdirSync(home.root, { mode: 0o700 });
    writeFileSync(home.config, 'prometheus:\n  scrapeInterval: 2s\n');
    const built = await cli(['client', 'build'], { CLAUDE_CODE_INSTALLED: installedImage });
    expect(built, built.all).toMatchObject({ exitCode: 0 });
    const started = await cli(['start', '--runtime', 'docker']);
    expect(started, started.all).toMatchObject({ exitCode: 0 });
  }, 600_000);

  afterAll(async () => {
    await cli(['uninstall', '--yes']);
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  test('client version lists what is in the image, and it is this', async () => {
    const { stdout, exitCode } = await cli(['client', 'version']);
    expect({ stdout, exitCode }).toMatchObject({ exitCode: 0 });
    for (const line of [
      `claude-code ${clientVersion}`,
      'iowarp-mcps==0.3.11',
      /^git version/m,
      /^uv /m,
      /^ripgrep /m,
      /^Sudo/m,
    ])
      expect(stdout).toMatch(line);
  });

  test('without any network the client, its tools and the server for ADIOS start', async () => {
    const alone = (...command: readonly string[]) =>
      docker('run', '--rm', '--network', 'none', '--env', 'CLIENT_SUDO=yes', clientImage, ...command);
    expect(await alone('claude', '--version')).toContain(clientVersion);
    expect(
      await alone('sh', '-c', 'whoami; sudo whoami; git --version; rg --version; uvx --version'),
    ).toMatch(/^claude-user\nroot\n/);
    const asked = [
      {
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/list' },
      {
        id: 3,
        method: 'tools/call',
        params: {
          name: 'list_bp5',
          arguments: { directory: '/opt/start-observability/scientific/mcps/Adios/data' },
        },
      },
    ];
    const lines = asked.map((one) => JSON.stringify({ jsonrpc: '2.0', ...one })).join('\n');
    const answers = await alone(
      'sh',
      '-c',
      `(echo '${lines}'; sleep 60) | adios-mcp | while read -r line; do echo "$line"; case $line in *'"id":3'*) kill 0;; esac; done; true`,
    ).catch(({ stdout }) => stdout as string);
    expect(answers).toContain('"name":"inspect_variables"');
    expect(answers).toContain('data1.bp');
    expect(await alone('claude', 'mcp', 'list')).toContain('adios');
  });

  test('a session: cost, tokens, tools and blocks arrive exactly, and the file lies in the workspace', async () => {
    expect(await cli(['client', '--', '--version'])).toMatchObject({ exitCode: 0 });
    const { stdout, results, all } = await session([bash('echo hello-marker | tee hello.txt'), deletion]);
    expect(results, all).toHaveLength(2);
    const said = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '{}');
    expect(said.total_cost_usd).toBeGreaterThan(0);
    expect(stdout).toMatch(/\nprecious$/);
    expect(readFileSync(path.join(workspace, 'hello.txt'), 'utf8')).toBe('hello-marker\n');
    await waitFor(
      'the cost of the session',
      async () => Math.abs((await total('claude_code_cost_usage_USD_total')) - said.total_cost_usd) < 1e-9,
      { forMs: 120_000, everyMs: 1000 },
    );
    const tokens = await vector('sum by (type) (claude_code_token_usage_tokens_total) > 0');
    const { input_tokens, output_tokens } = said.usage;
    expect(tokens).toEqual({ 'type=input': input_tokens, 'type=output': output_tokens });
    await waitFor(
      'two calls, one of them refused',
      async () => {
        const verdicts = await vector('sum by (verdict) (claude_code_guard_verdicts_total{tool="Bash"}) > 0');
        return verdicts['verdict=deny'] === 1 && verdicts['verdict=allow'] === 1;
      },
      { forMs: 60_000 },
    );
    await waitFor(
      'one result of a tool',
      async () => (await total('claude_code_tool_results_total{tool_name="Bash",success="true"}')) === 1,
      { forMs: 60_000 },
    );
  });

  test.each(['yes', 'no'])(
    'with sudo: %s, a dangerous command is refused with the service up, killed and impersonated',
    async (sudo) => {
      const env = { CLIENT_SUDO: sudo };
      const refused = async (name: string, options: Session) => {
        const { stdout, results, all } = await session([deletion], { ...options, env });
        expect(results, `${name}: ${all}`).toHaveLength(1);
        expect(results[0], name).toMatch(/guard|refus|denied|blocked/i);
        expect(stdout, name).toMatch(/\nprecious$/);
      };
      await refused('up', {});
      await refused('impersonated', { before: impersonation });
      await docker('kill', `${projectOf(home)}-hooks-1`);
      await refused('killed', { withStack: false });
      await refused('killed and impersonated', { before: impersonation, withStack: false });
      const rights = await inside(['sh', '-c', 'sudo -n id -u; grep NoNewPrivs /proc/self/status'], { env });
      expect(rights.stdout).toMatch(sudo === 'yes' ? /^0\nNoNewPrivs:\s0$/ : /^NoNewPrivs:\s1$/);
    },
  );

  test('what was refused without the service is counted once it is back', async () => {
    const before = await total('claude_code_guard_verdicts_total{verdict="deny"}');
    // The next call with the service up hands in what waits.
    await session([bash('true')]);
    await waitFor(
      'refusals of the time without the service',
      async () => (await total('claude_code_guard_verdicts_total{verdict="deny"}')) >= Math.max(before, 9),
      { forMs: 90_000 },
    );
  });

  test('nothing secret is in the image, in what the engine tells of the container, or inside', async () => {
    const secrets = readdirSync(home.secrets).map((name) =>
      readFileSync(path.join(home.secrets, name), 'utf8').trim(),
    );
    expect(secrets.length).toBeGreaterThan(5);
    const { stdout: id } = await execa(
      'docker',
      [...composeArguments(home), 'run', '--detach', 'claude-code', 'sleep', '300'],
      {
        env: { ...composeEnvironment(), CLAUDE_WORKSPACE: workspace },
      },
    );
    try {
      const inShell = (line: string) => docker('exec', id, 'sh', '-c', line);
      const settings = await inShell('cat /etc/claude-code/managed-settings.json /etc/claude-code/hooks/*');
      const told = [
        await docker('inspect', id),
        await docker('image', 'inspect', clientImage),
        await docker('history', '--no-trunc', clientImage),
        await inShell('env; ls -la / /guard /run'),
      ].join('\n');
      for (const secret of secrets) expect(settings + told).not.toContain(secret);
      // The settings name it: the guard stops calls that use one.
      expect(told).not.toContain('docker.sock');
    } finally {
      await docker('rm', '--force', id);
    }
  });

  test('it reaches collector, hook service and front, and neither Prometheus nor Pushgateway nor ledger', async () => {
    const code = async (url: string, ...more: readonly string[]) =>
      (await inside(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '--max-time', '5', ...more, url]))
        .stdout;
    expect(await code('http://pushgateway:9091/metrics')).toBe('200');
    expect(await code('http://pushgateway:9091/metrics/job/x', '-X', 'POST', '--data', 'x 1\n')).toBe('401');
    expect(await code('http://collector:13133/')).toBe('200');
    expect(await code('http://hooks:4320/ready')).toBe('200');
    for (const name of ['prometheus:9090', 'ledger:4319', 'grafana:3000'])
      expect(await code(`http://${name}/`)).toBe('000');
    const overSocket = ['--unix-socket', '/guard/hooks.sock'];
    expect(await code('http://localhost/ready', ...overSocket)).toBe('200');
    for (const path of ['api/events', 'api/blocks', 'api/forget', 'metrics'])
      expect(await code(`http://localhost/${path}`, ...overSocket)).toBe('403');
  });

  test('a dev container with the documented settings takes part: guarded, and its calls counted', async () => {
    const text = readFileSync(path.join(checkout.root, 'docs/examples/devcontainer.json'), 'utf8');
    const { runArgs, mounts } = JSON.parse(
      text.replaceAll('start-observability_', `${projectOf(home)}_`),
    ) as {
      runArgs: string[];
      mounts: string[];
    };
    const call = {
      session_id: 'dev-container',
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_use_id: 'toolu_dev',
      cwd: '/workspaces/x',
      tool_input: { command: 'rm -rf ~/precious' },
    };
    const calls = async () => total('claude_code_guard_verdicts_total');
    const before = await calls();
    const lines = `echo '${JSON.stringify(call)}' | /etc/claude-code/hooks/entry; curl -s -o /dev/null -w '%{http_code}' http://collector:13133/`;
    const answer = await docker(
      'run',
      '--rm',
      ...runArgs,
      ...mounts.flatMap((mount) => ['--mount', mount]),
      '--user',
      'claude-user',
      installedImage,
      'bash',
      '-c',
      lines,
    );
    expect(answer).toMatch(/"permissionDecision":"deny".*200$/s);
    await waitFor('the call being counted', async () => (await calls()) === before + 1, { forMs: 60_000 });
  });

  test('USER_NAME is the author of commits, and the container says why it is no label', async () => {
    const env = { USER_NAME: 'Jörg  Ä. Müller, Dr. h', USER_EMAIL: 'j@example.com' };
    const commit =
      'cd $(mktemp -d) && git init -q && git commit -q --allow-empty -m x && git log --format="%an <%ae>"';
    const { stdout, stderr } = await inside(['bash', '-c', commit], { env });
    expect(stdout).toBe('Jörg  Ä. Müller, Dr. h <j@example.com>');
    expect(stderr).toContain('privacy.person hash');
    expect((await inside(['sh', '-c', 'echo "$OTEL_RESOURCE_ATTRIBUTES"'], { env })).stdout).toBe('');
  });

  test('where the stack keeps people as hashes, the name is a label, and nowhere in plain text', async () => {
    await cli(['config', 'set', 'privacy.person', 'hash']);
    await cli(['config', 'set', 'labels.shared', '[team, user]']);
    const restarted = await cli(['restart']);
    expect(restarted, restarted.all).toMatchObject({ exitCode: 0 });
    const { all, results } = await session([bash('true')], {
      env: { USER_NAME: 'Jörg Ä. Müller', USER_EMAIL: 'j@example.com' },
    });
    expect(results, all).toHaveLength(1);
    const people = await waitFor(
      'a person as label',
      async () => {
        const found = Object.keys(await vector('sum by (user) (claude_code_cost_usage_USD_total) > 0'));
        return found.some((label) => /user=\w/.test(label)) && found;
      },
      { forMs: 120_000 },
    );
    expect(people.join()).not.toMatch(/Müller|J%C3|example/);
  });

  test('reset says that it removes the login, removes it, and leaves the workspace alone', async () => {
    const volume = `${projectOf(home)}_claude-home`;
    expect(await docker('volume', 'ls', '--quiet')).toContain(volume);
    const { all, exitCode } = await cli(['reset', '--yes']);
    expect({ exitCode, all }).toMatchObject({ exitCode: 0, all: expect.stringContaining('login') });
    expect(await docker('volume', 'ls', '--quiet')).not.toContain(volume);
    expect(existsSync(path.join(workspace, 'hello.txt'))).toBe(true);
  });

  test("uninstall keeps the client's image while another stack has containers, and removes it with the last", async () => {
    const images = () => docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}');
    await docker('create', '--name', 'of-another-stack', 'start-observability:local');
    const kept = await cli(['uninstall', '--yes']);
    expect(kept, kept.all).toMatchObject({
      exitCode: 0,
      all: expect.stringContaining(`docker image rm start-observability:local ${clientImage}`),
    });
    expect(await images()).toContain(clientImage);
    await docker('rm', 'of-another-stack');
    const started = await cli(['start', '--runtime', 'docker']);
    expect(started, started.all).toMatchObject({ exitCode: 0 });
    const { all, exitCode } = await cli(['uninstall', '--yes']);
    expect({ exitCode, all }).toMatchObject({ exitCode: 0, all: expect.stringContaining(clientImage) });
    expect(await images()).not.toMatch(/start-observability(-claude-code)?:local/);
  });
};

if (isInEngine) describe('in the engine', { timeout: 900_000 }, inEngine);
