import { expect, test } from 'vitest';
import { commonHookFields, hookEventNames, hookEvents, hookField } from '../../src/catalogue/hook-events.ts';

const where = (accept: (event: (typeof hookEvents)[keyof typeof hookEvents]) => boolean) =>
  hookEventNames.filter((name) => accept(hookEvents[name]));

test('all 34 documented hook events are there', () => {
  expect(hookEventNames).toHaveLength(34);
});

test('only the guard’s events are listened to in a way that can block', () => {
  expect(where(({ observe }) => observe === 'blocking')).toEqual(['PreToolUse', 'PreSkillShellCommand']);
});

test('an event is listened to over http only where the client sends it over http', () => {
  expect(where(({ observe, types }) => observe === 'http' && !types.includes('http'))).toEqual([]);
  expect(where(({ observe }) => observe === 'command')).toEqual(['SessionStart', 'Setup']);
});

test('no hook of ours is put where listening changes what the client does, or floods', () => {
  expect(where(({ observe }) => observe === 'never').toSorted()).toEqual([
    'MessageDisplay',
    'WorktreeCreate',
    'WorktreeRemove',
  ]);
});

test('a matcher is compared with a field that the payload has', () => {
  const unmatched = hookEventNames.filter((name) => {
    const { matcher } = hookEvents[name];
    return matcher !== undefined && !hookField(name, matcher);
  });
  expect(unmatched).toEqual([]);
});

test('no event has a field of its own under a common name', () => {
  const common = Object.keys(commonHookFields);
  expect(where(({ fields }) => common.some((name) => name in fields))).toEqual([]);
});
