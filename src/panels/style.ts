import type { Unit } from '../signals/signal.ts';

/**
 * Every choice of looks that is not a panel's own. The same thing has the same colour on every dashboard. Colours
 * are names of Grafana's palette, so that they fit light and dark.
 */

/** What a colour says, where it judges. */
export const meaning = {
  good: 'green',
  notice: 'blue',
  warning: 'orange',
  bad: 'red',
  neutral: 'text',
} as const;
/** Ten hues that can be told apart in light and dark; a tool that has none of them takes the grey of the rest. */
const tools = [
  ['Bash', '#ff9830'],
  ['Read', '#5794f2'],
  ['Edit', '#73bf69'],
  ['Write', '#1fb5ad'],
  ['Agent|Task', '#b877d9'],
  ['Grep', '#6ed0e0'],
  ['Glob', '#3f6db3'],
  ['WebFetch', '#f2cc0c'],
  ['WebSearch', '#b8860b'],
  ['mcp_tool|mcp', '#e0559c'],
  ['Skill', '#9d7ff5'],
  ['(?!(?:Bash|Read|Edit|Write|Agent|Task|Grep|Glob|WebFetch|WebSearch|mcp_tool|mcp|Skill)$).*', '#8e8e8e'],
] as const;

/** Colours of label values, by label; patterns match the whole legend. */
export const colours: Readonly<Record<string, readonly (readonly [pattern: string, colour: string])[]>> = {
  model: [
    ['.*opus.*', 'purple'],
    ['.*sonnet.*', 'blue'],
    ['.*haiku.*', 'green'],
    ['.*fable.*|.*mythos.*', 'orange'],
    ['other', '#8e8e8e'],
  ],
  type: [
    ['input', 'blue'],
    ['output', 'orange'],
    ['cacheRead', 'green'],
    ['cacheCreation', 'yellow'],
    ['added', 'green'],
    ['removed', 'red'],
    ['user', 'blue'],
    ['cli', 'purple'],
  ],
  query_source: [
    ['main', 'blue'],
    ['subagent', 'purple'],
    ['auxiliary', '#8e8e8e'],
  ],
  decision: [
    ['accept', 'green'],
    ['reject', 'red'],
  ],
  verdict: [
    ['allow', 'green'],
    ['ask|would_ask', 'yellow'],
    ['deny', 'red'],
    ['would_deny', 'orange'],
  ],
  outcome: [
    ['success|allowed|folded|accepted|ok', 'green'],
    ['failure|error|refused|failed|blocking', 'red'],
    ['denied|non_blocking_error', 'orange'],
    ['interrupted|cancelled|duplicate|asked', '#8e8e8e'],
  ],
  tool_name: tools,
  tool: tools,
  signal: [
    ['metrics', 'blue'],
    ['logs', 'purple'],
  ],
  start_type: [
    ['fresh', 'blue'],
    ['resume', 'purple'],
    ['continue', 'green'],
  ],
  effort: [
    ['low', 'green'],
    ['medium', 'blue'],
    ['high', 'orange'],
    ['xhigh|max', 'red'],
    ['no effort level', '#8e8e8e'],
  ],
  permission_mode: [
    ['default', 'blue'],
    ['acceptEdits', 'green'],
    ['plan', 'purple'],
    ['bypassPermissions', 'orange'],
    ['dontAsk', 'yellow'],
    ['auto', 'light-blue'],
  ],
  // Who decided on a tool call, or what began a session.
  source: [
    ['config', 'blue'],
    ['hook', 'purple'],
    ['user_temporary', 'green'],
    ['user_permanent', 'yellow'],
    ['user_reject', 'red'],
    ['user_abort', 'orange'],
    ['startup', 'blue'],
    ['resume', 'purple'],
    ['compact', 'yellow'],
    ['clear', '#8e8e8e'],
  ],
  status: [
    ['connected|ok|success', 'green'],
    ['failed|error|refused', 'red'],
    ['disconnected|pending', '#8e8e8e'],
  ],
  trigger: [
    ['auto', 'blue'],
    ['manual', 'purple'],
  ],
  moment: [
    ['before', 'orange'],
    ['after', 'green'],
  ],
  speed: [
    ['normal', 'blue'],
    ['fast', 'orange'],
  ],
  ttl: [
    ['5m', 'blue'],
    ['1h', 'purple'],
  ],
  notification_type: [
    ['idle_prompt', 'blue'],
    ['permission_prompt', 'orange'],
  ],
  part: [
    ['people', 'orange'],
    ['models', 'purple'],
    ['tools', 'blue'],
    ['hooks', 'yellow'],
  ],
  success: [
    ['true', 'green'],
    ['false', 'red'],
  ],
  status_code: [
    ['5..', 'red'],
    ['4..', 'yellow'],
    ['429', 'orange'],
  ],
};

