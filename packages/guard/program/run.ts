import { originPatterns } from '../effects/origin.ts';
import type { Invocation } from '../shell/shell.ts';
import { mark, plain } from '../text/text.ts';

/** Where a download is kept whose name cannot be told: every file this command did not write may be it. */
export const anyDownload = `/${mark.unknown}`;

/** Reports source that came over the network, or was decoded from something unknown, on its way to a shell or interpreter. */
export const reportOrigin = (source: string, { reading }: Pick<Invocation, 'reading'>): void => {
  if (source.includes(mark.network)) reading.report(originPatterns['remote-code']);
  if (source.includes(mark.decoded) || reading.decoded.has(source.trim()))
    reading.report(originPatterns['decoded-code']);
};

/** Reads text as shell source after its origin was looked at. */
export const runText = (source: string, call: Invocation, positional?: readonly string[]): string => {
  reportOrigin(source, call);
  const state = call.state.child();
  if (positional) {
    state.scriptName = positional[0] ?? state.scriptName;
    state.positional = positional.slice(1);
  }
  const output = call.shell.runSource(plain(source), state, call.stdin);
  call.state.absorbFiles(state);
  return output;
};

/** Runs what stands behind one of these verbs, as in `heroku run command`; options in front of it are the verb's own. */
export const runBehind = (verbs: readonly string[], call: Invocation): undefined => {
  const at = call.args.findIndex((word) => verbs.includes(word));
  if (at < 0) return undefined;
  const rest = call.args.slice(at + 1);
  const dashes = rest.indexOf('--');
  const first = rest.findIndex((word) => !word.startsWith('-'));
  const words = dashes >= 0 ? rest.slice(dashes + 1) : first < 0 ? [] : rest.slice(first);
  // A word with spaces in it is a command line of its own, whatever options stand in front of it.
  const lines = rest.filter((word) => /\s/.test(word));
  for (const line of lines) runText(line, call);
  if (words.length > 0) call.shell.runWords(words, call.state.child(), call.stdin);
  return undefined;
};
