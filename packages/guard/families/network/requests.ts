import { disclosurePatterns } from '../../effects/disclosure.ts';
import { reportArgument, reportArguments, reportRead } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { type OptionSpec, type Options, options } from '../../program/options.ts';
import { anyDownload } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { isKnown, mark, plain } from '../../text/text.ts';

// biome-ignore format: a table
export const requestPatterns = definePatterns({
  'http-delete': { category: 'infrastructure', decision: ask, brief: 'Sends a request that deletes', why: 'What a server deletes stays deleted.', suggestion: 'Read it first with GET.', catches: ['curl -X DELETE https://x.example/y'], spares: ['curl https://x.example/y'] },
  'stack-delete': { category: 'stack', decision: ask, brief: 'Deletes recorded metrics or dashboards of this stack', why: 'Totals would no longer be exact.', suggestion: 'Change the range you look at instead.', catches: ['curl -X PUT http://127.0.0.1:9091/api/v1/admin/wipe', 'curl -X DELETE http://localhost:9091/metrics/job/x'], spares: ['curl -s http://localhost:9090/api/v1/query?query=up'] },
});

// biome-ignore format: a table
const curlSpec: OptionSpec = {
  short: 'AbcCdDeEFhHKmoPQrtTuUwxXyYz',
  valued: 'data data-binary data-raw data-ascii data-urlencode json form form-string upload-file output header user user-agent request url cookie cookie-jar cert key cacert capath config dump-header max-time connect-timeout proxy referer retry write-out range resolve netrc-file output-dir quote interface stderr trace trace-ascii limit-rate unix-socket proto retry-delay oauth2-bearer variable create-file-mode aws-sigv4 ciphers tls-max max-redirs noproxy time-cond',
  long: 'silent show-error fail location insecure include head get remote-name remote-name-all compressed verbose globoff no-buffer ntlm',
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
  if (text.includes(mark.environment)) reading.report(disclosurePatterns['environment-sent']);
};

export const sendsInput = (call: Invocation): void => sendsText(call.stdin ?? '', call);

/** Addresses of this stack; where Grafana listens, web applications in development do, too, so there its paths decide. */
const ofThisStack =
  /(localhost|127\.0\.0\.1|\[::1\]):((9090|9091|4319|4320)\b|3000\/+api\/+(dashboards|datasources|folders|annotations|snapshots|library-elements|v1\/+provisioning)\b|3000\/+apis\/)/;

/** HTTP requests that delete: kept apart by what they are addressed to. */
const reportRequest = (
  method: string | undefined,
  urls: readonly string[],
  { reading }: Invocation,
): void => {
  const target = urls.join(' ');
  const ours = ofThisStack.test(target);
  if (/\/admin\/(tsdb\/(delete_series|clean_tombstones)|wipe)/.test(target))
    reading.report(requestPatterns['stack-delete'], plain(target));
  else if (method?.toUpperCase() === 'DELETE' || /\/_delete_by_query\b/.test(target))
    reading.report(ours ? requestPatterns['stack-delete'] : requestPatterns['http-delete'], plain(target));
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
  return keepsFiles(given, urls, call) ? '' : mark.network;
};

/** Notes the files a download of curl goes to. Returns whether it goes to files rather than to standard output. */
const keepsFiles = (given: Options, urls: readonly string[], call: Invocation): boolean => {
  const files = given.values('o', 'output');
  const remote = given.has('O', 'remote-name', 'remote-name-all');
  const folder = given.value('output-dir');
  for (const file of remote ? [...files, ...urls.map(nameOf)] : files)
    keep(folder === undefined || file === undefined ? file : `${folder}/${file}`, call);
  return (files.length > 0 && !files.includes('-')) || remote;
};

// biome-ignore format: a table
const wgetSpec: OptionSpec = {
  short: 'oaeitTwQPUOlADRIXB',
  valued: 'output-document output-file append-output post-data post-file body-data body-file method user-agent header directory-prefix input-file tries timeout execute user password http-user http-password ca-certificate certificate private-key level accept reject limit-rate wait referer load-cookies save-cookies',
  long: 'quiet spider continue recursive mirror no-check-certificate help version no-verbose',
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
    valued: 'out output dir',
    long: 'body print download',
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

/** Programs that only print what a server sends. */
const printer: Program = (call) => {
  reportArguments(call.args, call.reading, call.state);
  sendsInput(call);
  return mark.network;
};

export const requestPrograms: Record<string, Program> = {
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
  ...Object.fromEntries(
    ['lynx', 'w3m', 'links', 'elinks', 'dig', 'drill', 'host', 'nslookup', 'kdig', 'dog', 'doggo'].map(
      (name) => [name, printer],
    ),
  ),
  ftp: fetcher,
  lwp: fetcher,
  'lwp-download': fetcher,
  'lwp-request': fetcher,
  get: fetcher,
};
