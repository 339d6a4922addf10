import { describe, expect, it } from 'vitest';
import { explain } from '../explain.ts';
import { judge } from '../judge.ts';
import { patternsMarkdown } from '../markdown.ts';
import { patterns } from '../patterns.ts';
import { guardPolicySchema } from '../policy.ts';
import { defaultPolicy, tighten } from '../tighten.ts';

const place = { cwd: '/home/dev/project', home: '/home/dev' };

const bash = (command: string) => ({ tool: 'Bash', input: { command }, ...place });

describe('what a person is told', () => {
  it.each([
    ['git push --force origin main', 'Overwrites a branch on the server: git push --force origin main.'],
    ['git -C sub branch -D old', 'asking whether it is merged: git branch -D old.'],
    [
      'git -c clean.requireForce=false clean -d',
      'Deletes files git does not know: git -c clean.requireForce=false clean -d.',
    ],
    ['rm -rf ~/', 'Deletes'],
  ])('names what %s does', (command, told) => {
    expect(judge(bash(command), defaultPolicy).reason).toContain(told);
  });
});

describe('the policy', () => {
  it('is the default policy when nothing is configured', () => {
    expect(guardPolicySchema.parse(undefined)).toEqual(defaultPolicy);
  });

  it('refuses keys it does not know', () => {
    expect(guardPolicySchema.safeParse({ profil: 'strict' }).success).toBe(false);
  });

  it('lets a category or a single pattern be decided otherwise, the pattern winning', () => {
    const call = bash('git reset --hard');
    expect(judge(call, { ...defaultPolicy, categories: { git: 'deny' } }).decision).toBe('deny');
    const both = {
      ...defaultPolicy,
      categories: { git: 'deny' as const },
      patterns: { 'git-reset-hard': 'allow' as const },
    };
    expect(judge(call, both).decision).toBe('allow');
  });

  it('does not switch on by category what is allowed by default, only by its id', () => {
    const byCategory = { ...defaultPolicy, categories: { environment: 'deny' as const } };
    expect(judge(bash('env | sort'), byCategory).decision).toBe('allow');
    const byId = { ...defaultPolicy, patterns: { 'environment-print': 'deny' as const } };
    expect(judge(bash('env | sort'), byId).decision).toBe('deny');
  });

  it('keeps denying what another pattern still finds', () => {
    const policy = { ...defaultPolicy, patterns: { 'delete-root': 'allow' as const } };
    expect(judge(bash('rm -rf / ~'), policy).decision).toBe('deny');
  });

  it('lets a person allow a path, and nothing that merely could be it', () => {
    const policy = { ...defaultPolicy, allowedPaths: ['~/scratch'] };
    expect(judge(bash('rm -rf ~/scratch/a'), policy).decision).toBe('allow');
    expect(judge(bash('rm -rf ~/scratch/../other'), policy).decision).toBe('deny');
    expect(judge(bash('rm -rf ~/scratchy'), policy).decision).toBe('deny');
  });

  it('takes patterns of a person, by command and by path', () => {
    const policy = guardPolicySchema.parse({
      extra: [
        {
          id: 'no-deploy',
          command: 'deploy',
          arguments: ['prod'],
          reason: 'Deploys are done by the pipeline',
        },
        { id: 'no-ledger', path: '~/ledger', reason: 'Bookkeeping' },
      ],
    });
    expect(judge(bash('bash -c "./bin/deploy prod"'), policy).pattern).toBe('no-deploy');
    expect(judge(bash('deploy staging'), policy).decision).toBe('allow');
    expect(judge(bash('cat ~/ledger/2026'), policy).pattern).toBe('no-ledger');
    expect(
      judge({ tool: 'Read', input: { file_path: '/home/dev/ledger/x' }, ...place }, policy).pattern,
    ).toBe('no-ledger');
  });

  it('can only be tightened by a project', () => {
    const project = guardPolicySchema.parse({
      profile: 'off',
      categories: { git: 'deny', delete: 'allow' },
      patterns: { dotenv: 'allow' },
      allowedPaths: ['/'],
    });
    const policy = tighten(defaultPolicy, project);
    expect(judge(bash('git reset --hard'), policy).decision).toBe('deny');
    expect(judge(bash('rm -rf /'), policy).decision).toBe('deny');
    expect(judge(bash('cat .env'), policy).decision).toBe('deny');
    expect(judge(bash('git status'), policy).decision).toBe('allow');
  });
});

describe('file tools', () => {
  const decide = (tool: string, input: unknown) => judge({ tool, input, ...place }, defaultPolicy).decision;

  it('are judged by the paths they name, those of other servers as well', () => {
    expect(decide('Read', { file_path: '/home/dev/project/.env' })).toBe('deny');
    expect(decide('mcp__filesystem__read_file', { path: '/home/dev/project/.env' })).toBe('deny');
    expect(decide('mcp__filesystem__read_multiple_files', { paths: ['a.ts', '.env.local'] })).toBe('deny');
    expect(
      decide('mcp__filesystem__write_file', { path: '/home/dev/.ssh/authorized_keys', content: 'x' }),
    ).toBe('deny');
    expect(decide('mcp__filesystem__read_file', { path: 'src/index.ts' })).toBe('allow');
    expect(decide('mcp__shell__execute_command', { command: 'rm -rf /' })).toBe('deny');
    expect(decide('mcp__github__create_issue', { title: '.env', body: 'read .env' })).toBe('allow');
  });

  it('are asked about when what they write holds a real secret', () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
    expect(decide('Write', { file_path: 'src/a.ts', content: `const token = '${token}';` })).toBe('ask');
    expect(
      decide('Edit', {
        file_path: 'src/a.ts',
        old_string: 'x',
        new_string: 'const token = process.env.TOKEN',
      }),
    ).toBe('allow');
  });
});

describe('an explanation', () => {
  it('shows every command that would run, after expansion, and where', () => {
    const { steps, findings } = explain(bash('cd .. && D=build; sudo rm -rf "$D"'), defaultPolicy);
    expect(steps.map(({ words }) => words.join(' '))).toContain('rm -rf build');
    expect(steps.at(-1)?.folder).toBe('/home/dev');
    expect(findings[0]).toMatchObject({ pattern: 'delete-outside', decision: 'deny' });
  });
});

describe('the documentation', () => {
  it('lists every pattern once', () => {
    const text = patternsMarkdown();
    for (const { id } of patterns) expect(text.split(`| \`${id}\` |`).length).toBe(2);
    expect(new Set(patterns.map(({ id }) => id)).size).toBe(patterns.length);
  });
});
