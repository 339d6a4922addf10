import type { OptionSpec, Options } from '../../program/options.ts';
import type { Invocation } from '../../shell/shell.ts';

/** One git subcommand: its options, and what it does with its arguments. */
export interface Subcommand {
  readonly options?: OptionSpec;
  readonly read: ReadSubcommand;
}

export type ReadSubcommand = (given: Options, call: Invocation) => string | undefined;

/** The last of two opposite switches wins. */
export const lastOf = (
  given: Options,
  on: readonly string[],
  off: readonly string[],
  start: boolean,
): boolean => {
  let state = start;
  for (const [name] of given.given) {
    if (on.includes(name)) state = true;
    if (off.includes(name)) state = false;
  }
  return state;
};

export const dry = (given: Options): boolean => lastOf(given, ['n', 'dry-run'], ['no-dry-run'], false);
