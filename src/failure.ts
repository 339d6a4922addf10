/** Exit codes of the command line; `docs/cli.md` explains them to people. */
export const exitCode = {
  ok: 0,
  /** Something went wrong that is not a wrong input: a component died, a download failed. */
  failed: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** What was asked about is not running or not healthy. */
  unhealthy: 3,
  /** A person said no, or pressed Ctrl-C. */
  cancelled: 130,
} as const;

export interface FailureDetails {
  /** Where: file and key, port and process, component. */
  readonly where?: string;
  /** What the person can do about it, as a sentence or a command. */
  readonly fix?: string;
  readonly exitCode?: number;
  readonly cause?: unknown;
}

/** An expected failure, told to a person as what happened, where, and what to do. Never shown with a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly where: string | undefined;
  readonly fix: string | undefined;
  readonly exitCode: number;

  constructor(what: string, { where, fix, exitCode: code = exitCode.failed, cause }: FailureDetails = {}) {
    super(what, { cause });
    this.where = where;
    this.fix = fix;
    this.exitCode = code;
  }

  /** The whole message, one line each for what, where and fix. */
  get text(): string {
    return [this.message, this.where && `  where: ${this.where}`, this.fix && `  fix:   ${this.fix}`]
      .filter(Boolean)
      .join('\n');
  }
}
