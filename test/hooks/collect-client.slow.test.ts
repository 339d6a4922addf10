import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { homeAt } from '../../src/config/home.ts';
import { run as runCommand } from '../cli/run.ts';
import { startMessagesApi } from '../e2e/messages-api.ts';
import { missingPrograms } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { testConfig } from '../ports.ts';
import { testBin } from '../programs.ts';
import { environmentFor, realClient } from '../real-client.ts';
import { succeeded } from '../succeeded.ts';

const missing = await missingPrograms(['prometheus', 'pushgateway']);
if (missing.length > 0) console.warn(`skipped: no ${missing.join(', ')} here for a native stack`);
const client = (await realClient()) ?? '';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collect-'));
const home = homeAt(path.join(folder, 'state'));
const { ports } = await testConfig();
const run = (...args: readonly string[]) =>
  runCommand(home, args, { HOME: folder, CLAUDE_CONFIG_DIR: undefined, XDG_DATA_HOME: undefined });

afterAll(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true });
});

interface KeptText {
  readonly kind: string;
  readonly is_sidechain: number;
  readonly text: string | null;
}

test.skipIf(missing.length > 0 || client === '')(
  'what the real client and its subagent say is kept at the end of the session, and gone when it is forgotten',
  { timeout: 600_000 },
  async () => {
    for (const name of ['state', '.claude', 'project']) mkdirSync(path.join(folder, name), { mode: 0o700 });
    symlinkSync(testBin, home.bin);
    const config = {
      ports,
      runtime: 'native',
      collector: 'embedded',
      programs: { offline: true },
      transcripts: { collect: true },
      privacy: { prompts: 'keep', responses: 'keep', tools: 'keep' },
    };
    writeFileSync(home.config, stringify(config));
    succeeded(await run('start'));
    succeeded(await run('setup', '--yes'));

    const input = { description: 'look', prompt: 'look for the cart', subagent_type: 'general-purpose' };
    const api = await startMessagesApi([{ name: 'Agent', input }]);
    onTestFinished(api.close);
    await execa(client, ['-p', 'mend the cart', '--dangerously-skip-permissions'], {
      cwd: path.join(folder, 'project'),
      env: environmentFor(folder, api.url),
      extendEnv: false,
      stdin: 'ignore',
      timeout: 180_000,
    });

    const kept = async (): Promise<readonly KeptText[]> => {
      const { out } = succeeded(
        await run('query', 'SELECT * FROM transcripts ORDER BY time', '--format', 'json'),
      );
      return JSON.parse(out) as KeptText[];
    };
    const has = (texts: readonly KeptText[], kind: string, isSidechain: number, text: string) =>
      texts.some((one) => one.kind === kind && one.is_sidechain === isSidechain && one.text?.includes(text));
    await waitFor(
      'what was said to arrive',
      async () => {
        const texts = await kept();
        return (
          has(texts, 'prompt', 0, 'mend the cart') &&
          has(texts, 'call', 0, 'look for the cart') &&
          has(texts, 'response', 0, 'Done.') &&
          has(texts, 'prompt', 1, 'look for the cart') &&
          has(texts, 'response', 1, 'Done.')
        );
      },
      { forMs: 60_000, everyMs: 1000 },
    );
    const [first] = (await kept()) as readonly (KeptText & { session_id: string })[];
    succeeded(await run('forget', '--session', first?.session_id ?? '', '--yes'));
    expect(await kept()).toEqual([]);
  },
);
