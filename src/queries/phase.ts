/**
 * The phase that a tool call was made in: the permission mode (`plan`, `acceptEdits`, …); where nothing says it, the slash
 * command or skill that the turn began with. Defined once, for every query that asks by phase.
 */
export const phase = (call: string, turn: string): string =>
  `coalesce(${call}.permission_mode, ${turn}.permission_mode, ${turn}.command, 'unknown')`;
