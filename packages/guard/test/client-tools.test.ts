import { describe, expect, it } from 'vitest';
import { judge } from '../judge.ts';
import { defaultPolicy } from '../tighten.ts';
import { fileTools, harmlessTools } from '../tools/client-tools.ts';

/** The tools the client names to the model, by its version. */
// biome-ignore format: a table
const versions: Readonly<Record<string, string>> = {
  '2.1.197': 'Agent AskUserQuestion Bash BashOutput CronCreate CronDelete CronList Edit EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob Grep KillShell ListMcpResourcesTool NotebookEdit Read ReadMcpResourceTool Skill Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoWrite ToolSearch WebFetch WebSearch Write',
  '2.1.329': 'Agent AskUserQuestion Bash CronCreate CronDelete CronList Edit EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob Grep ListAgents Monitor NotebookEdit PowerShell Read ReportFindings ScheduleWakeup SendMessage Skill TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate ToolSearch WebFetch WebSearch Workflow Write',
  '2.1.332': 'Agent AskUserQuestion Bash CronCreate CronDelete CronList Edit EnterWorktree ExitWorktree ListAgents Monitor NotebookEdit PowerShell Read ReportFindings ScheduleWakeup SendMessage Skill TaskStop ToolSearch WebFetch WebSearch Workflow Write',
};

/** For each tool that is judged, a call of it that must not pass. */
// biome-ignore format: a table
const judged: Readonly<Record<string, unknown>> = {
  Bash: { command: 'cat .env' }, PowerShell: { command: 'Get-Content .env' }, Monitor: { command: 'cat .env', description: 'x', timeout_ms: 1 },
  Read: { file_path: '.env' }, Edit: { file_path: '.env', old_string: 'a', new_string: 'b' }, Write: { file_path: '.env', content: 'x' }, NotebookEdit: { notebook_path: '.env', new_source: 'x' }, Grep: { pattern: 'x', path: '.env' },
  WebFetch: { url: 'file:///home/dev/.ssh/id_rsa', prompt: 'x' }, ReadMcpResourceTool: { server: 'files', uri: 'file:///home/dev/project/.env' },
  ExitWorktree: { action: 'remove', discard_changes: true }, EnterWorktree: { path: '/home/dev/.ssh' },
  Workflow: { script: "require('child_process').execSync('rm -rf ~')" },
};

const decide = (tool: string, input: unknown) =>
  judge(
    { tool, input, cwd: '/home/dev/project', project: '/home/dev/project', home: '/home/dev' },
    defaultPolicy,
  );

describe.each(Object.entries(versions))('every tool of client %s', (_, list) => {
  it.each(list.split(' '))('%s is judged, or harmless for a reason', (tool) => {
    const listed = Object.hasOwn(harmlessTools, tool);
    expect({ tool, listed: listed || Object.hasOwn(judged, tool) }).toEqual({ tool, listed: true });
    if (listed) expect(harmlessTools[tool]).toMatch(/\.$/);
    if (Object.hasOwn(judged, tool))
      expect({ tool, decision: decide(tool, judged[tool]).decision }).not.toEqual({
        tool,
        decision: 'allow',
      });
  });
});

describe('a tool that nobody listed', () => {
  // biome-ignore format: a table
  it.each([
    ['NewShell', { command: 'rm -rf ~' }], ['runner', { cmd: ['rm', '-rf', '/home/dev'] }], ['local_shell', { command: ['bash', '-lc', 'cat .env'] }], ['run_in_terminal', { command: 'cat .env', explanation: 'x', isBackground: false }],
    ['run_shell_command', { command: 'cat .env' }], ['exec_command', { cmd: 'cat ~/.ssh/id_rsa' }], ['create_and_run_task', { task: { label: 'x', type: 'shell', command: 'rm', args: ['-rf', '/home/dev'] } }],
    ['read_file', { absolute_path: '/home/dev/project/.env' }], ['read', { filePath: '/home/dev/project/.env' }], ['view', { path: '/home/dev/project/.env' }], ['read_many_files', { paths: ['a.ts', '.env'] }],
    ['create_file', { filePath: '/home/dev/.ssh/authorized_keys', content: 'x' }], ['replace_string_in_file', { filePath: '.env', oldString: 'a', newString: 'b' }], ['apply_patch', { input: '*** Begin Patch\n*** Update File: .env\n@@\n-a\n+b\n*** End Patch' }],
    ['mcp__ide__executeCode', { code: "import shutil; shutil.rmtree('/home/dev')" }], ['Anything', { script_path: '/home/dev/.ssh/id_rsa' }], ['x', { nested: { deeper: [{ command: 'rm -rf ~' }] } }], ['y', 'rm -rf ~'],
  ] as const)('%s is judged by what it carries', (tool, input) => {
    expect(decide(tool, input).decision).toBe('deny');
  });

  it.each([
    'mcp__mongodb__drop-collection',
    'mcp__kubernetes__kubectl_delete',
    'mcp__supabase__reset_branch',
    'mcp__x__deleteProject',
  ])('%s deletes by its name and is asked about', (tool) => {
    expect(decide(tool, { id: 'b' })).toMatchObject({ decision: 'ask', pattern: 'tool-delete' });
  });

  it.each([
    'mcp__x__list_deleted',
    'mcp__browser__reset_zoom',
    'mcp__x__get_user',
    'mcp__browser__clear_form',
    'mcp__x__undelete_item',
  ])('%s does not', (tool) => {
    expect(decide(tool, { id: 'b' }).decision).toBe('allow');
  });

  it('of a shape nobody knows is read within bounds, and what was not read is a question', () => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < 5000; depth++) nested = { a: nested };
    expect(decide('Strange', nested).decision).toBe('ask');
    expect(decide('Strange', null).decision).toBe('allow');
    expect(decide('Strange', 12).decision).toBe('allow');
    expect(decide('Bash', { command: ['rm', '-rf', '/'] }).decision).toBe('deny');
    expect(decide('Bash', { command: 'echo a\u0000; rm -rf ~' }).decision).toBe('deny');
    expect(decide('Bash', { command: { toString: 'rm -rf ~' } }).decision).toBe('deny');
  });
});

it('lists no tool twice', () => {
  expect(Object.keys(fileTools).filter((tool) => Object.hasOwn(harmlessTools, tool))).toEqual([]);
});
