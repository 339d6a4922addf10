import { expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { harmlessFields } from '../../src/hooks/journal/harmless-fields.ts';
import type { Payload } from '../../src/hooks/payload.ts';
import type { ExportRequest, OtlpSignal } from '../../src/otlp/model.ts';
import { identify } from '../../src/redaction/identity.ts';
import { createRedact } from '../../src/redaction/redact.ts';
import { rulesOf } from '../../src/redaction/rules.ts';
import { open, total } from './open.ts';
import { eventRequest, metricsRequest } from './point.ts';

const cost = 'claude_code_cost_usage_USD_total';
const tokens = 'claude_code_token_usage_tokens_total';
const account = '123456789012';
const arn = `arn:aws:bedrock:eu-west-1:${account}:application-inference-profile/4jqtkehs0zy3`;
const profile = 'application-inference-profile/4jqtkehs0zy3';

const { privacy, labels } = defaults();
const redact = createRedact(rulesOf({ privacy, shared: labels.shared }), 'k'.repeat(64));

/** A ledger with the redaction in front of it, as whatever comes from a client passes it. */
const receiver = () => {
  const { ledger, store } = open();
  return {
    ledger,
    store,
    send: (signal: OtlpSignal, request: ExportRequest) => {
      identify(signal, request);
      redact(request);
      return ledger.take(signal, request);
    },
  };
};

/** As the client sends it from Bedrock with an application inference profile (anthropics/claude-code#27890). */
const spent = (model: string) =>
  metricsRequest(
    { metric: 'claude_code.cost.usage', value: 0.22, attributes: { model, query_source: 'main' } },
    { value: 1200, attributes: { model, query_source: 'main' } },
  );

test('an inference profile as model is counted under its name, without the number of the account', async () => {
  const { ledger, send } = receiver();
  expect(await send('metrics', spent(arn))).toEqual({ rejected: 0 });
  expect(total(ledger, cost, { model: profile })).toBe(220_000_000);
  expect(total(ledger, tokens, { model: profile, type: 'input' })).toBe(1200);
  const labelSets = [...ledger.counters.all()].map((counter) => counter.labels);
  expect(JSON.stringify(labelSets)).not.toContain(account);
});

test.each([
  [`${arn}[1m]`, profile],
  [
    `arn:aws-us-gov:bedrock:us-gov-west-1:${account}:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0`,
    'inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [`bedrock/${arn}`, profile],
  [
    'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2',
    'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2',
  ],
  ['us.anthropic.claude-opus-4-8-v1:0', 'us.anthropic.claude-opus-4-8-v1:0'],
])('the model %s is called %s', async (model, name) => {
  const { ledger, send } = receiver();
  await send('metrics', spent(model));
  expect(total(ledger, cost, { model: name })).toBe(220_000_000);
});

test('the same profile in two accounts is counted whole', async () => {
  const { ledger, send } = receiver();
  await send('metrics', spent(arn));
  await send('metrics', spent(arn.replace(account, '999999999999')));
  expect(total(ledger, cost, { model: profile })).toBe(440_000_000);
});

test('no table holds the number of the account of an event', async () => {
  const { store, send } = receiver();
  await send('logs', eventRequest('api_request', { model: arn, cost_usd: 0.22, input_tokens: 1200 }));
  expect(store.prepare('SELECT model FROM api_request').get()).toEqual({ model: profile });
});

test('no event of a hook holds it either', () => {
  const fields = { to_model: arn, from_model: 'claude-opus-4-8' };
  expect(harmlessFields({ event: 'PostModelSwitch', fields } as unknown as Payload)).toEqual({
    fields: { to_model: profile, from_model: 'claude-opus-4-8' },
  });
});
