import { activate, bounded } from '../text/text.ts';

/** Collects the fields one word expands to. */
export class Fields {
  readonly done: string[] = [];
  private current: string | undefined;
  private readonly home: string;

  constructor(home: string) {
    this.home = home;
  }

  private tilde(text: string): string {
    return text.replace(/(^|\s)~(?=\/|\s|$)/g, (_, before: string) => before + this.home);
  }

  add(text: string): void {
    this.current = bounded((this.current ?? '') + text);
  }

  /** Adds an unquoted expansion: split at IFS, its globs active. */
  split(text: string, separators: string): void {
    if (text === '') return;
    // bash leaves such a tilde alone, other shells do not; the careful reading is the home folder.
    const active = activate(this.current === undefined ? this.tilde(text) : text);
    let piece = '';
    for (const character of active) {
      if (!separators.includes(character)) piece += character;
      else {
        if (piece !== '') this.add(piece);
        this.close();
        piece = '';
      }
    }
    if (piece !== '') this.add(piece);
  }

  list(words: readonly string[]): void {
    words.forEach((word, index) => {
      if (index > 0) this.close();
      this.add(word);
    });
  }

  close(): void {
    if (this.current !== undefined) this.done.push(this.current);
    this.current = undefined;
  }
}
