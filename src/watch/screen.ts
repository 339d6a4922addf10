import type { Size } from './frame.ts';

/** The alternate screen, without a cursor; and back. */
const enter = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const leave = '\x1b[?7h\x1b[?25h\x1b[?1049l';

/** Draws in one go, so that no half frame is seen (terminals that do not know the mode ignore it). */
const atOnce = (text: string): string => `\x1b[?2026h${text}\x1b[?2026l`;

/** An arrow, or any other key. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals send
const keys = /\x1b\[[A-D]|[\s\S]/gu;

export interface Screen {
  readonly size: () => Size;
  readonly draw: (lines: readonly string[]) => void;
  /** Gives the terminal back as it was. Safe to call twice. */
  readonly close: () => void;
}

interface Events {
  readonly onKey: (key: string) => void;
  readonly onResize: () => void;
}

/** Takes over the terminal. Whatever ends the process, `close` runs before. */
export const openScreen = ({ onKey, onResize }: Events): Screen => {
  const { stdin, stdout } = process;
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    stdout.write(leave);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    stdout.off('resize', onResize);
  };
  stdout.write(enter);
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.setEncoding('utf8').on('data', (text: string) => {
    for (const [key] of text.matchAll(keys)) onKey(key);
  });
  stdin.resume();
  stdout.on('resize', onResize);
  process.once('exit', close);
  return {
    // Serial lines and some editors say 0.
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    draw: (lines) => {
      if (isOpen) stdout.write(atOnce(`\x1b[H${lines.map((line) => `\x1b[2K${line}`).join('\r\n')}\x1b[J`));
    },
    close,
  };
};
