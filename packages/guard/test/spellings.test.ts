import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../corpus.ts';
import { judge } from '../judge.ts';
import { patterns } from '../patterns/index.ts';
import { defaultPolicy } from '../tighten.ts';
import type { Decision, Verdict } from '../verdict.ts';

const place = { cwd: '/home/dev/project', home: '/home/dev' };

const answer = (tool: string, command: string): Verdict =>
  judge({ tool, input: { command }, ...place }, defaultPolicy);

const bash = (command: string): Verdict => answer('Bash', command);

/** Lines of a file of spellings: the decision wanted, then the command with `⏎` for its line breaks. */
const read = (file: string): { wanted: Decision; command: string }[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => {
      const at = line.indexOf(' ');
      return { wanted: line.slice(0, at) as Decision, command: line.slice(at + 1).replaceAll('⏎', '\n') };
    });

describe.each([
  ['Bash', 'spellings.txt'],
  ['Bash', 'adversary.txt'],
  ['PowerShell', 'powershell.txt'],
] as const)('every spelling of %s in %s gets its verdict', (tool, file) => {
  const lines = read(file);

  it.each(['deny', 'ask', 'allow'] as const)('%s', (decision) => {
    const mine = lines.filter(({ wanted }) => wanted === decision);
    const wrong = mine.filter(
      ({ command }) => !['right', 'hard'].includes(outcomeOf(decision, answer(tool, command).decision)),
    );
    expect(wrong.map(({ command }) => command)).toEqual([]);
    expect(mine.length).toBeGreaterThan(0);
  });
});

describe('the examples of the documentation are true', () => {
  const strict = { ...defaultPolicy, profile: 'strict' as const };
  const found = (command: string) => judge({ tool: 'Bash', input: { command }, ...place }, strict);

  it.each(patterns.map((pattern) => [pattern.id, pattern] as const))('%s', (_, pattern) => {
    for (const command of pattern.catches) {
      const verdict = pattern.decision.default === 'allow' ? found(command) : bash(command);
      expect({ command, decision: verdict.decision }).not.toEqual({ command, decision: 'allow' });
    }
    for (const command of pattern.spares) {
      expect({ command, pattern: bash(command).pattern }).not.toEqual({ command, pattern: pattern.id });
    }
  });
});
