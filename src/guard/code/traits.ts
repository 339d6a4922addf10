import type { Token } from './tokens.ts';

const fetchers = ['fetch', 'get', 'request', 'urlopen', 'open', 'file_get_contents'];
const connectors = ['connect', 'TCPSocket', 'fsockopen', 'createConnection', 'Socket'];
const sockets = [...connectors, 'socket', 'IO'];
const loops = ['while', 'loop', 'for', 'until'];

const shellName = /(^|\/)(ba|z|da|k)?sh(\s+-\w+)?(\s|$)|cmd(\.exe)?$|powershell/;
const address = /^(https?|ftp):\/\//;
const awkSocket = /^\/inet\d?\/(tcp|udp)\//;

/**
 * What a program text is as a whole, where no single call tells: a bomb, a shell on a connection, something fetched and then
 * run. `runsUnknown` says that a call of it runs text nothing is known about.
 */
export const traitsOf = (tokens: readonly Token[], runsUnknown: boolean): string[] => {
  const names = new Set<string>();
  const strings: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind === 'name') names.add(text);
    if (kind === 'string') strings.push(text);
  }
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  const found: string[] = [];
  if (names.has('fork') && any(loops)) found.push('fork-bomb');
  const fetches = any(fetchers) && (strings.some((text) => address.test(text)) || names.has('fetch'));
  if ((names.has('eval') && any(fetchers) && names.has('then')) || (runsUnknown && fetches))
    found.push('remote-code');
  const connects = any(sockets) && any(connectors);
  const speaksShell = strings.some((text) => shellName.test(text));
  if (
    (connects && (speaksShell || runsUnknown)) ||
    (names.has('getline') && strings.some((text) => awkSocket.test(text)))
  )
    found.push('reverse-shell');
  return found;
};
