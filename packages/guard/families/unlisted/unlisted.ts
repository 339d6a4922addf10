import { reportArguments } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import type { Invocation } from '../../shell/shell.ts';
import { derived, mark } from '../../text/text.ts';

// biome-ignore format: a table
export const unlistedPatterns = definePatterns({
  'unlisted-delete': { category: 'infrastructure', decision: ask, brief: 'Tells a program that the guard has no entry for to delete or destroy', why: 'Command lines of services name their deletions alike, and most have no undo.', suggestion: 'Look at what it names first, for example with `list` or `show`.', catches: ['acmecloud servers delete web-1', 'acmecloud destroy --yes', 'acmecloud apps:destroy web', 'acmecloud delete-cluster prod'], spares: ['acmecloud servers list', 'acmecloud destroy --help', 'acmecloud help delete', './scripts/clean delete'] },
});

/** Operands that are looked at, and their length: the verb of a command line is one of its first words, and short. */
const mostOperands = 4;
const longestVerb = 80;

const deletes =
  /^((permanent(ly)?|force|batch|bulk)-)?(delete|destroy|terminate|nuke|teardown|tear-down|undeploy|wipe|decommission|obliterate)(-all)?$|^[\w.:-]+[:.](delete|destroy|drop|wipe|purge|remove|terminate)$|^(delete|destroy|drop|wipe|purge|terminate)-[a-z-]+$/;

/** Words behind which the rest is a topic, a name or a setting of the program itself, not a verb. */
const asks =
  /^(help|search|find|grep|explain|docs?|man|show|describe|get|list|ls|test|completion|new|create|add|init|generate|g|run|exec|install|info|config|settings?|cache|alias|plugins?|extensions?|hooks?)$/;

const looksOnly = ['help', 'h', 'dry-run', 'dryrun', 'n', 'check', 'plan', 'version'];

const reveals = [
  'reveal',
  'reveal-secrets',
  'show-secret',
  'show-secrets',
  'show-token',
  'show-password',
  'show-passwords',
  'expose-token',
  'unmask',
  'with-decryption',
];

const storedThing =
  /^((api|access|service|auth|deploy|signing)-?_?)?(secret|token|credential|password|key)s?$|^vault$/;
const prints = /^(show|reveal|view|print|export|dump|access|decrypt|issue)$/;

/** `auth token`, `print-access-token`, `secrets reveal NAME`, `env pull`. */
const printsStored = (words: readonly string[]): boolean =>
  words.some(
    (word, at) =>
      /^(print|get)-?((access|identity|auth|id)-)?(token|secret|password|credentials)$/.test(word) ||
      (storedThing.test(word) && prints.test(words[at + 1] ?? '')) ||
      (word === 'auth' && words[at + 1] === 'token' && words.length === at + 2) ||
      (/^(env|environment)$/.test(word) && words[at + 1] === 'pull') ||
      /^(env|secrets?)[:.](pull|get|show|reveal)$/.test(word),
  );

/**
 * A program that no table lists: what its arguments name may be secrets, and its verbs are read as those of any other
 * command line. Returns what it prints.
 */
export const unlisted = (call: Invocation): string => {
  const { args, reading, state, stdin } = call;
  reportArguments(args, reading, state);
  const given = options(args);
  const words = given.operands.slice(0, mostOperands).filter((word) => word.length <= longestVerb);
  const asked = words.findIndex((word) => asks.test(word));
  const verbs = asked < 0 ? words : words.slice(0, asked);
  if (!given.has(...looksOnly) && verbs.some((word) => deletes.test(word)))
    reportCall(unlistedPatterns['unlisted-delete'], call);
  const output = derived(stdin);
  return given.has(...reveals) || printsStored(words) ? output + mark.stored : output;
};
