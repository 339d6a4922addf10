import { bar, count, cut, cutLeft, dollars, type Paint, span, sparkline } from './draw.ts';
import type { WatchSnapshot } from './snapshot.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A part of the frame: a title and lines of exactly the width they are asked for, the most important first. */
interface FramePanel {
  readonly title: string;
  readonly lines: (width: number, rows: number) => readonly string[];
}

const waiting = 'no answer yet';
/** From this width on a session's length is shown, too. */
const roomy = 46;

const rangeName = ({ range }: WatchSnapshot): string => `${range.slice(0, -1)} ${range.slice(-1)}`;

/** A label, an amount, and a bar or curve in what is left of the line. */
const measure = (label: string, amount: string, width: number, rest: (width: number) => string): string => {
  const start = `${cut(label, 11)}${cutLeft(amount, 9)}`;
  return width > 30 ? `${start}  ${rest(width - 22)}` : cut(start, width);
};

const budgetBar = (spent: number, budget: number, width: number, paint: Paint): string => {
  const share = spent / budget;
  const percent = ` ${Math.round(share * 100)} %`;
  const whole = `${percent} of ${dollars(budget)}`;
  // Where there is little room, the bar says more than the budget.
  const text = width - whole.length < 8 ? percent : whole;
  const colour = share >= 1 ? 'red' : share >= 0.8 ? 'yellow' : 'green';
  return paint(colour, bar(share, Math.max(0, width - text.length))) + text;
};

const cost = (snapshot: WatchSnapshot, paint: Paint): FramePanel => ({
  title: 'Cost',
  lines: (width) => {
    const { summary, budget, lastHour, minutes, spent, sessionsInRange } = snapshot;
    const amount = (value: number | undefined): string => (value === undefined ? '-' : dollars(value));
    const today = summary?.costTodayUSD;
    return [
      measure('today', amount(today), width, (room) =>
        budget && today !== undefined ? budgetBar(today, budget, room, paint) : cut('', room),
      ),
      measure('last hour', amount(lastHour), width, (room) =>
        paint('cyan', sparkline(minutes ?? [], room).padStart(room)),
      ),
      measure(rangeName(snapshot), amount(spent), width, (room) => cut('', room)),
      measure(
        'a session',
        spent !== undefined && sessionsInRange ? dollars(spent / sessionsInRange) : '-',
        width,
        (room) => cut(sessionsInRange ? `${count(sessionsInRange)} sessions` : '', room),
      ),
    ];
  },
});

interface BarRow {
  readonly name: string;
  readonly value: number;
  readonly shown: string;
  readonly note?: string;
}

/** Bars under each other, the longest first; those that do not fit are summed up in the last line. */
const bars = (
  rows: readonly BarRow[] | undefined,
  empty: string,
  width: number,
  paint: Paint,
): readonly string[] => {
  if (!rows) return [paint('dim', cut(waiting, width))];
  if (rows.length === 0) return [paint('dim', cut(empty, width))];
  const highest = Math.max(...rows.map(({ value }) => value));
  const names = Math.min(Math.max(...rows.map(({ name }) => [...name].length)), Math.floor(width * 0.45));
  const amounts = Math.max(...rows.map(({ shown }) => shown.length));
  const notes = Math.max(...rows.map(({ note = '' }) => note.length));
  const room = width - names - amounts - notes - (notes > 0 ? 3 : 2);
  return rows.map(({ name, value, shown, note = '' }) => {
    const drawn = room > 2 ? paint('cyan', bar(value / highest, room)) : ' '.repeat(Math.max(0, room));
    const remark = notes > 0 ? ` ${paint('red', cutLeft(note, notes))}` : '';
    return `${cut(name, names)} ${drawn} ${cutLeft(shown, amounts)}${remark}`;
  });
};

const models = ({ models: parts }: WatchSnapshot, paint: Paint): FramePanel => ({
  title: 'Models',
  lines: (width) =>
    bars(
      parts?.map((part) => ({ ...part, shown: dollars(part.value) })),
      'nothing was spent',
      width,
      paint,
    ),
});

const tokenNames: Readonly<Record<string, string>> = {
  cacheRead: 'cache read',
  cacheCreation: 'cache write',
};

const tokens = ({ tokens: parts }: WatchSnapshot, paint: Paint): FramePanel => ({
  title: 'Tokens',
  lines: (width) =>
    bars(
      parts?.map(({ name, value }) => ({ name: tokenNames[name] ?? name, value, shown: count(value) })),
      'none were used',
      width,
      paint,
    ),
});

const tools = ({ tools: parts }: WatchSnapshot, paint: Paint): FramePanel => ({
  title: 'Tools',
  lines: (width) =>
    bars(
      parts?.map(({ name, value, failed }) => ({
        name,
        value,
        shown: count(value),
        ...(failed > 0 && { note: `${count(failed)} failed` }),
      })),
      'none were used',
      width,
      paint,
    ),
});

const sessions = (
  { at, sessions: list, summary, order }: WatchSnapshot,
  paint: Paint,
  chosen: number | undefined,
): FramePanel => ({
  title:
    order === 'dearest'
      ? 'Sessions · most expensive first'
      : summary
        ? `Sessions · ${summary.sessionsActive} active, ${summary.sessionsToday} today`
        : 'Sessions',
  lines: (width, rows) => {
    if (!list) return [paint('dim', cut(waiting, width))];
    if (list.length === 0) return [paint('dim', cut('none was seen', width))];
    // The chosen one stays in sight.
    const from = chosen === undefined ? 0 : Math.max(0, chosen - rows + 1);
    return list.slice(from).map(({ id, first, last, costUSD }, index) => {
      const isActive = summary?.activeSessions?.includes(id) ?? false;
      const ago = cutLeft(isActive ? 'active' : `${span(at - last)} ago`, 11);
      const length = width < roomy ? '' : cutLeft(span(last - first), 8);
      const text = cutLeft(dollars(costUSD), 9) + length + ago;
      const mark = isActive ? paint('green', '●') : paint('dim', '○');
      const name = cut(id, Math.max(0, width - 2 - text.length));
      return from + index === chosen ? `> ${paint('inverse', name + text)}` : `${mark} ${name}${text}`;
    });
  },
});

