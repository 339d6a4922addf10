import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { guardVerdicts } from '../../src/catalogue/hook-metrics.ts';
import { homeAt } from '../../src/config/home.ts';
import { scenarios } from '../captures/read.ts';
import { run as runCommand } from '../cli/run.ts';
import { testConfig } from '../ports.ts';
import { testBin } from '../programs.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { succeeded } from '../succeeded.ts';
import { vectorOf } from './prometheus.ts';
import { missingPrograms } from './stack.ts';
import { waitFor } from './wait.ts';

/** The way of somebody new through the real command line: start, connect, work, look, stop, go on, undo. */

const missing = await missingPrograms(['prometheus', 'pushgateway']);
if (missing.length > 0) console.warn(`skipped: no ${missing.join(', ')} here for a native stack`);

const folder = mkdtempSync(path.join(os.tmpdir(), 'walk it '));
const home = homeAt(path.join(folder, 'state'));
const settingsFile = path.join(folder, '.claude', 'settings.json');
/** As somebody has it: oddly spaced, with a hook of their own. */
const settings =
  '{ "model":"opus",\n\n "hooks": {"Stop": [{"hooks": [{"type":"command","command":"true"}]}]} }';

const { ports } = await testConfig();
/** Where it is noon now, so that no midnight parts what is sent from what is asked. */
const east = 12 - new Date().getUTCHours();
const TZ = `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
const env = { HOME: folder, TZ, CLAUDE_CONFIG_DIR: undefined, XDG_DATA_HOME: undefined };
const run = (...args: readonly string[]) => runCommand(home, args, env);

interface Settings {
  readonly env: Readonly<Record<string, string>>;
  readonly hooks: Readonly<Record<string, readonly { hooks: readonly { command: string }[] }[]>>;
}

/** What the client does with a call: gives it to the command in its settings, and reads the answer. */
const call = async (command: string, id: string): Promise<string> => {
  const { hooks } = JSON.parse(readFileSync(settingsFile, 'utf8')) as Settings;
  const entry = hooks['PreToolUse']?.[0]?.hooks[0]?.command ?? '';
  const { stdout } = await execa('/bin/sh', ['-c', entry], {
    cwd: folder,
    env: { HOME: folder },
    input: JSON.stringify({
      session_id: 'walk',
      transcript_path: path.join(folder, '.claude/projects/p/walk.jsonl'),
      cwd: path.join(folder, 'project'),
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command },
      tool_use_id: id,
    }),
  });
  return stdout === '' ? 'no decision' : JSON.parse(stdout).hookSpecificOutput.permissionDecision;
};

const today = async () => JSON.parse((await run('status', '--json')).out).today;

afterAll(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing.length > 0)('somebody new', () => {
  test('starts it with one command and connects the client', async () => {
    mkdirSync(path.dirname(settingsFile));
    writeFileSync(settingsFile, settings);
    mkdirSync(home.root, { mode: 0o700 });
    symlinkSync(testBin, home.bin);
    const config = {
      ports,
      runtime: 'native',
      programs: { offline: true },
      prometheus: { scrapeInterval: '1s' },
    };
    writeFileSync(home.config, stringify(config));
    expect(await run('start')).toMatchObject({ code: 0, err: expect.stringContaining('Healthy after') });
    succeeded(await run('setup', '--yes'));
  });

  test('sees what the sessions of today cost, to the cent', async () => {
    const { env: variables } = JSON.parse(readFileSync(settingsFile, 'utf8')) as Settings;
    expect(variables['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe(`http://127.0.0.1:${ports.otlpGrpc}`);
    const recorded = scenarios().slice(0, 10);
    for (const scenario of recorded) {
      const prepared = prepare(scenario, { sessionSuffix: 'walk', shiftTo: Date.now() });
      await sendJson(`http://127.0.0.1:${ports.otlpHttp}`, requestsOf(prepared));
    }
    const cost = recorded.reduce((sum, { truth }) => sum + truth.metricCost, 0);
    expect(cost).toBeGreaterThan(0.01);
    await waitFor('the cost', async () => Math.abs((await today()).costTodayUSD - cost) < 1e-6);
    expect((await run('status')).out).toContain(`$${cost.toFixed(2)}`);
  });

  test('is protected while the stack runs and while it does not, and every call is counted once', async () => {
    expect(await call('rm -rf /', 'one')).toBe('deny');
    expect(await call('ls', 'two')).toBe('no decision');
    succeeded(await run('stop'));
    expect(await call('rm -rf /', 'three')).toBe('deny');
    expect(await call('ls', 'four')).toBe('no decision');
    const again = await run('start');
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('Counted 2 hook events') });
    const blocks = JSON.parse((await run('blocks', '--json')).out) as readonly unknown[];
    expect(blocks).toHaveLength(2);
    const vector = vectorOf(`http://127.0.0.1:${ports.prometheus}`);
    await waitFor('the counts in Prometheus', async () => {
      const counts = await vector(`sum by (verdict) (${guardVerdicts.series})`);
      return counts['verdict=deny'] === 2 && counts['verdict=allow'] === 2;
    });
  });

  test('is refused nothing harmless while it restarts, and nothing harmful passes', async () => {
    const answers: string[] = [];
    const harmful: string[] = [];
    const restarted = run('restart').then(({ code }) => code);
    for (let goes = true, at = 0; goes; at += 1) {
      answers.push(await call('ls', `restart-${at}`));
      harmful.push(await call('rm -rf /', `harm-${at}`));
      goes = (await Promise.race([restarted, Promise.resolve('goes on')])) === 'goes on';
    }
    expect(await restarted).toBe(0);
    succeeded(await run('upgrade'));
    answers.push(await call('ls', 'upgraded'));
    expect(new Set(answers)).toEqual(new Set(['no decision']));
    expect(new Set(harmful)).toEqual(new Set(['deny']));
  });

  test('undoes it all with one command, and a client that still runs is not locked out', async () => {
    const { hooks } = JSON.parse(readFileSync(settingsFile, 'utf8')) as Settings;
    const entry = hooks['PreToolUse']?.[0]?.hooks[0]?.command ?? '';
    succeeded(await run('uninstall', '--yes'));
    const { exitCode, stdout } = await execa('/bin/sh', ['-c', entry], { input: '{}', reject: false });
    // Only an exit code of 2, or an answer, stops a call.
    expect({ stdout, isStopped: exitCode === 2 }).toEqual({ stdout: '', isStopped: false });
    expect(readFileSync(settingsFile, 'utf8')).toBe(settings);
    expect(existsSync(home.root)).toBe(false);
    expect(existsSync(testBin)).toBe(true);
  });
});
