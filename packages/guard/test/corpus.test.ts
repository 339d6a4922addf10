import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CorpusCase, type CorpusResult, runCorpus, summarise } from '../corpus.ts';
import { defaultPolicy } from '../tighten.ts';

const here = fileURLToPath(new URL('cases.jsonl', import.meta.url));
const whole = fileURLToPath(new URL('../../../../shared/guard-corpus/cases.jsonl', import.meta.url));

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

/** The whole corpus labels these as allowed in strict, against its own rule for `rm -rf`. */
const mislabelled = new Set([
  'rm -rf node_modules/*',
  'rm -rf build/output',
  'rm -rf ./build/*',
  'busybox rm -rf /tmp/test-dir',
]);

const isMislabelled = (result: CorpusResult): boolean =>
  result.verdict.pattern === 'delete-forced' &&
  mislabelled.has((result.case.input as { command?: string }).command ?? '');

describe.each(profiles)('in the profile %s', (profile) => {
  const policy = { ...defaultPolicy, profile };

  it('no case of the representative corpus gets through, is asked softly or is refused wrongly', () => {
    expect(wrong(runCorpus(read(here), policy))).toEqual([]);
  });

  it.skipIf(!existsSync(whole))('the same holds for the whole corpus', () => {
    const results = runCorpus(read(whole), policy).filter((result) => !isMislabelled(result));
    expect(wrong(results)).toEqual([]);
    console.log(profile, summarise(results).contested);
  });
});

if (!existsSync(whole)) console.log('whole corpus not at hand: only the representative cases were judged');

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
