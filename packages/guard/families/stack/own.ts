import { protectedPatterns } from '../../effects/protected.ts';
import { reportRead } from '../../effects/secrets.ts';
import { ask, definePatterns, deny } from '../../findings/pattern.ts';
import { options } from '../../program/options.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { plain } from '../../text/text.ts';

// biome-ignore format: a table
export const stackPatterns = definePatterns({
  'stack-allow-once': { category: 'stack', decision: deny, brief: 'Lifts a block, the guard or a budget in the place of a person', why: 'A block is worth nothing when the one who was blocked can lift it.', suggestion: 'Tell the person what was refused; they approve it in a terminal of their own.', catches: ['start-observability allow-once ABCD-EFGH', 'npx start-observability guard off 30m --reason x', "tmux send-keys 'start-observability guard approve X' Enter", 'screen -S x -X stuff "start-observability allow-once A\n"', "script -qec 'start-observability allow-once ABCD-EFGH' /dev/null"], spares: ['start-observability blocks', 'start-observability allow-once --help'] },
  'stack-control': { category: 'stack', decision: deny, brief: 'Stops this stack or removes what it counted', why: 'The guard would be off, or the totals gone.', suggestion: 'Tell the person why; they do it in a terminal of their own.', catches: ['start-observability stop', 'npx start-observability reset --yes', '~/.local/share/start-observability/bin/start-observability uninstall'], spares: ['start-observability status', 'start-observability uninstall --help'] },
  'stack-setup': { category: 'stack', decision: ask, brief: 'Changes how this stack is set up, or what it counted', why: 'The guard and the totals depend on it.', suggestion: 'Let a person do it.', catches: ['start-observability setup', 'start-observability restore backup.tar.gz'], spares: ['start-observability setup --print'] },
});

/** Commands of start-observability that stop the guard or remove what it counted. */
const ending = new Set(['stop', 'reset', 'uninstall']);
/** Commands that falsify what it counted, or change what it stops. */
const changing = new Set(['restore', 'setup']);
/** Commands by which a person lifts a block, switches the guard off or lifts a budget. */
const lifts = (command = '', verb = ''): boolean =>
  /^(allow-once|approve|allow)$/.test(command) ||
  (command === 'guard' && /^(off|on|approve|allow|allow-once|disable|pause)$/.test(verb)) ||
  (command === 'budget' && /^(lift|raise|off|reset|override)$/.test(verb));

const harmlessOptions = /^--(help|dry-run|print)$|^-h$/;

/**
 * Our own command line. `allow-once` is how a person confirms a block in a terminal of their own: whoever was blocked
 * must not confirm it, not even through a program that lends a terminal.
 */
const startObservability: Program = ({ args, reading }: Invocation): string | undefined => {
  const [command, verb] = options(args, {}).operands;
  if (args.some((word) => harmlessOptions.test(word))) return undefined;
  const told = plain(['start-observability', ...args].join(' '));
  if (lifts(command, verb)) reading.report(stackPatterns['stack-allow-once'], told);
  else if (command !== undefined && ending.has(command)) reading.report(stackPatterns['stack-control'], told);
  else if (command !== undefined && changing.has(command)) reading.report(stackPatterns['stack-setup'], told);
  else if (command === 'config' && (verb === 'set' || verb === 'unset'))
    reading.report(protectedPatterns['stack-settings'], told);
  else if (command === 'service' && verb === 'remove') reading.report(stackPatterns['stack-control'], told);
  return undefined;
};

const touch: Program = ({ args, reading, state }) => {
  for (const word of options(args, { short: 'drt', valued: 'date reference time' }).operands)
    reportRead(word, reading, state);
  return '';
};

export const ownPrograms: Readonly<Record<string, Program>> = {
  'start-observability': startObservability,
  touch,
};

/** Whether a script that a shell or Node runs is our command line. */
export const isOwnScript = (path: string): boolean =>
  /(^|\/)(dist\/cli\/main\.js|start-observability)$/.test(path);
export const runOwnScript = (call: Invocation): string | undefined => startObservability(call);
