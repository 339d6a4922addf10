import { afterEach, describe, expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { exportGrpc } from '../../src/otlp/client.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { type Scenario, scenarios } from '../captures/read.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { missingPrograms, type Stack, startStack } from './stack.ts';
import { expectTotals } from './truth.ts';

const all = scenarios();
const now = (sessionSuffix = ''): Scenario[] =>
  all.map((scenario) => prepare(scenario, { sessionSuffix, shiftTo: Date.now() }));
const requests = (prepared: readonly Scenario[]) => prepared.flatMap((scenario) => requestsOf(scenario));

const missing = await missingPrograms(['prometheus', 'otelcol']);

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

describe.for(['otelcol', 'embedded'] as const)('through the %s collector', (collector) => {
  const skip = collector === 'otelcol' ? missing.length > 0 : missing.some((name) => name !== 'otelcol');

  test.skipIf(skip)('every captured scenario, over HTTP, is counted to the nano-dollar', async () => {
    stack = await startStack({ collector });
    const prepared = now();
    const sent = await sendJson(stack.url('otlpHttp'), requests(prepared), { concurrency: 4 });
    expect(sent.rejected).toBe(0);
    await expectTotals(stack, prepared);
  });

  test.skipIf(skip)('every captured scenario, over gRPC, is counted to the nano-dollar', async () => {
    stack = await startStack({ collector });
    const prepared = now();
    const address = stack.url('otlpGrpc').replace('http://', '');
    for (const { signal, body } of requests(prepared))
      await exportGrpc(address, signal, body as ExportRequest);
    await expectTotals(stack, prepared);
  });

  test.skipIf(skip)(
    'every request sent twice, in any order, counts once; with a token between them',
    async () => {
      stack = await startStack({
        collector,
        config: { security: { ...defaults().security, ledgerToken: true } },
      });
      const prepared = now();
      await sendJson(stack.url('otlpHttp'), requests(prepared), {
        duplicate: true,
        shuffle: 7,
        concurrency: 8,
      });
      await expectTotals(stack, prepared);
    },
  );

  test.skipIf(skip)('twenty sessions at once do not mix', async () => {
    stack = await startStack({ collector });
    const twenty = all.filter(({ name }) => name.startsWith('turns-') || name.startsWith('p-')).slice(0, 20);
    const prepared = twenty.flatMap((scenario, index) =>
      [0, 1].map((copy) => prepare(scenario, { sessionSuffix: `${index}-${copy}`, shiftTo: Date.now() })),
    );
    const url = stack.url('otlpHttp');
    await Promise.all(prepared.map((scenario) => sendJson(url, requestsOf(scenario))));
    await expectTotals(stack, prepared);
  });
});
