import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CorpusCase, type CorpusResult, runCorpus } from '../corpus.ts';
import { defaultPolicy } from '../tighten.ts';

const inTests = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const here = inTests('cases.jsonl');

const read = (file: string): CorpusCase[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusCase);

const profiles = ['default', 'strict'] as const;

const harmful = new Set(['bypass', 'soft', 'refusal']);

/** Lines a person can act on, for the message of a failing test. */
const wrong = (results: readonly CorpusResult[]): string[] =>
  results
    .filter((result) => harmful.has(result.outcome) && !result.case.contested)
    .map((result) => `${result.outcome} ${JSON.stringify(result.case.input)} ${result.verdict.pattern}`);

describe.each(profiles)('in the profile %s', (profile) => {
  const policy = { ...defaultPolicy, profile };

  it.each(['cases.jsonl', 'round2.jsonl'])(
    'no case of %s gets through, is asked softly or is refused wrongly',
    (file) => {
      expect(wrong(runCorpus(read(inTests(file)), policy))).toEqual([]);
    },
  );
});

describe('the profile audit', () => {
  it('allows everything and says what it would have done', () => {
    const results = runCorpus(read(here), { ...defaultPolicy, profile: 'audit' });
    expect(results.every(({ verdict }) => verdict.decision === 'allow')).toBe(true);
    const counted = results.filter(({ case: one }) => !one.contested);
    for (const { case: one, verdict } of counted)
      expect({ id: one.id, stopped: verdict.would !== 'allow' }).toEqual({
        id: one.id,
        stopped: one.verdict !== 'allow',
      });
  });
});

describe('the profile off', () => {
  it('allows everything without an opinion', () => {
    const results = runCorpus(read(here), { ...defaultPolicy, profile: 'off' });
    expect(results.every(({ verdict }) => verdict.decision === 'allow' && verdict.pattern === '')).toBe(true);
  });
});
