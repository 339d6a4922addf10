import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkProjectPolicy } from '../../src/hooks/decide/project-policy-check.ts';
import { bash, openService, temporary } from './open.ts';

const projectWith = (policy: unknown): string => {
  const folder = temporary();
  mkdirSync(path.join(folder, '.claude'));
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  writeFileSync(path.join(folder, '.claude', 'guard.json'), text);
  return folder;
};

const decided = async (command: string, cwd: string, policy = {}) => {
  const { post } = await openService({ policy });
  const { text } = await post(bash(command, { cwd }));
  return text === '' ? 'allow' : JSON.parse(text).hookSpecificOutput.permissionDecision;
};

const forbidMake = { extra: [{ id: 'no-make', command: 'make', reason: 'Builds run in CI.' }] };

test('a project can forbid more, also in its subfolders', async () => {
  const project = projectWith(forbidMake);
  expect(await decided('make all', project)).toBe('deny');
  expect(await decided('make all', path.join(project, 'sub', 'folder'))).toBe('deny');
  expect(await decided('make all', temporary())).toBe('allow');
});

test('a project can raise a decision and never lower one', async () => {
  expect(await decided('rm -rf /', projectWith({ profile: 'off' }))).toBe('deny');
  expect(await decided('rm -rf /', projectWith({ profile: 'audit' }))).toBe('deny');
  expect(await decided('rm -rf /', projectWith({ categories: { delete: 'allow' } }))).toBe('deny');
  expect(await decided('rm -rf /', projectWith({ allowedPaths: ['/'] }))).toBe('deny');
  expect(await decided('rm -rf node_modules', projectWith({ profile: 'strict' }))).toBe('deny');
});

test('what a project writes and nobody understands changes nothing else', async () => {
  for (const rubbish of [
    '',
    '{',
    '[]',
    'null',
    '{"extra":"x","profile":7,"categories":[1]}',
    `"${'x'.repeat(100_000)}"`,
  ]) {
    expect(await decided('rm -rf /', projectWith(rubbish))).toBe('deny');
    expect(await decided('ls', projectWith(rubbish))).toBe('allow');
  }
});

test('what of a project has no effect is named, with what was probably meant', () => {
  const checked = checkProjectPolicy(
    projectWith({
      profile: 'audit',
      patterns: { 'git-ammend': 'deny', 'git-clean': 'allow' },
      allowedPaths: ['/'],
      extra: [{ id: 'No Make', command: 'make', reason: 'Builds run in CI.' }],
    }),
  );
  const told = checked?.complaints.join('\n');
  expect(told).toMatch(/^profile: "audit" is not allowed/m);
  expect(told).toContain('patterns.git-ammend: unknown key. Did you mean git-amend?');
  expect(told).toMatch(/^patterns.git-clean: "allow" is not allowed/m);
  expect(told).toContain('allowedPaths: unknown key');
  expect(told).toContain('extra.0.id');
  expect(checkProjectPolicy(projectWith(forbidMake))?.complaints).toEqual([]);
  expect(checkProjectPolicy(projectWith('{'))?.complaints[0]).toContain('not JSON');
  expect(checkProjectPolicy(temporary())).toBeUndefined();
});

test('where the person switched the guard off a project cannot switch it on', async () => {
  expect(await decided('make all', projectWith(forbidMake), { profile: 'off' })).toBe('allow');
});
