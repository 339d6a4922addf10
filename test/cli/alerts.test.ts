import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryHome } from '../home.ts';
import { run } from './run.ts';

test('alerts list has every alert with what it fires on, and says that nothing is sent', async () => {
  const home = temporaryHome();
  writeFileSync(home.config, 'alerting: {off: [ClaudeCodeModelSwitched]}\n');
  const { code, out, err } = await run(home, ['alerts', 'list']);
  expect(code).toBe(0);
  expect(out).toMatch(/^ClaudeCodePersonAwaited +warning +- +a permission or a question without an answer/m);
  expect(out).toMatch(/^ClaudeCodeModelSwitched /m);
  expect(err).toContain('Nothing is sent: alerting.enabled is false');
});

test('alerts explain says what an alert fires on and what to do; an unknown name leads to the list', async () => {
  const home = temporaryHome();
  const { out } = await run(home, ['alerts', 'explain', 'claudecodesessionstuck']);
  expect(out).toMatch(/Fires on +a turn without any event[\s\S]*alerting\.thresholds\.stuckMinutes/);
  const { out: spike } = await run(home, ['alerts', 'explain', 'ClaudeCodeSpendSpike']);
  expect(spike).toContain('a working hour among nights is not a spike');
  expect(spike).toMatch(/^1\. .*\n2\. .*\n3\. /m);
  expect(await run(home, ['alerts', 'explain', 'Nonsense'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('start-observability alerts list'),
  });
});

test('alerts test says what is missing before anything is sent', async () => {
  const home = temporaryHome();
  expect(await run(home, ['alerts', 'test', 'team'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Alerting is off'),
  });
});
