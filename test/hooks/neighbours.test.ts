import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bash, openService } from './open.ts';

/** What other agents hand to a hook, as recorded from them. */
interface Recorded {
  readonly agent: string;
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

const recorded: readonly Recorded[] = readFileSync(path.join(import.meta.dirname, 'neighbours.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const isBefore = ({ event }: Recorded): boolean =>
  ['PreToolUse', 'BeforeTool', 'tool.execute.before'].includes(event);

/** The recorded call with another command in it, wherever the agent keeps it. */
const running = ({ payload }: Recorded, command: string): Record<string, unknown> => {
  const copy = structuredClone(payload) as Record<string, { args?: unknown; callID?: string } | undefined>;
  // Each call is another one.
  if (copy['tool_use_id']) copy['tool_use_id'] = command as never;
  if (copy['input']?.callID) copy['input'].callID = command;
  if (copy['output']?.args) copy['output'].args = { command };
  else copy['tool_input'] = { command } as never;
  return copy;
};

const reads: Readonly<Record<string, (answer: Record<string, unknown>) => unknown>> = {
  codex: ({ hookSpecificOutput }) => hookSpecificOutput,
  qwen: ({ hookSpecificOutput }) => hookSpecificOutput,
  copilot: ({ permissionDecision }) => ({ permissionDecision }),
  gemini: ({ decision }) => ({ permissionDecision: decision }),
  opencode: ({ decision }) => ({ permissionDecision: decision === 'block' ? 'deny' : decision }),
};

test.each(recorded.filter(isBefore).map((one) => [one.agent, one.event, one] as const))(
  "%s's %s is judged by what it carries, answered in its form, and an ask is a deny",
  async (agent, _, one) => {
    const { post, samples } = await openService();
    expect(await post(running(one, 'ls'))).toEqual({ status: 204, text: '' });
    for (const command of ['rm -rf ~/Documents', 'git push --force']) {
      const { status, text } = await post(running(one, command), { 'x-event-id': command.slice(0, 2) });
      expect(status).toBe(200);
      expect(reads[agent]?.(JSON.parse(text))).toMatchObject({ permissionDecision: 'deny' });
    }
    const counted = Object.keys(await samples());
    expect(counted.some((name) => name.includes(`client="${agent}"`))).toBe(true);
    expect(counted.filter((name) => name.startsWith('claude_code'))).toEqual([]);
  },
);

test('what other agents tell is counted under their names, and moves no number of Claude Code', async () => {
  const { post, samples, journal } = await openService();
  for (const { payload } of recorded) expect((await post(payload)).status).toBeOneOf([200, 204]);
  const counted = Object.keys(await samples());
  for (const agent of new Set(recorded.map((one) => one.agent)))
    expect(counted.some((name) => name.includes(`client="${agent}"`))).toBe(true);
  expect(counted.filter((name) => name.startsWith('claude_code'))).toEqual([]);
  expect(journal.activeSessions(Date.now())).toBe(0);
});

test.each([
  ['without a session', { session_id: undefined }],
  ['without an event', { hook_event_name: undefined }],
  ['with the input as a text of JSON', { tool_input: JSON.stringify({ command: 'rm -rf /' }) }],
  ['with the command as the input', { tool_input: 'rm -rf /' }],
  [
    "in Copilot's names",
    {
      hook_event_name: undefined,
      tool_name: undefined,
      tool_input: undefined,
      toolName: 'bash',
      toolArgs: '{"command":"rm -rf /"}',
    },
  ],
  ["in VS Code's names", { hook_event_name: undefined, hookEventName: 'PreToolUse' }],
  ['with arguments under another name', { tool_input: undefined, args: { command: 'rm -rf /' } }],
  ['without a tool', { tool_name: undefined }],
])('a call %s is judged', async (_, fields) => {
  const { post } = await openService();
  const { text } = await post(bash('rm -rf /', fields));
  expect(text).toMatch(/"(?:permissionDecision|decision)":"(?:deny|block)"/);
});
