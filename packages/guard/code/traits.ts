import { originPatterns } from '../effects/origin.ts';
import type { Pattern } from '../findings/pattern.ts';
import { forkBombPatterns } from '../shell/fork-bomb.ts';
import type { Token } from './tokens.ts';

const fetchers = ['fetch', 'get', 'request', 'urlopen', 'open', 'file_get_contents'];
const connectors = [
  'connect',
  'TCPSocket',
  'fsockopen',
  'createConnection',
  'create_connection',
  'open_connection',
  'Socket',
];
/** What says that `connect` is of the network: databases and signals have one, too. */
const network = [...connectors.slice(1), 'socket', 'IO', 'net', 'tls', 'Bun', 'Deno'];
const networkModule = /^(node:)?(net|tls|socket)$/;
const loops = ['while', 'loop', 'for', 'until'];

const shellName = /(^|\/)(ba|z|da|k)?sh(\s+-\w+)?(\s|$)|cmd(\.exe)?$|powershell/;
const address = /^(https?|ftp):\/\//;
const awkSocket = /^\/inet\d?\/(tcp|udp)\//;

/** The names and strings of a text. */
class Words {
  readonly names = new Set<string>();
  readonly strings: string[] = [];

  constructor(tokens: readonly Token[]) {
    for (const { kind, text } of tokens) {
      if (kind === 'name') this.names.add(text);
      if (kind === 'string') this.strings.push(text);
    }
  }

  any(list: readonly string[]): boolean {
    return list.some((name) => this.names.has(name));
  }

  says(pattern: RegExp): boolean {
    return this.strings.some((text) => pattern.test(text));
  }
}

const isRemote = (words: Words, runsUnknown: boolean): boolean =>
  (words.names.has('eval') && words.any(fetchers) && (words.names.has('then') || words.says(address))) ||
  (runsUnknown && words.any(fetchers) && (words.says(address) || words.names.has('fetch')));

const isShellOnConnection = (words: Words, runsUnknown: boolean): boolean =>
  (words.any(connectors) &&
    (words.any(network) || words.says(networkModule)) &&
    (words.says(shellName) || runsUnknown)) ||
  (words.names.has('getline') && words.says(awkSocket));

/**
 * What a program text is as a whole, where no single call tells: a bomb, a shell on a connection, something fetched and then
 * run. `runsUnknown` says that a call of it runs text nothing is known about.
 */
export const traitsOf = (tokens: readonly Token[], runsUnknown: boolean): Pattern[] => {
  const words = new Words(tokens);
  const found: Pattern[] = [];
  if (words.names.has('fork') && words.any(loops)) found.push(forkBombPatterns['fork-bomb']);
  if (isRemote(words, runsUnknown)) found.push(originPatterns['remote-code']);
  if (isShellOnConnection(words, runsUnknown)) found.push(originPatterns['reverse-shell']);
  return found;
};
