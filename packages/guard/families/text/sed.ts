import { reportRead } from '../../effects/secrets.ts';
import { reportWrite } from '../../effects/write.ts';
import { inputOf } from '../../program/input.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { isKnown, mark } from '../../text/text.ts';

/** Reads and writes in place. */
const sed: Program = (call) => {
  const given = options(call.args, {
    short: 'efl',
    valued: 'expression file line-length',
    long: 'in-place quiet null-data',
  });
  const scripts = given.values('e', 'expression');
  const [first, ...rest] = given.operands;
  const files = scripts.length > 0 || given.has('f', 'file') ? given.operands : rest;
  const all = scripts.length > 0 ? scripts : first === undefined ? [] : [first];
  for (const text of all) sedScript(text, call);
  for (const file of given.values('f', 'file')) reportRead(file, call.reading, call.state);
  const inPlace =
    given.has('i', 'in-place', 's') && call.args.some((word) => /^-\w*i|^--in-place/.test(word));
  for (const file of files) if (inPlace) reportWrite(file, call.reading, call.state);
  return all.reduce((text, script) => substitute(script, text), inputOf(files, call));
};

/** `s/from/to/flags`, alone or behind an address. */
const substitution =
  /^(?:\d+|\$|\/[^/]*\/)?\s*s(.)((?:(?!\1)[^\\]|\\.)*)\1((?:(?!\1)[^\\]|\\.)*)\1([a-zA-Z0-9]*)$/s;

/** Longest script whose commands are looked at. */
const longestScript = 2000;

/** Longest text whose lines are changed one by one. */
const longestTextCharacters = 100_000;

/** How one line comes out of a substitution, where that can be told without running a regular expression. */
const lineChange = (from: string, to: string, every: boolean): ((line: string) => string) | undefined => {
  const plainTo = to.replace(/\\([/\\&])/g, '$1');
  if (from === '$') return (line) => line + plainTo;
  if (/^\^?\.\*\$?$/.test(from))
    return (line) => to.replace(/\\?&/g, (one) => (one === '&' ? line : '&')).replace(/\\([/\\])/g, '$1');
  const literal = from.replace(/^\^|\$$/g, '').replace(/\\([/.$*^[\]\\])/g, '$1');
  if (/[.*^$[\]()+?|\\&]/.test(from.replace(/^\^|\$$/g, '').replace(/\\[/.$*^[\]\\]/g, ''))) return undefined;
  if (from.startsWith('^'))
    return (line) => (line.startsWith(literal) ? plainTo + line.slice(literal.length) : line);
  if (from.endsWith('$'))
    return (line) => (line.endsWith(literal) ? line.slice(0, -literal.length) + plainTo : line);
  return (line) => (every ? line.replaceAll(literal, () => plainTo) : line.replace(literal, () => plainTo));
};

/**
 * What a script makes of a text. Where a regular expression would have to be run, the result is the text and, as lines of
 * their own, what could be put in: text hidden by sed is still read, and no expression of a stranger is executed.
 */
const substitute = (script: string, text: string): string => {
  const match = script.length > longestScript ? null : substitution.exec(script);
  if (!match || text === '' || text.length > longestTextCharacters)
    return isKnown(text) ? text : mark.unknown + text;
  const [, , from, to, flags] = match as unknown as [string, string, string, string, string];
  const change = lineChange(from, to, flags.includes('g'));
  const lines = text.replace(/\n$/, '').split('\n');
  if (change) return `${lines.map(change).join('\n')}\n`;
  const put = to.replace(/&|\\\d/g, mark.unknown).replace(/\\([/\\])/g, '$1');
  return `${isKnown(text) ? text : mark.unknown + text}\n${put}\n`;
};

/** `e command` and `s///e` run a shell, `r` and `w` name files. */
const sedScript = (whole: string, call: Invocation): void => {
  const script = whole.slice(0, longestScript);
  const run = /(?:^|[;\n}]|^\d+|\$)\s*\d*e\s+(.+)$/m.exec(script);
  if (run) runText(run[1] as string, call);
  const evaluated = /^s(.)(.*?)\1(.*?)\1[gip0-9]*e/s.exec(script);
  if (evaluated?.[3]) runText(evaluated[3], call);
  for (const match of script.matchAll(/(?:^|[;\s/])[rRwW]\s+(\S+)/g))
    reportRead(match[1] as string, call.reading, call.state);
};

export const sedPrograms: Record<string, Program> = { sed, gsed: sed };
