/**
 * Tools of coding agents that carry nothing the guard could judge, and why. Whatever is not listed here is judged by its
 * fields (`fields.ts`); a test walks the client's own list and finds each tool either here or judged.
 */
// biome-ignore format: a table
export const harmlessTools: Readonly<Record<string, string>> = {
  Agent: 'A task in prose for another agent, whose own calls are judged.',
  Task: 'The older name of Agent.',
  Skill: 'Loads a skill; its inline shell is a hook event of its own, and its calls are judged.',
  SlashCommand: 'The older name of Skill.',
  AskUserQuestion: 'A question to the person.',
  CronCreate: 'A prompt for later, whose calls are judged when it runs.',
  CronDelete: 'Takes back a prompt of this session.',
  CronList: 'Lists them.',
  ScheduleWakeup: 'A time to go on.',
  EnterPlanMode: 'A change of mode.',
  ExitPlanMode: 'A plan in prose.',
  ListAgents: 'Lists agents.',
  SendMessage: 'Prose for another agent.',
  ReportFindings: 'Prose for the person.',
  TaskStop: 'Ends a task of this session.',
  TaskOutput: 'Reads what a background command printed; the command was judged.',
  TaskCreate: 'An entry of a list.',
  TaskUpdate: 'An entry of a list.',
  TaskGet: 'An entry of a list.',
  TaskList: 'A list.',
  TodoWrite: 'A list.',
  BashOutput: 'Reads what a background command printed; the command was judged.',
  KillShell: 'Ends a background command of this session.',
  ToolSearch: 'Names of tools.',
  DeferredToolPlaceholder: 'Stands for a tool that is loaded later, under its own name.',
  WebSearch: 'Words for a search engine.',
  Glob: 'Names only: nothing is opened.',
  LS: 'Names only: nothing is opened.',
  ListMcpResourcesTool: 'Names only.',
  StructuredOutput: 'The answer itself.',
  TeamCreate: 'Names of agents.',
  TeamDelete: 'Ends agents of this session.',
  PushNotification: 'Prose for the person.',
};

/** Fields of tools by which the guard judges them, for tools whose fields say too little by their names. */
interface ToolFields {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  /** Fields whose text ends up in a file. */
  readonly contents?: readonly string[];
  /** Fields with globs that pick files to read. */
  readonly globs?: readonly string[];
}

// biome-ignore format: a table
export const fileTools: Readonly<Record<string, ToolFields>> = {
  Read: { reads: ['file_path'] },
  Edit: { writes: ['file_path'], contents: ['new_string'] },
  MultiEdit: { writes: ['file_path'], contents: ['edits'] },
  Write: { writes: ['file_path'], contents: ['content'] },
  NotebookRead: { reads: ['notebook_path'] },
  NotebookEdit: { writes: ['notebook_path'], contents: ['new_source'] },
  Grep: { reads: ['path'], globs: ['glob'] },
  // The other agents' tools for the same.
  grep: { reads: ['path', 'file'], globs: ['glob', 'include', 'fileGlob'] },
  search_file_content: { reads: ['path', 'dir_path'], globs: ['include', 'glob'] },
  grep_search: { reads: ['path'], globs: ['includePattern', 'glob', 'include'] },
  glob: {}, list: {}, list_directory: {}, file_search: {}, ls: {}, list_dir: {}, find_files: {},
};
