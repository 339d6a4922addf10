import { expect, test } from 'vitest';
import { hookEvents } from '../../src/catalogue/hook-events.ts';
import { type HookGroup, hookSettings } from '../../src/hooks/hook-settings.ts';

const options = { port: 4320, entryPath: "/home/it's me/hooks/entry", profile: 'default' as const };
const entries = (settings = hookSettings(options)) =>
  Object.entries(settings as Record<string, readonly HookGroup[]>).map(
    ([name, [group]]) => [name, group?.hooks[0]] as const,
  );

test('the guard is asked by a command, because an http hook lets everything through when the service is down', () => {
  const settings = hookSettings(options);
  expect(settings.PreToolUse).toEqual([
    { hooks: [{ type: 'command', command: `'/home/it'\\''s me/hooks/entry'`, timeout: 15 }] },
  ]);
});

test('events that a hook would disturb are never hooked, all others of the catalogue are', () => {
  const names = new Set(entries().map(([name]) => name));
  expect(names.has('WorktreeCreate')).toBe(false);
  expect(names.has('MessageDisplay')).toBe(false);
  const expected = Object.entries(hookEvents).filter(([, { observe }]) => observe !== 'never');
  expect([...names].sort()).toEqual(expected.map(([name]) => name).sort());
});

test('an event goes over http only where the client sends it', () => {
  for (const [name, hook] of entries()) {
    const types: readonly string[] = hookEvents[name as keyof typeof hookEvents].types;
    expect(types).toContain(hook?.type);
  }
  expect(hookSettings(options).SessionStart?.[0]?.hooks[0]?.type).toBe('command');
});

test('no listener can hold a session up for more than a few seconds', () => {
  for (const [name, hook] of entries()) {
    if (name !== 'PreToolUse' && name !== 'PreSkillShellCommand')
      expect(hook?.timeout).toBeLessThanOrEqual(5);
  }
});

test('SessionEnd sets a time of its own, because without it all hooks share a second and a half', () => {
  expect(hookSettings(options).SessionEnd?.[0]?.hooks[0]?.timeout).toBe(3);
});

test('where http hooks are forbidden everything goes through the entry', () => {
  expect(
    new Set(entries(hookSettings({ ...options, commandsOnly: true })).map(([, hook]) => hook?.type)),
  ).toEqual(new Set(['command']));
});

test('with the guard off nothing waits for a process', () => {
  expect(hookSettings({ ...options, profile: 'off' }).PreToolUse?.[0]?.hooks[0]?.type).toBe('http');
});
