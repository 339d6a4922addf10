import type { Panel, PanelOptions } from '../panels/panel.ts';
import { records } from '../panels/records.ts';

/** Lists of sessions and calls that several boards show. */

export const dearestSessions = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'Most expensive sessions',
    description: 'Sessions that began in the range, by cost. A row leads to what happened in the session.',
    board: 'sessions',
    query: 'board-sessions',
    columns: [
      { name: 'session_id', title: 'Session', as: 'session' },
      { name: 'cost_usd', title: 'Cost', as: 'money' },
      { name: 'project', title: 'Project', as: 'text', label: 'project' },
      { name: 'person', title: 'Person', as: 'text', label: 'user' },
      { name: 'prompts', title: 'Prompts', as: 'count' },
      { name: 'tool_failures', title: 'Failed calls', as: 'count' },
      { name: 'blocks', title: 'Blocks', as: 'count' },
      { name: 'minutes', title: 'Length', as: 'minutes' },
      { name: 'started', title: 'Started', as: 'time' },
    ],
    empty: 'No session in this range',
  });

export const failingTools = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'Failures by tool and error',
    description: 'Which tools fail, with which error, and where that was seen last.',
    board: 'tools',
    query: 'board-failures',
    columns: [
      { name: 'tool', title: 'Tool', as: 'text', label: 'tool' },
      { name: 'error', title: 'Error', as: 'text' },
      { name: 'failures', title: 'Failures', as: 'count' },
      { name: 'sessions', title: 'Sessions', as: 'count' },
      { name: 'last_seen', title: 'Last seen', as: 'time' },
      { name: 'session_id', title: 'In session', as: 'session' },
    ],
    empty: 'No failed tool call in this range',
  });

export const lastBlocks = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'Last blocks',
    description:
      'What the guard denied or asked about, the newest first. The command is there where `privacy.tools` keeps it; the code that allows a call once: `start-observability blocks`.',
    board: 'security',
    query: 'board-blocks',
    columns: [
      { name: 'time', title: 'When', as: 'time' },
      { name: 'tool', title: 'Tool', as: 'text', label: 'tool' },
      { name: 'verdict', title: 'Verdict', as: 'text' },
      { name: 'pattern', title: 'Pattern', as: 'text' },
      { name: 'project', title: 'Project', as: 'text', label: 'project' },
      { name: 'session_id', title: 'Session', as: 'session' },
      { name: 'command', title: 'Command', as: 'text' },
    ],
    empty: 'Nothing was blocked in this range',
  });

export const hoursOfTheWeek = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'Sessions by hour of the week',
    description: 'When sessions begin, in the configured time zone. The darker, the more.',
    board: 'sessions',
    query: 'board-hours',
    layout: 'week',
    columns: [
      { name: 'weekday', title: 'Day', as: 'count' },
      { name: 'hour', title: 'Hour', as: 'count' },
      { name: 'sessions', title: 'Sessions', as: 'count' },
    ],
    empty: 'No session in this range',
  });

export const costByTool = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'Cost by tool, estimated',
    description:
      'What it cost to take the results of each tool into the context once: four bytes are taken for a token, at the price of the session. Later requests read them from the cache again; that is not in it.',
    board: 'tools',
    query: 'board-tool-cost',
    columns: [
      { name: 'tool', title: 'Tool', as: 'text', label: 'tool' },
      { name: 'mcp_server', title: 'MCP server', as: 'text' },
      { name: 'cost_usd', title: 'About', as: 'money' },
      { name: 'tokens', title: 'Tokens, about', as: 'count' },
      { name: 'calls', title: 'Calls', as: 'count' },
    ],
    empty: 'No tool call with a result in this range',
  });

export const mergedPulls = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'What each merged pull request cost',
    description:
      'Pull requests merged in the range: what the turns on their branch cost until then. `start-observability pulls` tells which were merged, as git says.',
    board: 'code',
    query: 'board-merged-pulls',
    columns: [
      { name: 'merged', title: 'Merged', as: 'time' },
      { name: 'repository', title: 'Repository', as: 'text' },
      { name: 'pull', title: 'Pull request', as: 'text' },
      { name: 'branch', title: 'Branch', as: 'text' },
      { name: 'sessions', title: 'Sessions', as: 'count' },
      { name: 'turns', title: 'Turns', as: 'count' },
      { name: 'cost_usd', title: 'Cost', as: 'money' },
    ],
    empty: 'No merged pull request is known in this range: start-observability pulls',
  });

export const pastPlanWindows = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'How full each past window got',
    description:
      "Windows of five hours and of a week that ended in the range, by account: the share that was used at the last report, and when the limit was reached. Limits are an account's: the choices of the board do not narrow them.",
    board: 'cost',
    query: 'board-plan-windows',
    isNarrowed: false,
    columns: [
      { name: 'ended', title: 'Ended', as: 'time' },
      { name: 'plan_window', title: 'Window', as: 'text', words: 'window' },
      { name: 'account', title: 'Account', as: 'text' },
      { name: 'used', title: 'Used', as: 'share' },
      { name: 'reached', title: 'Full at', as: 'time' },
      { name: 'reported', title: 'Last report', as: 'time' },
    ],
    empty: 'No window of a plan ended in this range, or none was reported',
  });

export const contextParts = (options: PanelOptions = {}): Panel =>
  records({
    ...options,
    title: 'What fills the context, estimated',
    description:
      'Tokens that each part adds to a session, in the mean: four bytes are taken for a token. The client reports how large a request is, not what is in it, so that all that comes before the first prompt is one part.',
    board: 'hooks',
    query: 'board-context',
    columns: [
      { name: 'part', title: 'Part', as: 'text' },
      { name: 'tokens', title: 'Tokens, about', as: 'count' },
      { name: 'share', title: 'Share', as: 'share' },
    ],
    empty: 'No request in this range',
  });
