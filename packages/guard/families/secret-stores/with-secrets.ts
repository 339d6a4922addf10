import type { Program } from '../../shell/shell.ts';
import { mark, taints } from '../../text/text.ts';

/** Runs a command with secrets in its environment: what it prints of it are stored secrets. */
export const withSecrets =
  (verbs: string, otherwise: Program): Program =>
  (call) => {
    const at = call.args.findIndex((word) => verbs.split(' ').includes(word));
    if (at < 0) return otherwise(call);
    const dashes = call.args.indexOf('--');
    const words = dashes >= 0 ? call.args.slice(dashes + 1) : call.args.slice(at + 2);
    const [first = ''] = words;
    const output = /\s/.test(first)
      ? call.shell.runSource(words.join(' '), call.state.child(), call.stdin)
      : call.shell.runWords(words, call.state.child(), call.stdin);
    return taints(output).includes(mark.environment) ? output + mark.stored : output;
  };
