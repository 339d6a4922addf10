import { originPatterns } from '../../effects/origin.ts';
import { reportArguments } from '../../effects/secrets.ts';
import type { Reading } from '../../findings/reading.ts';
import { inputOf, known, passes } from '../../program/input.ts';
import { options } from '../../program/options.ts';
import type { Program } from '../../shell/shell.ts';
import { derived, isKnown, mark, taints } from '../../text/text.ts';
import { withoutMadeKeys } from '../secret-stores/made-keys.ts';
import { shellPrompt } from '../shells/shells.ts';

/** Longest text that is kept after decoding. */
const longestTextCharacters = 1_000_000;

const printable = (text: string): string => (text.length <= longestTextCharacters ? text : mark.unknown);

/** Decodes known text; unknown text becomes "decoded from something unknown". */
const decodeText = (text: string, encoding: 'base64' | 'hex', reading: Reading): string => {
  if (!isKnown(text) || text === '') return mark.decoded + taints(text);
  const body =
    encoding === 'hex' ? text.replace(/[^0-9a-fA-F]/g, '') : text.replaceAll('_', '/').replaceAll('-', '+');
  const result = printable(Buffer.from(body, encoding).toString('utf8'));
  reading.decoded.add(result.trim());
  return result;
};

const base64: Program = (call) => {
  const given = options(call.args, {
    short: 'wib',
    valued: 'wrap input break output',
    long: 'decode ignore-garbage',
  });
  const text = inputOf([...given.operands, ...given.values('i', 'input')].slice(0, 1), call);
  if (!given.has('d', 'D', 'decode'))
    return known(text, (whole) => `${Buffer.from(whole, 'utf8').toString('base64')}\n`);
  return call.stdin === undefined && given.operands.length === 0
    ? mark.decoded
    : decodeText(text, 'base64', call.reading);
};

const xxd: Program = (call) => {
  const given = options(call.args, { short: 'clnogsR' });
  const text = inputOf(given.operands.slice(0, 1), call);
  const reverts = given.has('r') || call.args.some((word) => /^-(rp|pr|ps)/.test(word) && word.includes('r'));
  return reverts
    ? call.stdin === undefined && given.operands.length === 0
      ? mark.decoded
      : decodeText(text, 'hex', call.reading)
    : derived(text);
};

const decoder: Program = (call) => {
  const given = options(call.args, { short: 'SqTb' });
  const text = inputOf(given.operands.slice(0, 1), call);
  return text === '' ? mark.unknown : mark.decoded + derived(text);
};

const openssl: Program = (call) => {
  reportArguments(withoutMadeKeys(call), call.reading, call.state);
  if (call.args[0] === 's_client') {
    if (call.stdin?.includes(shellPrompt)) call.reading.report(originPatterns['reverse-shell']);
    return mark.network;
  }
  const decodes = call.args.includes('-d') && /^(enc|base64)$/.test(call.args[0] ?? '');
  if (!decodes) return mark.unknown;
  const at = call.args.indexOf('-in');
  const text =
    at >= 0 ? call.shell.readFile(call.args[at + 1] ?? '', call.state, call.stdin) : (call.stdin ?? '');
  return call.args.some((word) => /base64|^-a$/.test(word))
    ? decodeText(text, 'base64', call.reading)
    : mark.decoded;
};

/** What comes out of an archive nobody has looked into: programs that print it with one of these options or verbs. */
const archives: Readonly<Record<string, RegExp>> = {
  unzip: /^-[a-zA-Z]*[pc]/,
  funzip: /^/,
  '7z': /^-so$/,
  '7za': /^-so$/,
  unrar: /^(p|lb)$/,
  ar: /^-?[a-z]*p[a-z]*$/,
  cpio: /^--to-stdout$/,
};

const archive =
  (prints: RegExp): Program =>
  (call) => {
    reportArguments(call.args, call.reading, call.state);
    return call.args.some((word) => prints.test(word)) ? mark.decoded : derived(call.stdin);
  };

export const decoderPrograms: Record<string, Program> = {
  base64,
  gbase64: base64,
  base32: (call) =>
    options(call.args, { short: 'w' }).has('d', 'decode') ? mark.decoded : derived(passes('w')(call)),
  basenc: base64,
  xxd,
  gzip: decoder,
  ...Object.fromEntries(
    [
      'gunzip',
      'gzcat',
      'zcat',
      'bzcat',
      'bunzip2',
      'bzip2',
      'xzcat',
      'unxz',
      'xz',
      'lzcat',
      'unlzma',
      'zstdcat',
      'unzstd',
      'zstd',
      'lz4cat',
      'unlz4',
      'lz4',
      'brotli',
      'uncompress',
      'unpigz',
      'pigz',
      'lzop',
      'uudecode',
      'ascii2uni',
    ].map((name) => [name, decoder]),
  ),
  ...Object.fromEntries(Object.entries(archives).map(([name, prints]) => [name, archive(prints)])),
  openssl,
};
