import type { Invocation, Program } from '../shell/shell.ts';
import { isKnown, mark, plain } from '../shell/text.ts';
import { reportArgument, reportArguments, reportRead } from './access.ts';
import { type OptionSpec, options } from './options.ts';
import { anyDownload, runText, shellPrompt } from './shells.ts';

// biome-ignore format: a table
const curlSpec: OptionSpec = {
  short: 'AbcCdDeEFhHiKmoPQrtTuUwxXyYz'.replace('i', ''),
  valued: ['data', 'data-binary', 'data-raw', 'data-ascii', 'data-urlencode', 'json', 'form', 'form-string', 'upload-file', 'output', 'header', 'user', 'user-agent', 'request', 'url', 'cookie', 'cookie-jar', 'cert', 'key', 'cacert', 'capath', 'config', 'dump-header', 'max-time', 'connect-timeout', 'proxy', 'referer', 'retry', 'write-out', 'range', 'resolve', 'netrc-file', 'output-dir', 'quote', 'interface', 'stderr', 'trace', 'trace-ascii', 'limit-rate', 'unix-socket', 'proto', 'retry-delay', 'oauth2-bearer', 'variable', 'create-file-mode', 'aws-sigv4', 'ciphers', 'tls-max', 'max-redirs', 'noproxy', 'time-cond'],
  long: ['silent', 'show-error', 'fail', 'location', 'insecure', 'include', 'head', 'get', 'remote-name', 'remote-name-all', 'compressed', 'verbose', 'globoff', 'no-buffer', 'ntlm'],
};

const nameOf = (url: string): string | undefined => {
  const name =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? '';
  return isKnown(name) && name !== '' ? name : undefined;
};

const keep = (file: string | undefined, call: Invocation): void => {
  if (file === undefined) call.state.files.set(anyDownload, mark.network);
  else call.shell.writeFile(file, mark.network, call.state);
};

