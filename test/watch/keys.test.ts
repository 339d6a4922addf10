import { expect, test } from 'vitest';
import { atTerminal, hasTerminal } from '../hooks/terminal.ts';
import { epoch, eventRequest, metricsRequest } from '../ledger/point.ts';
import { served } from '../queries/served.ts';

if (!hasTerminal) console.warn('skipped: watching at a terminal needs script of util-linux');

test.skipIf(!hasTerminal)(
  'c sorts by cost, the arrows choose a session, and Enter opens its events',
  async () => {
    const { ledger, home } = await served();
    const now = () => Date.now() - epoch;
    const spend = (session: string, value: number) =>
      ledger.take(
        'metrics',
        metricsRequest({ metric: 'claude_code.cost.usage', session, value, time: now() }),
      );
    await spend('dear', 7);
    await ledger.take(
      'logs',
      eventRequest('user_prompt', { prompt_length: 77 }, { session: 'dear', milliseconds: now() }),
    );
    await spend('newest', 1);
    const shows =
      (what: RegExp, typed: string) =>
      (shown: string): string | undefined =>
        what.test(shown) ? typed : undefined;
    const { output, code } = await atTerminal(
      home.root,
      ['watch'],
      [
        shows(/active, \d today[\s\S]*newest +\$1.00[\s\S]*dear +\$7.00/, 'c'),
        shows(/most expensive first[\s\S]*dear +\$7.00[\s\S]*newest +\$1.00/, '\x1b[B'),
        shows(/Session dear[\s\S]*user_prompt[\s\S]*prompt_length=77/, 'q'),
      ],
    );
    expect(output).toContain('Session dear');
    expect(code).toBe(0);
  },
);