const modes = {
  default: 'Default',
  acceptEdits: 'Accept edits',
  plan: 'Plan',
  bypassPermissions: 'Bypass',
  dontAsk: "Don't ask",
  auto: 'Auto',
} as const;

/** Words for label values that mean nothing to people. */
export const valueNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  success: { true: 'Success', false: 'Failure' },
  outcome: {
    success: 'Success',
    failure: 'Failure',
    allowed: 'Allowed',
    denied: 'Denied',
    asked: 'Asked',
    interrupted: 'Interrupted',
    cancelled: 'Cancelled',
    folded: 'Counted',
    duplicate: 'Already counted',
    accepted: 'Accepted',
    refused: 'Refused',
    blocking: 'Blocking error',
    non_blocking_error: 'Error that did not block',
  },
  status: { connected: 'Connected', disconnected: 'Disconnected', pending: 'Pending', failed: 'Failed' },
  moment: { before: 'Before', after: 'After' },
  trigger: { auto: 'Automatic', manual: 'Manual' },
  part: { people: 'People', models: 'Models', tools: 'Tools', hooks: 'Hooks' },
  type: {
    input: 'Input',
    output: 'Output',
    cacheRead: 'Cache reads',
    cacheCreation: 'Cache writes',
    added: 'Added',
    removed: 'Removed',
    user: 'You',
    cli: 'Claude',
  },
  query_source: { main: 'Main conversation', subagent: 'Subagents', auxiliary: 'Titles and summaries' },
  start_type: { fresh: 'New', resume: 'Resumed', continue: 'Continued' },
  decision: { accept: 'Accepted', reject: 'Refused' },
  source: {
    config: 'Settings',
    hook: 'Hook',
    user_temporary: 'You, once',
    user_permanent: 'You, for good',
    user_reject: 'You refused',
    user_abort: 'You interrupted',
    startup: 'New',
    resume: 'Resumed',
    compact: 'After compaction',
    clear: 'After /clear',
  },
  permission_mode: modes,
  from_mode: modes,
  to_mode: modes,
  notification_type: { idle_prompt: 'Waiting for input', permission_prompt: 'Waiting for permission' },
  reason: { prompt_input_exit: 'Left at the prompt', logout: 'Signed out', clear: 'Cleared', other: 'Other' },
  window: { five_hour: 'Five hours', seven_day: 'Week', spend_limit: 'Spend limit' },
  period: { daily: 'Day', weekly: 'Week', monthly: 'Month' },
  provider: { firstParty: 'Anthropic', bedrock: 'Bedrock', vertex: 'Vertex' },
};

/** Colours of series that have a name of their own instead of a label's value. */
export const namedColours: Readonly<Record<string, string>> = {
  Commits: 'blue',
  'Pull requests': 'purple',
  p50: 'blue',
  p95: 'purple',
  'By telemetry': 'blue',
  'By hooks': 'purple',
  Accepted: 'blue',
  Refused: 'red',
  'Active in a day': 'blue',
  'Active in a week': 'purple',
  'Active in a month': 'green',
};

/** The colour of bars whose names say enough, and of a curve that is alone. */
export const plain = 'blue';

/**
 * Units that Grafana writes in an odd way, and those that it writes as people do. Money is exact to the cent however much
 * it is, `$1,480.23`; what is counted one by one is written out, `3,460`; tokens, which come in millions, are `95.1M`.
 */
export const writtenAs: Partial<Record<Unit, Unit>> = {
  currencyUSD: 'currency:financial:$',
  short: 'locale',
  sishort: 'currency:',
  // A moment of the next days: `Thu 3 Dec, 09:00` has room beside another one.
  dateTimeAsLocalNoDateIfToday: 'time:ddd D MMM, HH:mm',
};

/** Digits after the point, where the unit asks for a fixed number. */
export const decimals: Partial<Record<Unit, number>> = { currencyUSD: 2, percentunit: 1, clocks: 1 };

/** The width of the grid, and heights of the kinds of panels, in rows of 30 pixels. */
export const grid = { columns: 24, stat: 3, chart: 8, table: 9 } as const;

/** Bars: the most points a chart asks for, so that each bar can be seen and queries stay cheap. */
export const mostBars = 96;

/** Big numbers are this high and no higher, in pixels, so that a row of them is one row. */
export const bigNumber = 33;

export const noData = 'No data in this range';

/** A hashed person is this; the first part tells people apart, and is all that is shown. */
export const hashed = '^([0-9a-f]{12})[0-9a-f]{52}$';
