/** Questions people bring that these dashboards do not answer, why, and what does. */
export interface Unanswered {
  readonly question: string;
  readonly reason: string;
  readonly instead: string;
}

export const unanswered: readonly Unanswered[] = [
  {
    question: 'What one session did: cost, tools, prompts, step by step',
    reason:
      'A session is not a label: each would make its own series, and Prometheus would grow without end.',
    instead: 'The event store has every event of every session: `start-observability events`.',
  },
  {
    question: 'Lists of events, errors and log lines',
    reason: 'Prometheus keeps numbers, not lines.',
    instead:
      '`start-observability events` and `start-observability blocks`; an exporter to a log store in `export.otlp`.',
  },
  {
    question: 'Reasoning (thinking) tokens',
    reason: 'The client counts them as output, without a type of their own.',
    instead: 'Output tokens by model and effort.',
  },
  {
    question: 'What the context is made of',
    reason: 'The client reports the size of the context at compaction only, not what is in it.',
    instead: 'Input per request by model, compactions, tokens before and after.',
  },
  {
    question: 'How much of the 5-hour and weekly limits of a plan is used',
    reason: 'It is not in the telemetry; the client knows it from the API.',
    instead: '`/usage` in Claude Code; errors 429 on "API health".',
  },
  {
    question: 'Retries that ended well',
    reason: 'They leave no event; only a trace has each attempt.',
    instead: 'Duration of requests (retries are in it), errors after the last retry.',
  },
  {
    question: 'Agents that hang',
    reason: 'A hanging session sends nothing, and so does one whose owner went for lunch.',
    instead: 'Active sessions by telemetry and by hooks, notifications, time waited for hooks.',
  },
  {
    question: 'Time spent waiting for a person',
    reason: 'Neither events nor hooks report when an answer was given; only a trace does.',
    instead:
      'Notifications (a permission was waited for over 6 s, or nothing was typed for 60 s), permission requests.',
  },
  {
    question: 'Slowest interactions, trace search, spans',
    reason: 'The client sends traces in a beta only, and no trace store is part of the stack.',
    instead: 'Send traces to one with `export.otlp`.',
  },
  {
    question: 'Cost and tokens by provider (Bedrock, Vertex, the API)',
    reason: 'The provider would multiply every series of the two largest metrics.',
    instead: 'Sessions by provider.',
  },
  {
    question: 'Cost by branch, story or ticket',
    reason: 'Their number is not bounded.',
    instead: 'Set `cost_center`, or switch `branch` on in `labels.shared`: then PromQL answers by branch.',
  },
  {
    question: 'Versions of plugins across teams',
    reason: 'The counter has the name of a plugin, not its version.',
    instead: 'Plugins loaded and installed, by name; versions are in the events.',
  },
  {
    question: 'Names of MCP servers and tools in results and durations',
    reason: 'Events call all of them `mcp_tool`.',
    instead: 'Cost and tokens by MCP server, and calls by server from hooks.',
  },
  {
    question: "People's own commits, and lines written through the shell",
    reason: 'The client counts what Edit, Write and its own git commands did.',
    instead: 'Your forge.',
  },
  {
    question: 'What a person really pays on a subscription',
    reason: 'The client computes list prices.',
    instead: '"Value against a flat plan" compares them with what the plan costs.',
  },
];
