import { reportWrite, writePatterns } from '../../effects/write.ts';
import { runText } from '../../program/run.ts';
import { mark } from '../../text/text.ts';
import { configured } from './configured.ts';
import type { ReadSubcommand, Subcommand } from './subcommand.ts';

const rebase: ReadSubcommand = (given, call) => {
  for (const source of given.values('x', 'exec')) runText(source, call);
  return undefined;
};

const bisect: ReadSubcommand = (given, call) => {
  if (given.operands[0] === 'run')
    call.shell.runWords(call.args.slice(call.args.indexOf('run') + 1), call.state.child());
  return undefined;
};

const revParse: ReadSubcommand = (given, call) => {
  if (given.has('show-toplevel')) return `${call.reading.places.project}\n`;
  if (given.has('git-dir', 'absolute-git-dir', 'git-common-dir'))
    return `${call.reading.places.project}/.git\n`;
  return mark.unknown;
};

const lsFiles: ReadSubcommand = (given) =>
  given.operands.length > 0 ? `${given.operands.join('\n')}\n` : `${mark.unknown}\n`;

const configure: ReadSubcommand = (given, call) => {
  const [name = '', value] = given.operands.filter((word) => word !== 'set');
  if (value?.startsWith('!') && name.startsWith('alias.')) runText(value.slice(1), call);
  configured([`${name}=${value ?? ''}`], call);
  // Hooks of every repository, from now on.
  if (value !== undefined && /^core\.(hookspath|fsmonitor)$/i.test(name) && given.has('global', 'system'))
    call.reading.report(writePatterns['start-file-write'], `git config ${name} ${value}`);
  return mark.unknown;
};

const move: ReadSubcommand = (given, call) => {
  for (const word of given.operands) reportWrite(word, call.reading, call.state);
  return undefined;
};

/** Programs that keep credentials for git, each by its name behind `git`. */
const credentialHelpers = [
  'store',
  'cache',
  'osxkeychain',
  'libsecret',
  'manager',
  'manager-core',
  'wincred',
  'oauth',
  'netrc',
].map((name) => `credential-${name}`);

/** Subcommands that run other programs, and those whose output another program may use. */
export const otherSubcommands: Readonly<Record<string, Subcommand>> = {
  credential: { read: (given) => (given.operands[0] === 'fill' ? mark.unknown + mark.stored : undefined) },
  ...Object.fromEntries(
    credentialHelpers.map((name) => [
      name,
      { read: (given) => (given.operands.includes('get') ? mark.unknown + mark.stored : undefined) },
    ]),
  ),
  rebase: { options: { short: 'xsXC', valued: 'exec onto strategy strategy-option' }, read: rebase },
  bisect: { read: bisect },
  'rev-parse': { read: revParse },
  'ls-files': { read: lsFiles },
  config: { read: configure },
  mv: { read: move },
};
