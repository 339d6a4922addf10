import { describe, expect, it } from 'vitest';
import { judge } from '../judge.ts';
import { defaultPolicy } from '../tighten.ts';

const decide = (cwd: string, command: string) =>
  judge(
    { tool: 'Bash', input: { command }, cwd, project: '/home/dev/project', home: '/home/dev' },
    defaultPolicy,
  ).decision;

describe('a call from a folder inside the project', () => {
  const web = '/home/dev/project/packages/web';

  it('may clean up anywhere in the same project', () => {
    for (const command of [
      'rm -rf dist',
      'rm -rf ../api/dist',
      'rm -rf ../../dist',
      'cd ../.. && rm -rf node_modules',
      'rm -rf /home/dev/project/dist',
      'rm ../../package-lock.json',
      'rm -rf *',
    ])
      expect({ command, decision: decide(web, command) }).toEqual({ command, decision: 'allow' });
  });

  it('still reaches neither the project itself nor what lies around it', () => {
    for (const command of [
      'rm -rf ../..',
      'rm -rf ../../.git',
      'rm -rf ../../../other',
      'cd ../.. && rm -rf *',
    ])
      expect({ command, decision: decide(web, command) }).toEqual({ command, decision: 'deny' });
  });

  it('resolves paths from its own folder', () => {
    expect(
      judge(
        {
          tool: 'Read',
          input: { file_path: '../../secrets/../.env' },
          cwd: web,
          project: '/home/dev/project',
          home: '/home/dev',
        },
        defaultPolicy,
      ).pattern,
    ).toBe('dotenv');
  });
});
