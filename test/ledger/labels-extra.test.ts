import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { wantedLabels, whyNoLabel } from '../../src/config/wanted-labels.ts';
import { labelsOf } from '../../src/ledger/labels.ts';
import { rulesOf } from '../../src/redaction/rules.ts';

const config = configSchema.parse({ labels: { shared: ['team'], extra: ['ticket', 'build.id'] } });
const metric = { labels: ['model'] };

test("a person's own attribute becomes a label, passes the redaction, and others do not", () => {
  const resource = new Map([
    ['team', 'a'],
    ['ticket', 'ABC-1'],
    ['build.id', '7'],
    ['branch', 'main'],
  ]);
  const labels = labelsOf(metric, new Map([['model', 'm']]), resource, wantedLabels(config));
  expect(labels).toEqual({ model: 'm', team: 'a', ticket: 'ABC-1', build_id: '7' });
  const { actions } = rulesOf({ privacy: config.privacy, shared: wantedLabels(config) });
  expect([actions.get('ticket'), actions.get('build.id'), actions.get('other')]).toEqual([
    'keep',
    'keep',
    undefined,
  ]);
});

test.for<readonly [name: string, why: string]>([
  ['model', 'means something else'],
  ['team.id', 'labels.shared'],
  ['job', 'means something else'],
  ['session.id', 'private'],
])('%s is refused as a label, with the reason', ([name, why]) => {
  expect(whyNoLabel(name)).toContain(why);
});