const verdictColours: Readonly<Record<string, 'red' | 'yellow'>> = { deny: 'red', ask: 'yellow' };

/** `21:04` today, else `20 Nov`. */
const when = (iso: string, at: number): string => {
  const date = new Date(iso);
  return date.toDateString() === new Date(at).toDateString()
    ? date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString('en-GB', { day: '2-digit', month: 'short' });
};

const blocks = ({ at, blocks: list }: WatchSnapshot, paint: Paint): FramePanel => ({
  title: 'Blocked by the guard',
  lines: (width) => {
    if (!list) return [paint('dim', cut(waiting, width))];
    if (list.length === 0) return [paint('dim', cut('nothing', width))];
    return list.map(({ at: time, verdict, category, pattern, tool }) => {
      const start = `${cut(when(time, at), 6)} `;
      const colour = verdictColours[verdict];
      const word = cut(verdict, 4);
      const rest = cut(` ${category}/${pattern} ${tool}`, Math.max(0, width - start.length - 4));
      return start + (colour ? paint(colour, word) : word) + rest;
    });
  },
});

/** The panel in exactly `rows` lines: a title with a rule, then as many lines as fit. */
const drawn = ({ title, lines }: FramePanel, { columns, rows }: Size, paint: Paint): readonly string[] => {
  const rule = '─'.repeat(Math.max(0, columns - [...title].length - 1));
  const head = `${paint('bold', cut(title, Math.min(columns, [...title].length)))} ${paint('dim', rule)}`;
  const body = lines(columns, rows - 1).slice(0, Math.max(0, rows - 1));
  const blank = Array.from({ length: Math.max(0, rows - 1 - body.length) }, () => ' '.repeat(columns));
  return [head, ...body, ...blank].slice(0, rows);
};

const header = (snapshot: WatchSnapshot, columns: number, paint: Paint): string => {
  const { at, summary } = snapshot;
  const left = 'Claude Code';
  const data = summary?.lastData ? `data ${span(at - Date.parse(summary.lastData))} ago · ` : '';
  const clock = new Date(at).toLocaleTimeString('en-GB');
  const right = `${data}last ${rangeName(snapshot)} · ${clock}`;
  return paint('bold', left) + cutLeft(right, Math.max(0, columns - left.length));
};

const keys = 'q quit · h d w m range · c cost · ↑↓ Enter events';

const isDown = ({ summary, spent }: WatchSnapshot): boolean => summary === undefined && spent === undefined;

/** Smaller than this, nothing is drawn. */
const leastSize: Size = { columns: 40, rows: 10 };
/** Narrower than this, panels stand below each other. */
const twoColumns = 72;
const gap = 3;

/** Lines of the first panels, with title and empty line: they have no more to show. */
const shortestNameColumns = 6;

/** The heights of `number` rows of panels in `rows` lines; what the first does not need the others share. */
const shares = (rows: number, number: number): readonly number[] => {
  const first = Math.min(shortestNameColumns, Math.ceil(rows / number));
  const rest = rows - first;
  const others = Array.from(
    { length: number - 1 },
    (_, index) => Math.floor(rest / (number - 1)) + (index < rest % (number - 1) ? 1 : 0),
  );
  return [first, ...others];
};

const grid = (panels: readonly FramePanel[], { columns, rows }: Size, paint: Paint): readonly string[] => {
  const across = columns >= twoColumns ? 2 : 1;
  const width = Math.floor((columns - gap * (across - 1)) / across);
  const lines: string[] = [];
  for (const [index, height] of shares(rows, panels.length / across).entries()) {
    const inRow = panels.slice(index * across, (index + 1) * across);
    // The last line of each row stays empty, where there is room.
    const inner = height > 3 ? height - 1 : height;
    const parts = inRow.map((panel) => drawn(panel, { columns: width, rows: inner }, paint));
    for (let line = 0; line < inner; line += 1)
      lines.push(parts.map((part) => part[line] ?? '').join(' '.repeat(gap)));
    if (inner < height) lines.push('');
  }
  return lines;
};

/** The whole picture: at most `rows` lines of at most `columns` columns. */
export const frame = (
  snapshot: WatchSnapshot,
  size: Size,
  paint: Paint,
  /** Place of the session that Enter opens. */
  chosen?: number,
): readonly string[] => {
  const { columns, rows } = size;
  if (columns < leastSize.columns || rows < leastSize.rows)
    return [cut('The terminal is too small.', columns)];
  const head = header(snapshot, columns, paint);
  if (isDown(snapshot)) {
    const lines = ['', 'The stack does not answer.', '', '  start-observability start', '', keys];
    return [head, ...lines.map((line) => cut(line, columns).trimEnd())].slice(0, rows);
  }
  const panels = [cost, tokens, models, tools, sessions, blocks].map((panel) =>
    panel(snapshot, paint, chosen),
  );
  const body = grid(panels, { columns, rows: rows - 3 }, paint);
  return [head, '', ...body, paint('dim', cut(keys, columns).trimEnd())].slice(0, rows);
};
