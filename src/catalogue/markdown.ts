import { markdownCell } from '../escape.ts';
import { eventMetrics } from './activity-metrics.ts';
import { type Attribute, attributeTypes } from './attribute.ts';
import { attributeFamilies } from './attributes.ts';
import { commonEventAttributes, events } from './events.ts';
import type { HookField } from './hook-event.ts';
import { commonHookFields, hookEvents } from './hook-events.ts';
import { hookMetrics } from './hook-metrics.ts';
import { sharedLabels } from './labels.ts';
import { ledgerMetrics } from './ledger-metrics.ts';
import type { Metric } from './metric.ts';
import { commonSpanAttributes, type Span, spans } from './spans.ts';
import { aliases, metrics } from './telemetry.ts';

/** The page `docs/metrics.md`: the whole catalogue as tables. */

type MarkdownRow = readonly string[];

const table = (head: MarkdownRow, rows: readonly MarkdownRow[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(markdownCell).join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

const section = (title: string, ...paragraphs: readonly string[]): string =>
  [`## ${title}`, ...paragraphs].join('\n\n');

const metricTable = (list: readonly Metric[]): string =>
  table(
    ['in Prometheus', 'kind', 'unit', 'labels', 'what it is'],
    list.map(({ series, instrument, unit, labels, brief, stability }) => [
      code(series),
      instrument,
      unit,
      codes(labels),
      stability === 'stable' ? brief : `${brief} (${stability})`,
    ]),
  );

const clientMetrics = (): string =>
  section(
    'Metrics that Claude Code sends',
    'All eight are counters. The client sends them as sums over OTLP; the ledger keeps the totals exact.',
    table(
      ['in Prometheus', 'OTLP name', 'unit', 'labels', 'what it is'],
      metrics.map(({ series, name, unit, labels, brief }) => [
        code(series),
        code(name),
        unit,
        codes(labels),
        brief,
      ]),
    ),
    `Older names that answer too: ${aliases.map(({ alias, of }) => `${code(alias)} for ${code(of.series)}`).join('; ')}.`,
    `Any of them, and of those below, may also carry the labels ${codes(sharedLabels)} (\`labels\` in \`config.yaml\`).`,
  );

const eventTable = (): string =>
  section(
    'Log events',
    `Any event may also carry the standard attributes and ${codes(commonEventAttributes)}.`,
    table(
      ['event', 'what happened', 'always', 'sometimes', 'since', 'only with'],
      Object.entries(events).map(([name, { brief, attributes, conditional, since, switchedBy, others }]) => [
        code(`claude_code.${name}`),
        brief,
        codes(attributes),
        others ? 'names of its own' : codes(conditional),
        since ?? '',
        switchedBy ?? '',
      ]),
    ),
  );

const spanTable = (): string =>
  section(
    'Spans',
    'Beta: needs `CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1` and `OTEL_TRACES_EXPORTER`. ' +
      `Any span may also carry the standard attributes and ${codes(commonSpanAttributes)}.`,
    table(
      ['span', 'below', 'what it covers', 'always', 'sometimes', 'span events', 'only with'],
      Object.entries<Span>(spans).map(([name, span]) => [
        code(name),
        span.parent ? code(span.parent) : '',
        span.brief,
        codes(span.attributes),
        codes(span.conditional),
        Object.entries(span.events ?? {})
          .map(([event, attributes]) => `${code(event)} (${codes(attributes)})`)
          .join('; '),
        span.switchedBy ?? '',
      ]),
    ),
  );

const fieldTable = (fields: Readonly<Record<string, HookField>>): string =>
  table(
    ['field', 'type', 'privacy', 'what it is', 'since'],
    Object.entries<HookField>(fields).map(([name, { type, privacy, brief, optional, values, since }]) => [
      code(name),
      [type].flat().join(' or '),
      privacy,
      [brief, values && `One of ${codes(values)}.`, optional && 'Not always there.']
        .filter(Boolean)
        .join(' '),
      since ?? '',
    ]),
  );

const blocks = {
  yes: 'yes',
  json: 'by JSON only',
  exit: 'by any exit code but 0',
  feedback: 'too late; tells the model',
  no: 'no',
} as const;

const observe = {
  blocking: 'command entry, the guard decides',
  http: 'http hook',
  command: 'command hook',
  never: 'not at all',
} as const;

const hookTable = (): string =>
  section(
    'Hook events',
    table(
      [
        'event',
        'when',
        'fields of its own',
        'matcher on',
        'can block',
        'kinds of hook',
        'how we listen',
        'since',
      ],
      Object.entries(hookEvents).map(([name, event]) => [
        code(name),
        event.brief,
        Object.entries(event.fields)
          .map(([field, { privacy, optional }]) => `${code(field)}${optional ? '?' : ''} (${privacy})`)
          .join(', '),
        event.matcher ? code(event.matcher) : '',
        blocks[event.blocks],
        event.types.join(', '),
        observe[event.observe],
        event.since ?? '',
      ]),
    ),
    'Fields that any of them may have:',
    fieldTable(commonHookFields),
  );

const switches = ({ switchedBy, switchedOffBy }: Attribute): string =>
  [switchedBy && `on: ${code(switchedBy)}`, switchedOffBy && `off: ${code(`${switchedOffBy}=false`)}`]
    .filter(Boolean)
    .join('; ');

const attributeTable = (family: Readonly<Record<string, Attribute>>): string =>
  table(
    ['attribute', 'type', 'privacy', 'what it is', 'switched', 'since'],
    Object.entries(family).map(([name, attribute]) => [
      code(name),
      attributeTypes(attribute).join(' or '),
      attribute.keptBy
        ? `${attribute.privacy}; kept by ${code(`privacy.${attribute.keptBy}`)}`
        : attribute.privacy,
      attribute.values ? `${attribute.brief} One of ${codes(attribute.values)}.` : attribute.brief,
      switches(attribute),
      attribute.since ?? '',
    ]),
  );

const attributeTables = (): string =>
  section(
    'Attributes',
    'What each attribute says about a person decides what is stored. Unless `privacy` in `config.yaml` says otherwise, ' +
      '`personal` and `content` values are dropped before anything is written, and `pseudonymous` ones become labels only where `labels` asks for them.',
    table(
      ['class', 'meaning'],
      [
        ['public', 'says nothing about a person'],
        ['pseudonymous', 'tells persons or sessions apart without naming them'],
        ['personal', 'names a person, an account or an organisation'],
        ['content', 'what people typed, what the model answered, what is in their files'],
      ],
    ),
    ...Object.entries(attributeFamilies).flatMap(([title, family]) => [
      `### ${title}`,
      attributeTable(family),
    ]),
  );

/** The body of `docs/metrics.md`; the same text every time. */
export const metricsMarkdown = (): string =>
  [
    '# What can be observed',
    'Everything that Claude Code can report, and everything that is counted from it. “Since” is the first version of the ' +
      'client known to send it; nothing there means that it was always sent, or that it is unknown.',
    clientMetrics(),
    section(
      'Metrics counted from log events',
      'The client has no metric for these.',
      metricTable(eventMetrics),
    ),
    section('Metrics of the hook-event service', metricTable(hookMetrics)),
    section('Metrics of the ledger', metricTable(ledgerMetrics)),
    eventTable(),
    spanTable(),
    hookTable(),
    attributeTables(),
  ].join('\n\n');
