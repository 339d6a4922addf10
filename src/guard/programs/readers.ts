import type { Program } from '../shell/shell.ts';
import { derived } from '../shell/text.ts';
import { reportArguments } from './access.ts';

/** Programs whose arguments are files they read and nothing else: they wrap no other program. */
// biome-ignore format: a list
const names = [
  'wc', 'file', 'diff', 'colordiff', 'delta', 'cmp', 'comm', 'join', 'paste', 'column', 'shuf', 'look', 'ptx', 'pr', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'shasum', 'cksum', 'sum', 'b2sum', 'md5',
  'zip', 'unzip', '7z', '7za', 'rar', 'unrar', 'xz', 'zstd', 'lz4', 'bzip2', 'brotli', 'ar', 'cpio', 'patch', 'touch', 'nano', 'micro', 'pico', 'joe', 'kate', 'gedit', 'subl', 'mate', 'glow', 'mdcat', 'hexyl', 'gpg', 'gpg2', 'age', 'sops',
  'pdftotext', 'pandoc', 'convert', 'magick', 'ffmpeg', 'exiftool', 'csvcut', 'mlr', 'xsv', 'dos2unix', 'envsubst', 'source-highlight', 'pygmentize', 'clang', 'gcc', 'g++', 'cc', 'rustc', 'javac', 'tsc', 'eslint', 'prettier', 'jest', 'vitest', 'pytest', 'mypy', 'ruff', 'black', 'shellcheck', 'shfmt', 'docker-credential', 'pbcopy', 'xclip', 'xsel', 'wl-copy', 'cloc', 'scc', 'tokei', 'bat-extras',
];

const reader: Program = ({ args, reading, state, stdin }) => {
  reportArguments(args, reading, state);
  return derived(stdin);
};

export const readerPrograms: Record<string, Program> = Object.fromEntries(
  names.map((name) => [name, reader]),
);
