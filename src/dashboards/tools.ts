import { bars, lines } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { grid } from '../panels/style.ts';
import { heatmap, table } from '../panels/tables.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import { titled } from '../signals/signal.ts';
import * as subagents from '../signals/subagents.ts';
import * as tools from '../signals/tools.ts';
import * as traces from '../signals/traces.ts';
import type { Dashboard } from './dashboard.ts';
import { failingTools } from './records.ts';

export const toolsDashboard: Dashboard = {
  name: 'tools',
  title: 'Claude Code / Tools',
  description:
    'Which tools work, which fail, and which are slow; MCP servers, skills, plugins and subagents.',
  choices: ['team', 'project', 'tool'],
  rows: [
    {
      title: 'Do the tools work',
      panels: [
        compared(tools.toolCalls),
        stat(tools.toolSuccess),
        compared(tools.failedCalls, { more: 'worse' }),
        stat(tools.medianDuration),
        stat(tools.slowDuration),
        stat(subagents.subagents),
      ],
    },
    {
      title: 'Use',
      panels: [
        ranking(tools.toolCallsByTool),
        bars(tools.toolCallsByTool, { title: 'Tool calls over time', width: 16 }),
        table({
          title: 'Tools',
          description:
            'One row for each tool that ran in the range. Durations and sizes: all teams and projects.',
          rows: { tool_name: 'Tool' },
          columns: [
            titled(tools.toolCallsByTool, 'Calls'),
            titled(tools.failuresByTool, 'Failures'),
            tools.toolErrorRateByTool,
            tools.medianByTool,
            tools.slowByTool,
            tools.resultSize,
          ],
        }),
      ],
    },
    {
      title: 'Failures',
      panels: [
        failingTools({ width: 16 }),
        ranking(tools.failuresByTool, { height: grid.table }),
        bars(tools.callsByOutcome, { width: 16 }),
        ranking(tools.failuresByReason),
        bars(tools.usesByOutcome, { width: 12 }),
        lines(tools.toolErrorRateByTool, { title: 'Error rate by tool' }),
      ],
    },
    {
      title: 'Speed and size',
      panels: [
        lines([tools.medianDuration, tools.slowDuration], {
          title: 'Duration of tool calls',
          description: 'Half, and nineteen of twenty, of the calls were faster. All teams and projects.',
        }),
        heatmap(tools.durationSpread),
        lines(tools.slowByTool, { title: 'p95 duration by tool' }),
        heatmap(tools.resultSizeSpread),
        ranking(tools.slowByHooks, { width: 24 }),
      ],
    },
    {
      title: 'MCP servers',
      panels: [
        ranking(tools.usesByMcpServer),
        bars(tools.connections, { width: 8 }),
        ranking(tools.connectionErrors),
      ],
    },
    {
      title: 'Skills, plugins, commands',
      panels: [
        ranking(tools.skills),
        shares(tools.skillTriggers),
        ranking(tools.slashCommands),
        ranking(tools.plugins),
        ranking(tools.pluginInstalls),
        ranking(tools.mentionsByType),
      ],
    },
    {
      title: 'Traces',
      panels: [
        table({
          title: 'Spans by name',
          description: 'One row for each kind of span that there was in the range.',
          rows: { span: 'Span' },
          columns: [traces.spansByName, traces.spanErrorRate, traces.medianSpan, traces.slowSpan],
          height: 6,
        }),
        lines(traces.slowSpan, { title: 'p95 duration by span', width: 24 }),
      ],
    },
    {
      title: 'Subagents',
      panels: [
        bars(subagents.subagentsByType, { width: 12 }),
        shares(subagents.subagentsByModel, { width: 12 }),
        table({
          title: 'Types of subagents',
          description: 'One row for each type of subagent that completed in the range.',
          rows: { agent_type: 'Type' },
          columns: [
            titled(subagents.subagentsByType, 'Completed'),
            subagents.slowByType,
            subagents.toolUsesPerSubagent,
          ],
          height: 6,
        }),
      ],
    },
  ],
};
