import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { spans } from '../../src/catalogue/spans.ts';
import { defaults } from '../../src/config/schema.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { createRedact } from '../../src/redaction/redact.ts';
import { rulesOf } from '../../src/redaction/rules.ts';
import { scenarios } from '../captures/read.ts';
import { served } from '../queries/served.ts';
import { prepare, requestsOf } from '../replay/replay.ts';
import { open, temporaryFolder, total } from './open.ts';
import { epoch, eventRequest } from './point.ts';
import { interaction, type SentSpan, spansRequest, traceId } from './span.ts';

const { privacy, labels } = defaults();

const tool: SentSpan = {
  name: 'tool',
  spanId: '00000000000000a2',
  parentSpanId: interaction.spanId,
  at: 1000,
  milliseconds: 2500,
  attributes: { tool_name: 'Bash', tool_use_id: 'toolu_1' },
  hasFailed: true,
};

test('spans are rows, joined to session, turn and tool call, each once', async () => {
  const { ledger, store } = open();
  await ledger.take('logs', eventRequest('user_prompt', { 'prompt.id': 'p1', prompt_length: 3 }));
  await ledger.take(
    'logs',
    eventRequest('tool_result', { tool_use_id: 'toolu_1', success: 'false' }, { sequence: 1 }),
  );
  const request = spansRequest(interaction, tool);
  expect(await ledger.take('traces', request)).toEqual({ rejected: 0 });
  await ledger.take('traces', request);
  expect(
    store
      .prepare(
        'SELECT name, duration_ms, failed, session_id, prompt_id, tool_use_id FROM spans ORDER BY time',
      )
      .all(),
  ).toEqual([
    {
      name: 'claude_code.interaction',
      duration_ms: 9000,
      failed: 0,
      session_id: 'a',
      prompt_id: 'p1',
      tool_use_id: null,
    },
    {
      name: 'claude_code.tool',
      duration_ms: 2500,
      failed: 1,
      session_id: 'a',
      prompt_id: 'p1',
      tool_use_id: 'toolu_1',
    },
  ]);
  expect(
    store
      .prepare('SELECT tool_name, parent_span_id FROM span_tool JOIN tool_calls USING (tool_use_id)')
      .all(),
  ).toEqual([{ tool_name: 'Bash', parent_span_id: interaction.spanId }]);
  expect(store.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 2 });
});

test('rate, errors and durations are counted by name of the span, each span once', async () => {
  const { ledger } = open();
  for (let time = 0; time < 2; time += 1) await ledger.take('traces', spansRequest(interaction, tool));
  const of = (sample: string, span: string) => total(ledger, sample, { span });
  expect(of('claude_code_span_duration_seconds_count', 'tool')).toBe(1);
  expect(of('claude_code_span_duration_seconds_sum', 'tool')).toBe(2_500_000);
  expect(of('claude_code_span_errors_total', 'tool')).toBe(1);
  expect(of('claude_code_span_errors_total', 'interaction')).toBe(0);
});

test('spans go after their time, and the oldest when they are too many; events stay', async () => {
  const clock = { now: (epoch + 1000) * 1000 };
  const { ledger, store } = open(temporaryFolder(), 100, () => clock.now, 'UTC', { mostSpans: 1000 });
  await ledger.take('logs', eventRequest('user_prompt', { prompt_length: 3 }));
  const many = Array.from({ length: 1200 }, (_, index) => ({
    ...interaction,
    spanId: index.toString(16).padStart(16, '0'),
  }));
  await ledger.take('traces', spansRequest(...many));
  const sweep = () => {
    while (ledger.sweep(clock.now)) {
      // Until nothing is left to prune.
    }
    return ['spans', 'span_interaction', 'events'].map(
      (table) => (store.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    );
  };
  expect(sweep()).toEqual([1000, 1000, 1]);
  clock.now += 73 * 3600e6;
  expect(sweep()).toEqual([0, 0, 1]);
});

test('what is not a span is refused alone, and named', async () => {
  const { ledger, store } = open();
  const answer = await ledger.take('traces', spansRequest(interaction, { ...tool, spanId: 'x' }));
  expect(answer).toEqual({ rejected: 1, message: 'malformed: 1' });
  expect(store.prepare('SELECT count(*) AS n FROM spans').get()).toEqual({ n: 1 });
});

const spansOf = ({ resourceSpans = [] }: ExportRequest) =>
  resourceSpans.flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap((scope) => scope.spans ?? []));
const hex = (number: number): string => number.toString(16).padStart(4, '0');

test('every span that real clients sent is a row of the table of its name, and no private text is kept', async () => {
  const { ledger, store, folder } = open();
  const redact = createRedact(rulesOf({ privacy, shared: labels.shared }), 'key');
  const sent: ExportRequest[] = [];
  for (const [index, scenario] of scenarios().entries())
    for (const { body } of requestsOf(prepare(scenario, { shiftTo: Date.now() - 60_000 }), ['traces'])) {
      // Recorded ids are counted through within a scenario.
      for (const span of spansOf(body)) span.traceId = String(span.traceId).replace(/^.{4}/, hex(index));
      sent.push(structuredClone(body));
      redact(body);
      await ledger.take('traces', body);
    }
  const all = sent.flatMap(spansOf);
  expect(all.length).toBeGreaterThan(100);
  for (const name of Object.keys(spans)) {
    const ids = new Set(
      all.filter((span) => span.name === name).map(({ traceId: id, spanId }) => `${id} ${spanId}`),
    );
    const table = `span_${name.replace('claude_code.', '').replaceAll('.', '_')}`;
    expect(store.prepare(`SELECT count(*) AS n FROM ${table}`).get(), name).toEqual({ n: ids.size });
  }
  store.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const file = readFileSync(path.join(folder, 'ledger.db'), 'utf8');
  const texts = all.flatMap(({ attributes = [], status }) => [
    status?.message ?? '',
    ...attributes
      .filter(({ key }) => ['user_prompt', 'full_command', 'file_path', 'tool_input'].includes(key))
      .map(({ value }) => value?.stringValue ?? ''),
  ]);
  // A class of errors is a word, and harmless.
  const long = texts.filter((text) => text.length > 12 && /[\s/]/.test(text));
  expect(long.length).toBeGreaterThan(0);
  for (const text of long) expect(file.includes(text), text).toBe(false);
});

test('a session is given with its spans, and lists of spans are searched, the longest first', async () => {
  const opened = open();
  const { get } = await served(opened);
  await opened.ledger.take(
    'traces',
    spansRequest(interaction, tool, { ...tool, spanId: '00000000000000a3', session: 'b' }),
  );
  expect(await get('/sessions/a')).toMatchObject({
    spans: [
      { name: 'claude_code.interaction', duration_ms: 9000 },
      { name: 'claude_code.tool', parent_span_id: interaction.spanId, attributes: { tool_name: 'Bash' } },
    ],
  });
  const found = async (query: string) =>
    ((await get(`/spans?since=all&${query}`)) as { rows: { span_id: string }[] }).rows.map(
      ({ span_id: id }) => id.slice(-2),
    );
  expect(await found('')).toEqual(['a1', 'a2', 'a3']);
  expect(await found('name=claude_code.tool&session=b')).toEqual(['a3']);
  expect(await found('search=interact')).toEqual(['a1']);
  expect(await found(`trace=${traceId.slice(0, 8)}&order=asc&limit=1`)).toEqual(['a2']);
});
