import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { check } from '../../src/config/load.ts';
import { run } from '../cli/run.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { succeeded } from '../succeeded.ts';
import { type Sink, startSink } from './sink.ts';

const missing = await missingPrograms(['prometheus', 'alertmanager']);
const minutes = 60_000;

describe.skipIf(missing.length > 0)('Slack and PagerDuty', { timeout: 20 * minutes }, () => {
  let stack: Stack;
  let slack: Sink;
  let pager: Sink;

  const texts = (sink: Sink) => sink.received.map(({ body }) => JSON.stringify(body));
  const about = (sink: Sink, alert: string) => texts(sink).filter((text) => text.includes(alert));

  beforeAll(async () => {
    [slack, pager] = [await startSink(), await startSink()];
    const { alerting } = check(
      `alerting:
  enabled: true
  slack: [{name: team, urlFile: slack-url}]
  pagerduty: [{name: on-call, keyFile: pagerduty-key, url: "${pager.url('/v2/enqueue')}", severity: critical}]`,
      'config.yaml',
    ).config;
    stack = await startStack({
      collector: 'embedded',
      run: ['ledger', 'prometheus', 'pages', 'alertmanager'],
      config: { alerting },
    });
    writeFileSync(path.join(stack.home.secrets, 'slack-url'), slack.url('/services/T0/B0/secret'));
    writeFileSync(path.join(stack.home.secrets, 'pagerduty-key'), 'a key of the test');
    writeFileSync(stack.home.config, stringify({ ports: stack.config.ports, alerting }));
  }, 8 * minutes);

  afterAll(async () => {
    await stack?.stop();
    await slack?.close();
    await pager?.close();
  });

  test('each gets a test message in its own words, with the key of its file', async () => {
    succeeded(await run(stack.home, ['alerts', 'test', 'team']));
    succeeded(await run(stack.home, ['alerts', 'test', 'on-call']));
    expect(slack.received[0]).toMatchObject({
      path: '/services/T0/B0/secret',
      body: { attachments: [{ title: expect.stringContaining('ClaudeCodeTest') }] },
    });
    expect(pager.received[0]).toMatchObject({
      path: '/v2/enqueue',
      body: { routing_key: 'a key of the test', event_action: 'trigger' },
    });
  });

  test('a component that dies is told to both, although they, Alertmanager and Prometheus were away meanwhile', async () => {
    await slack.close();
    await pager.close();
    await stack.kill('ledger');
    await waitFor(
      'the alert firing',
      async () =>
        (await stack.query('ALERTS{alertname="ClaudeCodeTargetDown", job="ledger", alertstate="firing"}')) ===
        1,
      { forMs: 6 * minutes },
    );
    await stack.kill('alertmanager');
    await stack.kill('prometheus');
    await stack.start('prometheus');
    await stack.start('alertmanager');
    await slack.open();
    await pager.open();
    await waitFor('Slack', async () => about(slack, 'ClaudeCodeTargetDown').length > 0, {
      forMs: 6 * minutes,
    });
    await waitFor('PagerDuty', async () => about(pager, 'ClaudeCodeTargetDown').length > 0, {
      forMs: 6 * minutes,
    });
    for (const sink of [slack, pager]) {
      const [text = ''] = about(sink, 'ClaudeCodeTargetDown');
      expect(text).toContain('The component ledger has not answered Prometheus for two minutes.');
      expect(text).toContain('Each component answers every scrape');
      expect(text).toMatch(/Board: http[\s\S]*What to do: https/);
    }
  });
});
