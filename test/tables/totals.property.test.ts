import { cpSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costUsage, tokenUsage } from '../../src/catalogue/telemetry.ts';
import { digest } from '../../src/ledger/attributes.ts';
import type { HookRow } from '../../src/tables/hook-row.ts';
import { type Opened, open, temporaryFolder, total } from '../ledger/open.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';

interface Sent {
  readonly kind: 'cost' | 'tokens' | 'request' | 'hook';
  readonly session: string;
  readonly amount: number;
  readonly isTwice: boolean;
}

type Step = Sent | { readonly kind: 'kill' | 'full disk' };

const sent = fc.record({
  kind: fc.constantFrom('cost', 'tokens', 'request', 'hook'),
  session: fc.constantFrom('a', 'b', 'c'),
  amount: fc.integer({ min: 1, max: 5e9 }),
  isTwice: fc.boolean(),
}) as fc.Arbitrary<Sent>;
const steps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 8, arbitrary: sent },
    { weight: 2, arbitrary: fc.constant({ kind: 'kill' }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'full disk' }) },
  ),
  { minLength: 1, maxLength: 25 },
);

/** Whether the guard denied the call that this is; every second amount. */
const isDenied = ({ amount }: Sent): boolean => amount % 2 === 1;

/** What the hook-event service hands over of one call of a tool. */
const hookOf = (sent: Sent, index: number): HookRow => ({
  identity: digest(`hook ${index}`),
  at: index,
  session: sent.session,
  event: 'PreToolUse',
  tool: 'Bash',
  toolUseId: `toolu_${index}`,
  facts: {},
  verdict: isDenied(sent) ? 'deny' : 'allow',
});

/** What a killed process leaves: the files as they are, with nothing closed. */
const killed = ({ folder }: Opened): Opened => {
  const after = temporaryFolder();
  cpSync(folder, after, { recursive: true });
  return open(after);
};

const refused = async ({ ledger, store }: Opened, index: number): Promise<void> => {
  store.exec('PRAGMA query_only = 1');
  const request = metricsRequest({ metric: costUsage.name, value: 1, start: -index, time: -index });
  expect(await ledger.take('metrics', request as never)).toMatchObject({ status: 503 });
  const hook: Sent = { kind: 'hook', session: 'a', amount: 1, isTwice: false };
  expect(() => ledger.takeHooks([hookOf(hook, -index - 1)])).toThrow();
  store.exec('PRAGMA query_only = 0');
};

const deliver = async ({ ledger }: Opened, sent: Sent, index: number): Promise<void> => {
  const { kind, session, amount, isTwice } = sent;
  const times = { start: index * 10, time: index * 10 + 5 };
  const take = {
    request: () =>
      ledger.take(
        'logs',
        eventRequest(
          'api_request',
          { model: 'opus', cost_usd: amount / 1e9 },
          { session, sequence: index, milliseconds: index },
        ),
      ),
    cost: () =>
      ledger.take(
        'metrics',
        metricsRequest({ metric: costUsage.name, session, value: amount / 1e9, ...times }),
      ),
    tokens: () =>
      ledger.take('metrics', metricsRequest({ metric: tokenUsage.name, session, value: amount, ...times })),
    hook: () => ledger.takeHooks([hookOf(sent, index)]),
  }[kind];
  for (let time = 0; time < (isTwice ? 2 : 1); time += 1) await take();
};

/** Lives through the steps; returns the ledger that is left. */
const live = async (wanted: readonly Step[]): Promise<Opened> => {
  let opened = open();
  for (const [index, one] of wanted.entries()) {
    if (one.kind === 'kill') opened = killed(opened);
    else if (one.kind === 'full disk') await refused(opened, index);
    else await deliver(opened, one as Sent, index);
  }
  return opened;
};

test('whatever is sent, repeated, killed and refused: SQL totals are counter totals are the truth', async () => {
  const holds = async (wanted: readonly Step[]): Promise<void> => {
    const { ledger, store } = await live(wanted);
    const of = (kind: Sent['kind']) => wanted.filter((one): one is Sent => one.kind === kind);
    const truth = (kind: Sent['kind']) => of(kind).reduce((sum, { amount }) => sum + amount, 0);
    const sum = (column: string, table: string): number =>
      Number(
        (store.prepare(`SELECT coalesce(sum(${column}), 0) AS n FROM ${table}`).get() as { n: number }).n,
      );
    for (const table of ['days', 'hours', 'sessions']) {
      expect(sum('cost_nanodollars', table), table).toBe(truth('cost'));
      expect(sum('input_tokens', table), table).toBe(truth('tokens'));
      expect(sum('requests', table), table).toBe(of('request').length);
      expect(sum('request_cost_nanodollars', table), table).toBe(truth('request'));
      expect(sum('hook_events', table), table).toBe(of('hook').length);
      expect(sum('blocks', table), table).toBe(of('hook').filter(isDenied).length);
    }
    expect(sum('1', 'tool_calls')).toBe(of('hook').length);
    expect(sum("outcome = 'blocked'", 'tool_calls')).toBe(of('hook').filter(isDenied).length);
    expect(sum('cost_nanodollars', 'api_request')).toBe(truth('request'));
    expect(total(ledger, costUsage.series)).toBe(truth('cost'));
    expect(total(ledger, tokenUsage.series)).toBe(truth('tokens'));
  };
  await fc.assert(fc.asyncProperty(steps, holds), { numRuns: 12 });
});
