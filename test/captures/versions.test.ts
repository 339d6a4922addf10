import { expect, test } from 'vitest';
import { attributes } from '../../src/catalogue/attributes.ts';
import { events } from '../../src/catalogue/events.ts';
import { hookEvents } from '../../src/catalogue/hook-events.ts';
import { spans } from '../../src/catalogue/spans.ts';
import { metrics } from '../../src/catalogue/telemetry.ts';
import { resourcesOf } from '../../src/otlp/walk.ts';
import { type HookPayload, type Line, linesOf, samples, versions } from './read.ts';

/** What a line shows of a client, as `kind name`. */
const seenIn = ({ kind, value }: Line): readonly string[] => {
  if (kind === 'hook' || kind === 'http-hook') return [`hook ${(value as HookPayload).hook_event_name}`];
  if (kind === 'metrics')
    return [...resourcesOf('metrics', value as object)].flatMap(({ scopes }) =>
      scopes.flatMap(({ items }) => items.map(({ name }) => `metric ${name}`)),
    );
  if (kind === 'traces')
    return [...resourcesOf('traces', value as object)].flatMap(({ scopes }) =>
      scopes.flatMap(({ items }) => items.map(({ name }) => `span ${name}`)),
    );
  if (kind !== 'logs') return [];
  return [...resourcesOf('logs', value as object)].flatMap(({ scopes }) =>
    scopes.flatMap(({ items }) =>
      items.map(({ body }) => `event ${String(body?.stringValue).replace(/^claude_code\./, '')}`),
    ),
  );
};

const of = new Map(versions().map((version) => [version, new Set(linesOf(version).flatMap(seenIn))]));
const runsOf = (version: string): number =>
  new Set(linesOf(version).flatMap(({ scenario }) => (scenario === samples ? [] : [scenario]))).size;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (title: string, kind: string, names: readonly string[]): string =>
  [
    `## ${title}`,
    '',
    row(['', ...of.keys()]),
    row(['---', ...[...of.keys()].map(() => ':-:')]),
    ...names.map((name) =>
      row([`\`${name}\``, ...[...of.values()].map((seen) => (seen.has(`${kind} ${name}`) ? 'seen' : ''))]),
    ),
    '',
  ].join('\n');

const since = Object.entries(attributes)
  .filter(([, attribute]) => attribute.since !== undefined)
  .map(([name, attribute]) => row([`\`${name}\``, attribute.since ?? '']));

const page = `# Clients that were tried

What the real client sent in recorded runs: ${[...of.keys()]
  .map((version) => `${version} in ${runsOf(version)}`)
  .join(', ')}.
Printed answers, tools, edits, subagents, MCP servers, skills, compaction, resumed sessions,
refusals of hooks and rules, errors of the API, collectors that are slow or away; over gRPC, protobuf and JSON, delta and cumulative.
An empty cell says that no run showed it, not that the version lacks it. This page is made from the recordings and the catalogue.

${table(
  'Metrics',
  'metric',
  metrics.map(({ name }) => name),
)}
${table('Events', 'event', Object.keys(events))}
${table('Spans', 'span', Object.keys(spans))}
${table('Hook events', 'hook', Object.keys(hookEvents))}
## Attributes that came with a version

${[row(['attribute', 'first seen in']), row(['---', '---']), ...since].join('\n')}
`;

test('the page of clients that were tried says what the recordings show', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/client-versions.md');
});

test('every version showed most of the catalogue, and every metric came from the newest', () => {
  for (const [, seen] of of) expect(seen.size).toBeGreaterThan(50);
  const newest = [...of.values()].at(-1);
  expect(metrics.filter(({ name }) => !newest?.has(`metric ${name}`))).toEqual([]);
});
