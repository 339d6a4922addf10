import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../corpus.ts';
import type { EffectivePolicy } from '../decide.ts';
import type { Pattern } from '../findings/pattern.ts';
import { judge } from '../judge.ts';
import { patterns } from '../patterns.ts';
import { defaultPolicy } from '../tighten.ts';
import type { Decision, Verdict } from '../verdict.ts';

const place = { cwd: '/home/dev/project', home: '/home/dev' };

const answer = (tool: string, command: string): Verdict =>
  judge({ tool, input: { command }, ...place }, defaultPolicy);

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
  ['Bash', 'programs.txt'],
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
  // A project that does not lie directly in the home folder, so that its parent is neither.
  const work = { cwd: '/home/dev/work/project', home: '/home/dev' };
  const decideWith = (command: string, policy: EffectivePolicy) =>
    judge({ tool: 'Bash', input: { command }, ...work }, policy);

  /** A policy under which a pattern speaks that the default profile allows. */
  const hearing = ({ id, decision }: Pattern): EffectivePolicy =>
    decision.default === 'allow' ? { ...defaultPolicy, patterns: { [id]: 'deny' } } : defaultPolicy;

  it.each(patterns.map((pattern) => [pattern.id, pattern] as const))('%s', (id, pattern) => {
    for (const command of pattern.catches)
      expect({ command, speaks: decideWith(command, hearing(pattern)).pattern }).toEqual({
        command,
        speaks: id,
      });
    for (const command of pattern.spares)
      expect({ command, speaks: decideWith(command, hearing(pattern)).pattern }).toEqual({
        command,
        speaks: '',
      });
  });
});
