/** Beyond this a text below its own column would be a ribbon. */
const mostIndentCharacters = 54;

/** How much of a line stays at the left when the line goes on: up to its second column, or two more than it begins with. */
const hangOf = (line: string): number => {
  const [columns = ''] = /^\s*\S+(?: \S+)* {2,}(?=\S)/.exec(line) ?? [];
  if (columns.length > 0 && columns.length <= mostIndentCharacters) return columns.length;
  return (/^\s*/.exec(line)?.[0].length ?? 0) + 2;
};

/**
 * A text in lines of at most `columns` characters, broken between words; what follows stands below the text that it
 * belongs to. A word that is longer, as an address is, stays whole.
 * @param widthOf characters that a text takes on the screen
 */
export const wrap = (text: string, columns: number, widthOf: (text: string) => number): string =>
  text
    .split('\n')
    .map((line) => wrapLine(line, columns, widthOf))
    .join('\n');

const wrapLine = (line: string, columns: number, widthOf: (text: string) => number): string => {
  if (widthOf(line) <= columns) return line;
  const hang = hangOf(line);
  const indent = ' '.repeat(Math.min(hang, Math.max(0, columns - 20)));
  const [first = '', ...words] = line.trimStart().split(' ');
  const lines = [`${/^\s*/.exec(line)?.[0] ?? ''}${first}`];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (widthOf(last) + 1 + widthOf(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.map((one) => one.trimEnd()).join('\n');
};
