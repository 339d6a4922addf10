import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { EntryPrograms } from '../../src/hooks/entry/install.ts';
import { decision, install, run, silent } from './installed-entry.ts';
import { bash, event, openService, temporary } from './open.ts';

/** Programs that are gone, or are there and do nothing, as after an update or on a system that has other places. */
const useless = () => {
  const file = path.join(temporary(), 'useless');
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o700 });
  return file;
};
const failing = () => {
  const file = path.join(temporary(), 'failing');
  writeFileSync(file, '#!/bin/sh\necho rubbish; exit 1\n', { mode: 0o700 });
  return file;
};
const lacks: readonly (readonly [what: string, programs: () => Partial<EntryPrograms>])[] = [
  ['without curl', () => ({ curl: '' })],
  ['with a curl that fails', () => ({ curl: failing() })],
  ['without cat', () => ({ cat: '/nowhere/cat' })],
  ['with a cat that does nothing', () => ({ cat: useless() })],
  ['without Node', () => ({ node: '/nowhere/node' })],
  ['with a Node that fails', () => ({ node: failing() })],
  ['without Node and cat', () => ({ node: '/nowhere/node', cat: '' })],
  ['with a Node that fails, without cat', () => ({ node: failing(), cat: '' })],
  ['without Node, curl and cat', () => ({ node: '', curl: '', cat: '' })],
];

test.each(lacks)('%s no dangerous call passes, and the exit code is never 1', async (_, programs) => {
  const { entry } = await install({ programs: programs() });
  const dangerous = [bash('rm -rf /'), { ...bash('rm -rf /'), hook_event_name: 'PreSkillShellCommand' }];
  for (const payload of dangerous) {
    const ran = await run(entry, payload);
    // Exit code 2 blocks in every client, too, where nothing of the call can be read.
    if (ran.code === 2) expect(ran.stderr).toContain('guard');
    else {
      expect(ran.code).toBe(0);
      expect(decision(ran)).toBe('deny');
      expect(JSON.parse(ran.stdout).hookSpecificOutput.hookEventName).toBe(payload.hook_event_name);
    }
  }
  const gemini = await run(entry, { ...bash('rm -rf /'), hook_event_name: 'BeforeTool' });
  if (gemini.code !== 2) expect(JSON.parse(gemini.stdout).decision).toBe('deny');
});

test.each(lacks.slice(0, 4))(
  '%s a harmless call passes, and so does what is no call',
  async (_, programs) => {
    const { entry } = await install({ programs: programs() });
    expect(await run(entry, bash('ls'))).toEqual(silent);
    expect(await run(entry, event('SessionStart', { source: 'rm -rf' }))).toEqual(silent);
  },
);

test('without Node an event that is no call still passes', async () => {
  const { entry } = await install({ programs: { node: '', cat: '' } });
  expect(await run(entry, event('SessionStart', { source: '"PreToolUse"' }))).toEqual(silent);
});

test('rubbish on standard input never stops the client', async () => {
  const { entry } = await install();
  for (const rubbish of [
    '',
    'hello',
    '{',
    '[]',
    '{}',
    { hook_event_name: 'PreToolUse' },
    { session_id: 's' },
  ]) {
    const { code, stderr } = await run(entry, rubbish);
    expect(`${code} ${stderr}`).toBe('0 ');
  }
});

test('a call that is not JSON is refused', async () => {
  const { entry } = await install();
  const broken = '{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"rm -rf /"';
  expect(decision(await run(entry, broken))).toBe('deny');
});

test('two megabytes are judged to the end, with the service and without', async () => {
  const service = await openService();
  const { entry } = await install({ sockets: service.sockets });
  const large = bash(`echo '${'x'.repeat(2_000_000)}'; rm -rf /`);
  const write = {
    ...bash(''),
    tool_name: 'Write',
    tool_input: { file_path: '/home/dev/project/a', content: 'x'.repeat(2_000_000) },
  };
  for (const _ of ['up', 'down']) {
    expect(decision(await run(entry, large))).toBe('deny');
    expect(await run(entry, write)).toEqual(silent);
    await service.close();
  }
});
