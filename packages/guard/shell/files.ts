import { liesInStack } from '../effects/protected.ts';
import { reportRead } from '../effects/secrets.ts';
import { reportWrite } from '../effects/write.ts';
import { absolute } from '../paths/path.ts';
import { bounded, hasGlob, isKnown, mark } from '../text/text.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';

const descriptorPath = /^\/(?:dev|proc\/(?:self|thread-self|\uE000|\d+))\/fd\/(\w+)$/;

/** Standard input under its file names, and other open descriptors. */
const descriptorText = (path: string, state: State, stdin: string | undefined): string | undefined => {
  if (path === '/dev/stdin' || path === '-') return stdin ?? mark.unknown;
  const descriptor = descriptorPath.exec(path)?.[1];
  if (descriptor === undefined) return undefined;
  return descriptor === '0' ? (stdin ?? mark.unknown) : state.descriptors.get(descriptor);
};

const isNetworkDevice = (path: string): boolean => /^\/dev\/(tcp|udp)\//.test(path);

/** What a file holds: what this command wrote, else unknown; a secret or the network where the name says so. */
export const readFile = (word: string, shell: Shell, state: State, stdin: string | undefined): string => {
  const descriptor = descriptorText(word, state, stdin);
  if (descriptor !== undefined) return descriptor;
  if (isNetworkDevice(word)) return mark.network;
  const path = absolute(word, state.cwd[0] ?? mark.unknown);
  const kept = state.files.get(path);
  if (kept !== undefined) return kept;
  if (reportRead(word, shell.reading, state)) return mark.secret;
  // Files of this stack hold the numbers of its processes.
  return liesInStack(word, shell.reading, state) ? mark.unknown + mark.own : mark.unknown;
};

/** Notes what a file holds from now on. A sink made by `>(...)` runs its script on the text instead. */
export const writeFile = (word: string, text: string, shell: Shell, state: State, append: boolean): void => {
  const sink = state.outputs.get(word);
  if (sink !== undefined) {
    shell.reading.deeper(() => shell.runSource(sink, state.child(), text));
    return;
  }
  if (descriptorPath.test(word) || word === '/dev/stdout' || word === '/dev/stderr' || word === '/dev/null')
    return;
  reportWrite(word, shell.reading, state);
  const path = absolute(word, state.cwd[0] ?? mark.unknown);
  if (hasGlob(path) || !isKnown(path)) return;
  const old = append ? (state.files.get(path) ?? '') : '';
  const whole = old + text;
  state.files.set(path, bounded(whole));
};
