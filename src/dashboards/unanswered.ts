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
    instead:
      'The page of the session: every row of "Most expensive sessions" leads to one, `/sessions` lists all.',
  },
  {
    question: 'Lists of events, errors and log lines',
    reason: 'Prometheus keeps numbers, not lines.',
    instead:
      '`/events`, `/queries`, and the tables of the boards; an exporter to a log store in `export.otlp`.',
  },
  {
    question: 'Reasoning (thinking) tokens',
    reason: 'The client counts them as output, without a type of their own.',
    instead: 'Output tokens by model and effort.',
  },
  {
    question: 'What the context is made of',
    reason: 'The client reports how large a request is, not what is in it.',
    instead:
      '"What fills the context" on "Hooks and context" estimates it; input per request by model, compactions.',
  },
  {
    question: 'How much of the 5-hour and weekly limits of a plan is used',
    reason: 'Telemetry does not carry it; the client hands it to its status line alone.',
    instead: '`setup --with-statusline`, then "Limits of the plan" on Cost; `/usage` in Claude Code.',
  },
  {
    question: 'Retries that ended well',
    reason: 'They leave no event; only a trace has each attempt.',
    instead: 'Duration of requests (retries are in it), errors after the last retry.',
  },
  {
    question: 'Time spent waiting for a person',
    reason: 'Neither events nor hooks report when an answer was given; only a trace does.',
    instead:
      'Notifications (a permission was waited for over 6 s, or nothing was typed for 60 s), permission requests.',
  },
  {
    question: 'Cost and tokens by provider (Bedrock, Vertex, the API)',
    reason: 'The provider would multiply every series of the two largest metrics.',
    instead: 'Sessions by provider.',
  },
  {
    question: 'Cost by branch, story or ticket',
    reason: 'Their number is not bounded.',
    instead:
      '`/queries` and reports by branch and ticket; set `cost_center`, or switch `branch` on in `labels.shared` for PromQL.',
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
