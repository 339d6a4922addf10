import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scenarios } from '../../captures/read.ts';
import { run } from '../../cli/run.ts';
import { bearerIn } from '../../e2e/bearer.ts';
import { vectorOf } from '../../e2e/prometheus.ts';
import { expectTotals } from '../../e2e/truth.ts';
import { waitFor } from '../../e2e/wait.ts';
import { prepare, requestsOf, sendJson } from '../../replay/replay.ts';
import { configuredHome, missing } from './running.ts';

const lacking = await missing();
if (lacking.length > 0) console.warn(`skipped: this machine lacks ${lacking.join(', ')}`);

const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const call = (session: string) => ({
  hook_event_name: 'PreToolUse',
  session_id: session,
  tool_name: 'Bash',
  tool_input: { command: 'rm -rf /' },
  cwd: '/tmp',
});

test.skipIf(lacking.length > 0)(
  'a backup under writes, restored, gives every total to the nano-dollar once the clients have sent again',
  { timeout: 180_000 },
  async () => {
    const { home, url } = await configuredHome();
    const all = scenarios().map((scenario) => prepare(scenario, { shiftTo: Date.now() }));
    const requests = (half: typeof all) => half.flatMap((scenario) => requestsOf(scenario));
    const [first, second] = [all.slice(0, 61), all.slice(61)];
    const archive = path.join(home.root, 'kept.tar.gz');
    const blocks = async () =>
      (await (await fetch(`${url('hooks')}/api/blocks`, { headers: bearerIn(home.secrets) })).json()) as {
        session: string;
      }[];

    expect((await run(home, ['start'])).code).toBe(0);
    await sendJson(url('otlpHttp'), requests(first), { concurrency: 4 });
    await post(`${url('hooks')}/hooks`, call('before'));

    // The rest goes in while the copy is made, and after it.
    const sending = sendJson(url('otlpHttp'), requests(second), { concurrency: 2, retryForMs: 30_000 });
    const taken = await run(home, ['backup', archive, '--json']);
    expect(taken.err).toMatch(/Prometheus scrapes again after/);
    expect(taken.code).toBe(0);
    await sending;
    await post(`${url('hooks')}/hooks`, call('after'));
    expect((await blocks()).map(({ session }) => session).sort()).toEqual(['after', 'before']);

    const secret = path.join(home.secrets, 'redaction.key');
    const [config, key] = [readFileSync(home.config, 'utf8'), readFileSync(secret, 'utf8')];
    writeFileSync(home.config, `${config}budgets: { daily: 5 }\n`);
    writeFileSync(secret, 'another');

    const restored = await run(home, ['restore', archive, '--yes', '--json']);
    expect(restored.err).toMatch(/^A whole backup of .*; [\d.]+ MiB unpacked$/);
    expect(JSON.parse(restored.out)).toMatchObject({ runtime: 'native', started: true });
    expect(readFileSync(home.config, 'utf8')).toBe(config);
    expect(readFileSync(secret, 'utf8')).toBe(key);
    await waitFor('the hook-event service', async () => (await fetch(`${url('hooks')}/ready`)).ok);
    expect((await blocks()).map(({ session }) => session)).toEqual(['before']);

    // What came after the copy is sent again, as clients with running totals do; what it held is known already.
    await sendJson(url('otlpHttp'), requests(second), { concurrency: 2, retryForMs: 30_000 });
    await expectTotals({ vector: vectorOf(url('prometheus')) }, all, 60_000);
  },
);
