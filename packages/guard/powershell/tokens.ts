/** Stands in a word's text where the output of a nested command would stand. */
export const hole = '\uE018';

/** One word of PowerShell source after quotes and escapes were resolved. */
export interface Word {
  readonly text: string;
  /** Its text divided at the commas that were not quoted. */
  readonly items: readonly string[];
  /** Whether the word, or a part of it, was quoted: then it is neither an operator nor a parameter. */
  readonly quoted: boolean;
  /** Commands inside `$(...)` and `(...)` of the word, as source, one for each hole in its text. */
  readonly nested: readonly string[];
  /** Script blocks `{...}` of the word, as source. */
  readonly blocks: readonly string[];
}

/** Commands between `;`, line ends, `&&`, `||`; each is a pipeline of word lists. */
export type Pipelines = Word[][][];

const closers: Record<string, string> = { '(': ')', '{': '}', '[': ']' };

class Reader {
  readonly pipelines: Pipelines = [[[]]];
  unfinished = false;
  private at = 0;
  private text = '';
  private quoted = false;
  private started = false;
  private nested: string[] = [];
  private blocks: string[] = [];
  private items: string[] = [];
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  read(): this {
    while (this.at < this.source.length) this.next(this.source[this.at] as string);
    this.endWord();
    return this;
  }

  private next(character: string): void {
    this.at++;
    if (/[@<]/.test(character) && this.passage(character)) return;
    if (character === '`') this.escape();
    else if (character === "'") this.single();
    else if (character === '"') this.double();
    else if (character === '#' && !this.started) this.comment();
    else if (!this.opened(character)) this.separator(character);
  }

  /** `$(`, `@(`, `@{`, `(`, and `{` where a word begins. */
  private opened(character: string): boolean {
    const next = this.source[this.at] ?? '';
    if ((character === '$' && next === '(') || (character === '@' && /[({]/.test(next)))
      this.group(next, this.at + 1);
    else if (character === '(' || (character === '{' && !this.started)) this.group(character, this.at);
    else return false;
    return true;
  }

  /** A here-string or a comment of several lines. */
  private passage(character: string): boolean {
    const quote = this.source[this.at] as string;
    if (character === '<') {
      if (quote !== '#' || this.started) return false;
      const end = this.source.indexOf('#>', this.at);
      this.at = end < 0 ? this.source.length : end + 2;
      return true;
    }
    if (!/["']/.test(quote ?? '') || !/^[ \t\r]*\n/.test(this.source.slice(this.at + 1, this.at + 80)))
      return false;
    const end = this.source.indexOf(`\n${quote}@`, this.at);
    this.unfinished ||= end < 0;
    this.add(this.source.slice(this.source.indexOf('\n', this.at) + 1, end < 0 ? this.source.length : end));
    this.quoted = true;
    this.at = end < 0 ? this.source.length : end + 3;
    return true;
  }

  private separator(character: string): void {
    if (character === ',') this.comma();
    else if (/[ \t\r]/.test(character)) this.endWord();
    else if (character === ';' || character === '\n') this.endPipeline();
    else if (character === '|' || character === '&') this.operator(character);
    else this.add(character);
  }

  private operator(character: string): void {
    if (this.source[this.at] === character) {
      this.at++;
      this.endPipeline();
    } else if (character === '|') {
      this.endWord();
      this.pipelines.at(-1)?.push([]);
    } else if (this.started || (this.pipelines.at(-1)?.at(-1)?.length ?? 0) > 0) this.endPipeline();
    else {
      // In front of everything else it calls what follows.
      this.add('&');
      this.endWord();
    }
  }

  /** A comma goes on with a list, also over blanks. */
  private comma(): void {
    this.items.push(this.text);
    this.text = '';
    this.started = true;
    while (/[ \t\r\n]/.test(this.source[this.at] ?? '')) this.at++;
  }

  private add(text: string): void {
    this.text += text;
    this.started = true;
  }

  private escape(): void {
    const character = this.source[this.at++] ?? '';
    if (character !== '\n' && character !== '\r') this.add(character);
  }

  private single(): void {
    let end = this.at;
    while (end < this.source.length && !(this.source[end] === "'" && this.source[end + 1] !== "'"))
      end += this.source[end] === "'" ? 2 : 1;
    this.add(this.source.slice(this.at, end).replaceAll("''", "'"));
    this.quoted = true;
    if (end >= this.source.length) this.unfinished = true;
    this.at = end + 1;
  }

  private double(): void {
    this.quoted = true;
    this.started = true;
    while (this.at < this.source.length) {
      const character = this.source[this.at++] as string;
      if (character === '"') return;
      if (character === '`') this.add(this.source[this.at++] ?? '');
      else if (character === '$' && this.source[this.at] === '(') this.group('(', this.at + 1);
      else this.add(character);
    }
    this.unfinished = true;
  }

  private comment(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end < 0 ? this.source.length : end;
  }

  /** Reads to the closing bracket; quotes inside keep brackets from counting. */
  private group(open: string, from: number): void {
    const close = closers[open] as string;
    let depth = 1;
    let end = from;
    for (; end < this.source.length; end++) {
      const character = this.source[end] as string;
      if (character === '`') end++;
      else if (character === "'" || character === '"') end = this.quoteEnd(end, character);
      else if (character === open) depth++;
      else if (character === close && --depth === 0) break;
    }
    if (end >= this.source.length) this.unfinished = true;
    const isBlock = open === '{';
    (isBlock ? this.blocks : this.nested).push(this.source.slice(from, end));
    if (!isBlock) this.text += hole;
    this.started = true;
    this.at = end + 1;
  }

  private quoteEnd(at: number, quote: string): number {
    const end = this.source.indexOf(quote, at + 1);
    return end < 0 ? this.source.length : end;
  }

  private endWord(): void {
    const items = [...this.items, this.text];
    if (this.started)
      this.pipelines
        .at(-1)
        ?.at(-1)
        ?.push({
          text: items.join(','),
          items,
          quoted: this.quoted,
          nested: this.nested,
          blocks: this.blocks,
        });
    this.text = '';
    this.quoted = false;
    this.started = false;
    this.nested = [];
    this.blocks = [];
    this.items = [];
  }

  private endPipeline(): void {
    this.endWord();
    this.pipelines.push([[]]);
  }
}

/** Splits PowerShell source into pipelines of words. Tells whether a quote or bracket was left open. */
export const readPowerShell = (source: string): { pipelines: Pipelines; unfinished: boolean } => {
  const { pipelines, unfinished } = new Reader(source).read();
  return { pipelines, unfinished };
};
