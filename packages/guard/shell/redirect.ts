import type { RedirectDescriptor, Redirection } from 'unbash';
import { isKnown, mark } from '../text/text.ts';
import { expandParts, expandText } from './expand.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';

/** Where one command's input comes from and its output goes, after its redirections were read. */
export interface Streams {
  stdin: string | undefined;
  /** Files standard output goes to; empty when it goes on to the pipe or the caller. */
  readonly outputs: { readonly path: string; readonly append: boolean }[];
  /** Whether a shell given these streams would talk to the network. */
  network: boolean;
  /** Descriptors the redirections opened, for `exec` to keep. */
  readonly opened: [string, string][];
}

const descriptorName = (descriptor: RedirectDescriptor | undefined): string | undefined =>
  descriptor?.type === 'FileDescriptor' ? String(descriptor.value) : undefined;

const open = (redirection: Redirection, text: string, streams: Streams, shell: Shell, state: State): void => {
  const { descriptor } = redirection;
  if (descriptor?.type === 'FileDescriptorVariable') {
    const number = String(10 + shell.reading.serial());
    state.set(descriptor.name, number);
    streams.opened.push([number, text]);
    state.descriptors.set(number, text);
    return;
  }
  const name = descriptorName(descriptor);
  if (name === undefined || name === '0') streams.stdin = text;
  else {
    streams.opened.push([name, text]);
    state.descriptors.set(name, text);
  }
};

/** Text of a here-document with its expansions, unless its delimiter was quoted. */
const hereDocument = (redirection: Redirection & { type: 'HereDoc' }, shell: Shell, state: State): string => {
  const { body, delimiter } = redirection;
  const text = !delimiter?.quoted && body.parts ? expandParts(body.parts, shell, state) : body.text;
  return redirection.operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
};

const duplicate = (
  redirection: Redirection & { type: 'Redirect' },
  target: string,
  streams: Streams,
  shell: Shell,
  state: State,
): void => {
  const name = target.replace(/-$/, '');
  if (name === '') return;
  const text = name === '0' ? streams.stdin : state.descriptors.get(name);
  if (text?.includes(mark.network)) streams.network = true;
  if (redirection.operator === '<&' && text !== undefined) open(redirection, text, streams, shell, state);
  if (redirection.operator === '>&' && !/^\d+$/.test(name) && isKnown(name))
    output(redirection, target, streams, shell, state);
};

const output = (
  redirection: Redirection & { type: 'Redirect' },
  path: string,
  streams: Streams,
  shell: Shell,
  state: State,
): void => {
  const name = descriptorName(redirection.descriptor);
  const toNetwork = /^\/dev\/(tcp|udp)\//.test(path);
  if (toNetwork) {
    streams.network = true;
    open(
      {
        ...redirection,
        descriptor: redirection.descriptor ?? { type: 'FileDescriptor', pos: 0, end: 0, value: 1 },
      },
      mark.network,
      streams,
      shell,
      state,
    );
    return;
  }
  const append = redirection.operator.includes('>>');
  if (name === undefined || name === '1') streams.outputs.push({ path, append });
  else shell.writeFile(path, mark.unknown, state, append);
};

const apply = (redirection: Redirection, streams: Streams, shell: Shell, state: State): void => {
  if (redirection.type === 'HereDoc') {
    open(redirection, hereDocument(redirection, shell, state), streams, shell, state);
  } else if (redirection.target) {
    const target = expandText(redirection.target, shell, state);
    if (redirection.type === 'HereString') open(redirection, `${target}\n`, streams, shell, state);
    else applyTo(redirection, target, streams, shell, state);
  }
};

const applyTo = (
  redirection: Redirection & { type: 'Redirect' },
  target: string,
  streams: Streams,
  shell: Shell,
  state: State,
): void => {
  const { operator } = redirection;
  if (operator === '<&' || operator === '>&') duplicate(redirection, target, streams, shell, state);
  else if (operator === '<' || operator === '<>') {
    if (/^\/dev\/(tcp|udp)\//.test(target)) streams.network = true;
    open(redirection, shell.readFile(target, state, streams.stdin), streams, shell, state);
  } else output(redirection, target, streams, shell, state);
};

/** Reads a command's redirections in order. */
export const redirect = (
  redirections: readonly Redirection[],
  shell: Shell,
  state: State,
  stdin: string | undefined,
): Streams => {
  const streams: Streams = { stdin, outputs: [], network: false, opened: [] };
  for (const redirection of redirections) {
    if (!shell.reading.spend()) break;
    apply(redirection, streams, shell, state);
  }
  return streams;
};

/** Sends what a command printed where its redirections say; returns what is left for the pipe. */
export const deliver = (text: string, streams: Streams, shell: Shell, state: State): string => {
  if (streams.outputs.length === 0) return text;
  for (const { path, append } of streams.outputs) shell.writeFile(path, text, state, append);
  return '';
};
