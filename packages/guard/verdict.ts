/** What the guard answers to a call, mildest first. */
export type Decision = 'allow' | 'ask' | 'deny';

/** What a pattern is about; the unit of an override in the policy and a label of the verdict metric. */
export const categories = [
  'delete',
  'device',
  'git',
  'secret',
  'environment',
  'remote-code',
  'permission',
  'system',
  'container',
  'infrastructure',
  'database',
  'stack',
  'unreadable',
] as const;
export type Category = (typeof categories)[number];

/** The guard's answer to one tool call. */
export interface Verdict {
  decision: Decision;
  /** Id of the pattern that decided; '' when the call is allowed and no pattern matched. */
  pattern: string;
  category: string;
  /** One sentence for a person: what the call would do. */
  reason: string;
  /** What to do instead; '' when there is nothing to say. */
  suggestion: string;
  /** Profile `audit` only: what the default profile would have decided. */
  would?: Decision;
}

/** One tool call as the hook payload describes it. Nothing in it is ever executed or looked up on disk. */
export interface Call {
  /** Tool name of the client: `Bash`, `Read`, `PowerShell`, `mcp__files__read_file`, ... */
  readonly tool: string;
  /** The `tool_input` of the payload, whatever its shape. */
  readonly input: unknown;
  /** Absolute path of the folder a command starts in. */
  readonly cwd: string;
  /** Absolute path of the project root, which places are judged by; the current folder when it is not known. */
  readonly project?: string | undefined;
  /** Absolute path of the user's home folder. */
  readonly home: string;
}

const severity: Record<Decision, number> = { allow: 0, ask: 1, deny: 2 };

/** The harder of two decisions. */
export const harder = (one: Decision, other: Decision): Decision =>
  severity[one] >= severity[other] ? one : other;
