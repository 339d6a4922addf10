import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { signedLift } from '../../src/hooks/budgets/lift.ts';
import type { SpentBudget } from '../../src/hooks/budgets/spent.ts';
import { makeApprovalKey } from '../../src/hooks/decide/signature.ts';
import { entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { askService } from '../../src/hooks/service-client.ts';
import { entryPrograms } from './bundle.ts';
import { bash, event, openService, temporary } from './open.ts';

const built = entryPrograms();
const hourMs = 3_600_000;

const budget = (fields: Partial<SpentBudget> = {}): SpentBudget => ({
  period: 'daily',
  label: 'all',
  value: 'all',
  limit: 20,
  spent: 20.5,
  ends: Date.now() + hourMs,
  sessions: [],
  ...fields,
});
const usedUp = () => [budget()];

const prompt = (fields: Readonly<Record<string, unknown>> = {}) =>
  event('UserPromptSubmit', { prompt: 'go', ...fields });

describe('with budgets.stop deny', () => {
  test('a prompt past the budget is refused with the sum, the reset and the way on', async () => {
    const service = await openService({ stop: 'deny', budgets: usedUp });
    const { decision, reason } = JSON.parse((await service.post(prompt())).text);
    expect(decision).toBe('block');
    expect(reason).toMatch(
      /Today's budget is used up: \$20\.50 of \$20\.00\. It begins anew .*budget lift 2h/,
    );
  });

  test('a tool call is refused and ends the turn, in a subagent and with permissions bypassed, too', async () => {
    const service = await openService({ stop: 'deny', budgets: usedUp });
    for (const fields of [
      {},
      { agent_id: 'a1', agent_type: 'Explore' },
      { permission_mode: 'bypassPermissions' },
    ]) {
      const answer = JSON.parse((await service.post(bash('ls', fields))).text);
      expect(answer).toMatchObject({
        continue: false,
        hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny' },
      });
    }
    expect(await service.samples()).toMatchObject({
      'claude_code_budget_refusals_total{period="daily",label="all",answer="deny",event="PreToolUse"}': 3,
    });
  });

  test('a call that the guard refuses is refused for its reason', async () => {
    const service = await openService({ stop: 'deny', budgets: usedUp });
    expect((await service.post(bash('rm -rf ~'))).text).toContain('[guard:');
  });

  test.each([
    ['below the budget', () => [budget({ spent: 19.99 })]],
    ['of another project', () => [budget({ label: 'project', value: 'payments' })]],
    ['whose ledger does not answer', () => []],
  ])('work goes on %s', async (_, budgets) => {
    const service = await openService({ stop: 'deny', budgets });
    expect(await service.post(prompt())).toMatchObject({ status: 204 });
    expect(await service.post(bash('ls'))).toMatchObject({ status: 204 });
  });
});

test('with ask prompts pass and calls are asked about; where nobody is asked they are refused', async () => {
  const service = await openService({ stop: 'ask', budgets: usedUp });
  expect(await service.post(prompt())).toMatchObject({ status: 204 });
  const decide = async (fields = {}) =>
    JSON.parse((await service.post(bash('ls', fields))).text).hookSpecificOutput.permissionDecision;
  expect(await decide()).toBe('ask');
  expect(await decide({ permission_mode: 'bypassPermissions' })).toBe('deny');
});

test('nothing is stopped by default', async () => {
  const service = await openService({ budgets: usedUp });
  expect(await service.post(prompt())).toMatchObject({ status: 204 });
});

test("a project's budget stops the sessions that spent for it and no others", async () => {
  const ofPayments = () => [budget({ label: 'project', value: 'payments', sessions: ['session-1'] })];
  const service = await openService({ stop: 'deny', budgets: ofPayments });
  expect((await service.post(bash('ls'))).text).toContain('of project payments');
  expect(await service.post(bash('ls', { session_id: 'session-2' }))).toMatchObject({ status: 204 });
});

describe('a lift', () => {
  const lift = (untilMs: number) => ({
    from: Date.now(),
    until: Date.now() + untilMs,
    reason: 'release day',
  });
  const send = (service: Awaited<ReturnType<typeof openService>>, text: string) =>
    askService(service.place, { method: 'POST', path: '/budget/lift', body: JSON.stringify({ lift: text }) });

  test('that a person signed lets work go on, is counted, and outlives a restart', async () => {
    const service = await openService({ stop: 'deny', budgets: usedUp });
    const key = makeApprovalKey(service.secrets);
    expect(await send(service, signedLift(key, lift(hourMs)))).toMatchObject({ status: 204 });
    expect(await service.post(prompt())).toMatchObject({ status: 204 });
    expect(await service.samples()).toMatchObject({ claude_code_budget_lifts_total: 1 });
    const { data, secrets } = service;
    await service.close();
    const again = await openService({ data, secrets, stop: 'deny', budgets: usedUp });
    expect(await again.post(prompt())).toMatchObject({ status: 204 });
  });

  test.each([
    ['signed with another key', (key: Buffer) => signedLift(Buffer.concat([key, key]), lift(hourMs))],
    ['that nobody signed', () => JSON.stringify(lift(hourMs))],
    ['that is over', (key: Buffer) => signedLift(key, lift(-1))],
    ['for a year', (key: Buffer) => signedLift(key, lift(365 * 24 * hourMs))],
  ])('%s is not taken', async (_, made) => {
    const service = await openService({ stop: 'deny', budgets: usedUp });
    const key = makeApprovalKey(service.secrets);
    expect(await send(service, made(key))).toMatchObject({ status: 400 });
    expect((await service.post(prompt())).text).toContain('block');
  });
});

describe('through the entry', () => {
  const run = async (service: Awaited<ReturnType<typeof openService>>, payload: unknown) => {
    const folder = path.join(temporary(), 'entry');
    const { sockets, secrets } = service;
    await installEntry({ port: 9, folder, sockets, secrets, from: built.from, policy: defaultPolicy });
    const { stdout } = await execa(entryPath(folder), {
      input: JSON.stringify(payload),
    });
    return stdout;
  };
  test('without the service nothing is stopped', async () => {
    const service = await openService({ stop: 'deny', budgets: usedUp });
    await service.close();
    expect(await run(service, prompt())).toBe('');
  });

  test('a warning is told at the prompt', async () => {
    const service = await openService({ notices: () => ['80 % of the budget is used.'] });
    expect(JSON.parse(await run(service, prompt()))).toEqual({
      systemMessage: '80 % of the budget is used.',
    });
    expect(await run(service, bash('ls'))).toBe('');
  });
});
