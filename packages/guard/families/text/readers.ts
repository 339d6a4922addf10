import { reportArguments } from '../../effects/secrets.ts';
import { runText } from '../../program/run.ts';
import type { Program } from '../../shell/shell.ts';
import { derived, mark } from '../../text/text.ts';

/** Programs whose arguments are files they read and nothing else: they wrap no other program. */
// biome-ignore format: a list
const names = [
  'file', 'diff', 'colordiff', 'delta', 'cmp', 'comm', 'join', 'column', 'shuf', 'look', 'ptx', 'pr',
  'rar', 'patch', 'nano', 'micro', 'pico', 'joe', 'kate', 'gedit', 'subl', 'mate', 'glow', 'mdcat', 'hexyl',
  'pdftotext', 'pandoc', 'convert', 'magick', 'ffmpeg', 'exiftool', 'csvcut', 'mlr', 'xsv', 'envsubst', 'source-highlight', 'pygmentize', 'clang', 'gcc', 'g++', 'cc', 'rustc', 'javac', 'tsc', 'eslint', 'prettier', 'jest', 'vitest', 'pytest', 'mypy', 'ruff', 'black', 'shellcheck', 'shfmt', 'docker-credential', 'pbcopy', 'xclip', 'xsel', 'wl-copy', 'cloc', 'scc', 'tokei', 'bat-extras',
];

const reader: Program = ({ args, reading, state, stdin }) => {
  reportArguments(args, reading, state);
  return derived(stdin);
};

/** `zip out.zip files -x patterns`: what is left out is not read. `-TT` names a program that tests the archive. */
const zip: Program = (call) => {
  const test = call.args.findIndex((word) => word === '-TT' || word === '--unzip-command');
  if (test >= 0) runText(call.args[test + 1] ?? '', call);
  const left = call.args.findIndex((word) => word === '-x' || word === '--exclude');
  const end = call.args.findIndex((word, at) => at > left && /^-|^@$/.test(word));
  const args = left < 0 ? call.args : [...call.args.slice(0, left), ...(end < 0 ? [] : call.args.slice(end))];
  return reader({ ...call, args });
};

/** Programs that print a number or a sum of what they read: nothing of it is left. */
// biome-ignore format: a list
const counting = ['wc', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'shasum', 'cksum', 'sum', 'b2sum', 'md5'];

const counter: Program = (call) => {
  reader(call);
  return mark.unknown;
};

export const readerPrograms: Record<string, Program> = {
  ...Object.fromEntries(names.map((name) => [name, reader])),
  zip,
  ...Object.fromEntries(counting.map((name) => [name, counter])),
};