/** Files a transfer sends: its data, forms and uploads. The value of `@file` and of `name=@file`. */
const sendsFiles = (values: readonly string[], call: Invocation): void => {
  for (const value of values) {
    const at = /(?:^|=)[@<]([^;]*)/.exec(value);
    if (at) reportRead((at[1] as string).replace(/^["']|["']$/g, ''), call.reading, call.state);
    const named = /^[\w.-]+@([./~][^@]*)$/.exec(value);
    if (named) reportRead(named[1] as string, call.reading, call.state);
    if (/^@-?$|=@-$/.test(value) || value === '-') sendsInput(call);
    sendsText(value, call);
  }
};

const sendsText = (text: string, { reading }: Invocation): void => {
  if (text.includes(mark.environment)) reading.report('environment-sent');
};

const sendsInput = (call: Invocation): void => sendsText(call.stdin ?? '', call);

/** HTTP requests that delete: kept apart by what they are addressed to. */
const reportRequest = (
  method: string | undefined,
  urls: readonly string[],
  { reading }: Invocation,
): void => {
  const target = urls.join(' ');
  const ours = /(localhost|127\.0\.0\.1|\[::1\]):(9090|9091|3000|4319|4320)\b/.test(target);
  if (/\/admin\/(tsdb\/|wipe)/.test(target)) reading.report('stack-delete', plain(target));
  else if (method?.toUpperCase() === 'DELETE')
    reading.report(ours ? 'stack-delete' : 'http-delete', plain(target));
};

const curl: Program = (call) => {
  const given = options(call.args, curlSpec);
  sendsFiles(
    given.values(
      'd',
      'data',
      'data-binary',
      'data-ascii',
      'data-urlencode',
      'json',
      'F',
      'form',
      'T',
      'upload-file',
      'data-raw',
      'H',
      'header',
    ),
    call,
  );
  for (const file of given.values('T', 'upload-file', 'K', 'config', 'netrc-file'))
    reportRead(file, call.reading, call.state);
  const urls = [...given.operands, ...given.values('url')];
  for (const url of urls)
    if (!/^https?:/.test(url)) reportArgument(url.replace(/^file:\/\//, ''), call.reading, call.state);
  reportRequest(given.value('X', 'request'), urls, call);
  sendsText(urls.join(' '), call);
  if (given.has('version', 'V') || urls.length === 0) return mark.unknown;
  const files = given.values('o', 'output');
  for (const file of files) keep(file, call);
  if (given.has('O', 'remote-name', 'remote-name-all')) for (const url of urls) keep(nameOf(url), call);
  const toFile = (files.length > 0 && !files.includes('-')) || given.has('O', 'remote-name');
  return toFile ? '' : mark.network;
};

// biome-ignore format: a table
const wgetSpec: OptionSpec = {
  short: 'oaeitTwQPUOlADRIXB',
  valued: ['output-document', 'output-file', 'append-output', 'post-data', 'post-file', 'body-data', 'body-file', 'method', 'user-agent', 'header', 'directory-prefix', 'input-file', 'tries', 'timeout', 'execute', 'user', 'password', 'http-user', 'http-password', 'ca-certificate', 'certificate', 'private-key', 'level', 'accept', 'reject', 'limit-rate', 'wait', 'referer', 'load-cookies', 'save-cookies'],
  long: ['quiet', 'spider', 'continue', 'recursive', 'mirror', 'no-check-certificate', 'help', 'version', 'no-verbose'],
};

const wget: Program = (call) => {
  const given = options(call.args, wgetSpec);
  const urls = given.operands;
  for (const file of given.values('post-file', 'body-file', 'i', 'input-file'))
    reportRead(file, call.reading, call.state);
  sendsFiles(given.values('post-data', 'body-data'), call);
  reportRequest(given.value('method'), urls, call);
  if (urls.length === 0 || given.has('spider')) return mark.unknown;
  const file = given.value('O', 'output-document');
  if (file === '-' || file === '/dev/stdout') return mark.network;
  if (file !== undefined) keep(file, call);
  else {
    const folder = given.value('P', 'directory-prefix');
    for (const url of urls) {
      const name = nameOf(url);
      keep(name && folder ? `${folder}/${name}` : name, call);
    }
  }
  return '';
};

/** Other programs that print or store what a server sends. */
const fetcher: Program = (call) => {
  const given = options(call.args, {
    short: 'odOqP',
    valued: ['out', 'output', 'dir'],
    long: ['body', 'print', 'download'],
  });
  reportArguments(call.args, call.reading, call.state);
  if (given.operands.some((word) => /^DELETE$/i.test(word)))
    reportRequest('DELETE', given.operands.slice(1), call);
  const file = given.value('o', 'out', 'output', 'O');
  if (file !== undefined && file !== '-') keep(file, call);
  else if (/^(aria2c|axel|lftp|fetch)$/.test(call.name) && file === undefined)
    keep(nameOf(given.operands.at(-1) ?? ''), call);
  sendsInput(call);
  return file !== undefined && file !== '-' ? '' : mark.network;
};

const isShellWord = /(^|[\s/'"=:,])(ba|z|da|k|a|c|tc|fi)?sh\b|powershell|cmd\.exe|pwsh/;

/** `nc` and its kin: what they send, what they print, and the program they hand the connection to. */
const netcat: Program = (call) => {
  const given = options(call.args, {
    short: 'ceIiMmOPpqsTVwXxg',
    valued: ['exec', 'sh-exec', 'lua-exec', 'output', 'source-port'],
  });
  const programs = given
    .values('e', 'exec', 'sh-exec', 'lua-exec')
    .concat(
      /^ncat/.test(call.name) ? given.values('c') : given.values('c').filter((value) => /sh/.test(value)),
    );
  if (programs.length > 0) call.reading.report('reverse-shell', plain(programs.join(' ')));
  for (const program of programs) runText(program, call);
  sendsInput(call);
  if (call.stdin?.includes(shellPrompt)) call.reading.report('reverse-shell');
  if (call.stdin?.includes(mark.secret)) call.reading.report('secret-sent');
  return mark.network;
};

const socat: Program = (call) => {
  for (const word of call.args) {
    const [kind = '', ...rest] = plain(word).split(':');
    const body = rest.join(':').replace(/^["']|["']$/g, '');
    if (/^(exec|system|shell)$/i.test(kind)) {
      if (
        isShellWord.test(body) &&
        call.args.some((other) => /^(tcp|udp|openssl|dccp|sctp|unix|vsock)/i.test(other))
      )
        call.reading.report('reverse-shell', body);
      runText(body.replace(/,(pty|stderr|setsid|sigint|sane|fdin|fdout|su|ctty|rawer).*$/, ''), call);
    }
    if (!word.startsWith('-')) reportArgument(word.replace(/["']/g, ''), call.reading, call.state);
  }
  return call.args.some((word) => /^(tcp|udp|openssl)[46]?[-:]/i.test(word)) ? mark.network : mark.unknown;
};

const sshSpec: OptionSpec = { short: 'bcDEeFIiJLlmOopQRSWwBP' };

/** Options of ssh that run a program on this machine. */
const localCommand = /^(ProxyCommand|LocalCommand|KnownHostsCommand)\s*[= ]\s*(.+)$/is;

export const runSshOptions = (values: readonly string[], call: Invocation): void => {
  for (const value of values) {
    const match = localCommand.exec(value);
    if (match) runText((match[2] as string).replace(/^["']|["']$/g, ''), call);
  }
};

/** `ssh host command`: read as if it ran here; what is destroyed elsewhere is destroyed all the same. */
const ssh: Program = (call) => {
  const given = options(call.args, { ...sshSpec, stops: true });
  const all = options(call.args, sshSpec);
  runSshOptions([...given.values('o'), ...(given.operands.length > 1 ? [] : all.values('o'))], call);
  const [, ...command] = given.operands;
  if (command.length > 0) return runText(command.map(plain).join(' '), call) && mark.unknown;
  if (call.stdin !== undefined && given.operands.length > 0 && isKnown(call.stdin)) runText(call.stdin, call);
  return mark.unknown;
};

const copyOver: Program = (call) => {
  const given = options(call.args, { short: 'cFiJloPSXD', valued: ['identity'] });
  runSshOptions(given.values('o'), call);
  for (const program of given.values('S')) runText(program, call);
  reportArguments(given.operands, call.reading, call.state);
  const target = given.operands.at(-1);
  if (target && !target.includes(':') && given.operands.length > 1)
    call.shell.writeFile(target, mark.unknown, call.state);
  return '';
};

export const networkPrograms: Record<string, Program> = {
  curl,
  wget,
  wget2: wget,
  http: fetcher,
  https: fetcher,
  xh: fetcher,
  xhs: fetcher,
  aria2c: fetcher,
  axel: fetcher,
  fetch: fetcher,
  lynx: fetcher,
  w3m: fetcher,
  ftp: fetcher,
  lwp: fetcher,
  'lwp-download': fetcher,
  'lwp-request': fetcher,
  GET: fetcher,
  nc: netcat,
  ncat: netcat,
  netcat,
  'nc.traditional': netcat,
  'nc.openbsd': netcat,
  telnet: netcat,
  socat,
  ssh,
  autossh: ssh,
  mosh: ssh,
  sshpass: (call) =>
    call.shell.runWords(options(call.args, { short: 'pfdPe', stops: true }).operands, call.state, call.stdin),
  scp: copyOver,
  sftp: copyOver,
};
