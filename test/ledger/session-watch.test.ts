import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSessionWatch } from '../../src/ledger/session-watch.ts';
import { open } from './open.ts';
import { epoch, eventRequest } from './point.ts';

const minute = 60_000;

/** A ledger whose clock stands at minute `at`, and what the watch sees there. */
const watched = () => {
  let at = 0;
  let count = 0;
  const clock = () => (epoch + at * minute) * 1000;
  const { ledger, store } = open(undefined, 100, clock);
  const watch = createSessionWatch(store);
  return {
    hook: (event: string, facts: Readonly<Record<string, unknown>> = {}, call?: string) => {
      count += 1;
      ledger.takeHooks([
        {
          identity: createHash('sha256').update(String(count)).digest('base64'),
          at: epoch + at * minute,
          session: 'one',
          event,
          facts,
          ...(call && { tool: 'Bash', toolUseId: call }),
        },
      ]);
    },
    telemetry: async (name: string, attributes: Readonly<Record<string, unknown>> = {}) => {
      count += 1;
      await ledger.take(
        'logs',
        eventRequest(name, attributes, { session: 'one', sequence: count, milliseconds: at * minute }),
      );
    },
    goTo: (then: number) => {
      at = then;
    },
    look: () => watch(clock()),
  };
};

test('a permission that nobody answers is waited for, until telemetry says what was decided', async () => {
  const { hook, telemetry, goTo, look } = watched();
  hook('UserPromptSubmit');
  hook('PreToolUse', {}, 'call');
  hook('PermissionRequest', {}, 'call');
  goTo(7);
  hook('Notification');
  expect(look()).toMatchObject({ awaitedSeconds: 420, silentSeconds: 0 });
  await telemetry('tool_decision', { tool_use_id: 'call', decision: 'accept' });
  // The command that was let through may run for as long as it likes.
  goTo(12);
  expect(look()).toMatchObject({ awaitedSeconds: 0 });
});

test('a turn in which nothing happens is silent; one that has ended, or waits for the next prompt, is not', async () => {
  const { hook, telemetry, goTo, look } = watched();
  hook('UserPromptSubmit');
  hook('PreToolUse', {}, 'call');
  goTo(20);
  expect(look()).toMatchObject({ silentSeconds: 1200, awaitedSeconds: 0 });
  await telemetry('api_request', { model: 'm', cost_usd: 0.1 });
  goTo(21);
  expect(look()).toMatchObject({ silentSeconds: 60 });
  hook('Stop');
  // The title of the session is asked for after its turn.
  await telemetry('api_request', { model: 'm', cost_usd: 0.1 });
  goTo(50);
  expect(look()).toMatchObject({ silentSeconds: 0 });
  hook('UserPromptSubmit');
  goTo(51);
  hook('Notification');
  goTo(55);
  expect(look()).toMatchObject({ silentSeconds: 0 });
});

test('a session that was left an hour ago, or of which no hooks tell, is not silent', async () => {
  const { hook, telemetry, goTo, look } = watched();
  await telemetry('user_prompt');
  goTo(30);
  expect(look()).toMatchObject({ silentSeconds: 0 });
  hook('PreToolUse', {}, 'call');
  goTo(59);
  expect(look()).toMatchObject({ silentSeconds: 29 * 60 });
  goTo(100);
  expect(look()).toMatchObject({ silentSeconds: 0 });
});

test('the same failure again and again is a loop, until something else happens', () => {
  const { hook, goTo, look } = watched();
  const fails = (error: string, call: string) => {
    hook('PreToolUse', {}, call);
    hook('PostToolUseFailure', { error }, call);
  };
  for (let number = 0; number < 6; number += 1) {
    goTo(number);
    fails('exit_code', `call ${number}`);
  }
  expect(look()).toMatchObject({ repeatedFailures: 6 });
  goTo(6);
  fails('not_found', 'another');
  expect(look()).toMatchObject({ repeatedFailures: 1 });
  goTo(7);
  hook('PreToolUse', {}, 'good');
  hook('PostToolUse', {}, 'good');
  expect(look()).toMatchObject({ repeatedFailures: 0 });
});
