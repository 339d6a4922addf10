import { describe, expect, test } from 'vitest';
import { type AttributeName, attributes } from '../../src/catalogue/attributes.ts';
import { sharedLabelSources } from '../../src/catalogue/labels.ts';
import { defaults } from '../../src/config/schema.ts';
import { namesOf, rulesOf, unknownAction, type Wishes } from '../../src/redaction/rules.ts';

const { privacy, labels } = defaults();
const wishes = (
  change: Partial<Wishes['privacy']> = {},
  shared: readonly string[] = labels.shared,
): Wishes => ({
  privacy: { ...privacy, ...change },
  shared,
});
const withPrivacy = (...classes: readonly string[]) =>
  (Object.keys(attributes) as AttributeName[])
    .filter((name) => classes.includes(attributes[name].privacy))
    .sort();

describe('what may pass', () => {
  test('by default nothing personal and no content, and all the rest of the catalogue', () => {
    const rules = rulesOf(wishes());
    expect(namesOf(rules, 'drop')).toEqual(withPrivacy('personal', 'content'));
    for (const name of withPrivacy('public', 'pseudonymous')) expect(rules.actions.get(name)).toBe('keep');
  });

  test('what nobody has classified never passes in clear', () => {
    expect(Object.values(unknownAction)).not.toContain('keep');
  });

  test.each(['drop', 'hash', 'keep'] as const)('persons: %s', (person) => {
    const rules = rulesOf(wishes({ person }));
    for (const name of withPrivacy('personal')) expect(rules.actions.get(name)).toBe(person);
  });

  test.each(['prompts', 'responses', 'tools'] as const)('%s lets only its own content through', (one) => {
    const passing = namesOf(rulesOf(wishes({ [one]: 'keep' })), 'keep');
    const own = withPrivacy('content').filter((name) => attributes[name].keptBy === one);
    expect(own.length).toBeGreaterThan(0);
    expect(withPrivacy('content').filter((name) => passing.includes(name))).toEqual(own);
  });

  test('content without a switch passes never', () => {
    const { actions } = rulesOf(wishes({ prompts: 'keep', responses: 'keep', tools: 'keep' }));
    expect(['body', 'new_context'].map((name) => actions.get(name))).toEqual(['drop', 'drop']);
  });

  test("a survey's answer is kept although answers of the model are not", () => {
    expect(rulesOf(wishes()).keptInEvents.get('response')).toEqual(['feedback_survey']);
    expect(rulesOf(wishes({ responses: 'keep' })).keptInEvents.size).toBe(0);
  });
});

describe('labels that the user asks for', () => {
  test('let their sources through, also those that the catalogue does not know', () => {
    expect(rulesOf(wishes({}, [])).actions.get('vcs.ref.head.name')).toBe('drop');
    const { actions } = rulesOf(wishes({}, ['branch', 'team']));
    for (const name of [...sharedLabelSources.branch, ...sharedLabelSources.team])
      expect([name, actions.get(name)]).toEqual([name, 'keep']);
  });

  test('do not let persons through: that is for privacy.person to say', () => {
    const { actions } = rulesOf(wishes({ person: 'hash' }, ['user']));
    expect(['user.email', 'user.name', 'user.id'].map((name) => actions.get(name))).toEqual([
      'hash',
      'hash',
      'keep',
    ]);
  });
});
