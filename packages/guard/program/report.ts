import type { Pattern } from '../findings/pattern.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { plain } from '../text/text.ts';
import { options } from './options.ts';

/** Reports a pattern with the whole command line as its detail. */
export const reportCall = (pattern: Pattern, { reading, name, args }: Invocation): undefined => {
  reading.report(pattern, plain(`${name} ${args.join(' ')}`));
  return undefined;
};

const explainsItself = (call: Invocation): boolean =>
  options(call.args).has('help', 'version', 'V', 'dry-run', 'no-act');

/** A program that always does what a pattern says, unless it only explains itself. */
export const always =
  (pattern: Pattern): Program =>
  (call) =>
    explainsItself(call) ? undefined : reportCall(pattern, call);

/** A program that does what a pattern says when its arguments, joined by spaces, look so. */
export const when =
  (pattern: Pattern, test: RegExp, except?: RegExp): Program =>
  (call) => {
    const line = plain(call.args.join(' '));
    return test.test(line) && !except?.test(line) ? reportCall(pattern, call) : undefined;
  };
