import type { Decision } from './findings/decision.ts';
import type { Guarded } from './paths/path.ts';

export type { Decision } from './findings/decision.ts';
export type { Category } from './findings/pattern.ts';

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
  /**
   * Where it is missing: `~/.local/share/start-observability`, `~/.claude`, the project's `.claude`, and the managed
   * settings.
   */
  readonly guarded?: Guarded | undefined;
}
