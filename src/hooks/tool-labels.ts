/** Tools of the client itself. Their counters are shown as 0 from the beginning. */
export const commonTools = [
  'Bash',
  'Read',
  'Edit',
  'Write',
  'Glob',
  'Grep',
  'Agent',
  'Task',
  'Skill',
  'WebFetch',
  'WebSearch',
  'NotebookEdit',
  'TodoWrite',
] as const;

/** What the client's own telemetry calls every MCP tool. */
export const mcpTool = 'mcp_tool';

/** A name that may become a label; anything else could carry text of the person. */
const plain = /^[A-Za-z][\w.:-]{0,63}$/;

/** `value` when it is a plain name, else `other`; `none` when there is none. */
export const nameLabel = (value: string | undefined): string => {
  if (!value) return 'none';
  return plain.test(value) ? value : 'other';
};

export interface ToolLabels {
  readonly tool: string;
  /** Empty for tools of the client itself. */
  readonly mcp_server: string;
}

/**
 * Labels of a tool: MCP tools (`mcp__<server>__<tool>`) are counted by their server, because their number is not
 * bounded by anything.
 */
export const toolLabels = (name: string | undefined): ToolLabels => {
  const server = name?.startsWith('mcp__') ? (name.slice(5).split('__')[0] ?? '') : undefined;
  return server === undefined
    ? { tool: nameLabel(name), mcp_server: '' }
    : { tool: mcpTool, mcp_server: nameLabel(server) };
};
