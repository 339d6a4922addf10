/**
 * One escaping for each language that texts are written into: names come from repositories, from whoever sends
 * telemetry, and from models. What a terminal shows is `printable.ts`; what a shell reads, `client/shell-lines.ts`.
 */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text in HTML or XML, between tags as in attributes between quotes. */
export const markupText = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');

const markdownEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '[': '&#91;',
  ']': '&#93;',
  '`': '&#96;',
  '\\': '\\\\',
  '|': '\\|',
};

/**
 * Plain text on one line of Markdown, in a table, too: none of it becomes a tag, a link, a picture, code or a column.
 * Emphasis stays: names have underscores, and it does no harm.
 */
export const markdownText = (text: string): string =>
  text.replaceAll(/[&<[\]`\\|]/g, (sign) => markdownEntities[sign] ?? '').replaceAll(/[\r\n]+/g, ' ');

/** Markdown of our own in a cell of a table. */
export const markdownCell = (markdown: string): string =>
  markdown.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ');

/** A link of Markdown to a text that is escaped already; a bracket or a bar in the address would end the link. */
export const markdownLink = (text: string, address: string): string =>
  `[${text}](${address.replaceAll(/[()|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)})`;

/** A text that a spreadsheet would run as a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text as a field of CSV (RFC 4180); formulas are made harmless by an apostrophe. */
export const csvField = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A text between double quotes in PromQL, whose escapes are those of Go: all that JSON writes is among them. */
export const promqlText = (text: string): string => JSON.stringify(text);

/**
 * A text in which `$` is no variable: in values of Compose and of the collector's configuration, and in command lines
 * of systemd.
 */
export const withoutVariables = (text: string): string => text.replaceAll('$', '$$$$');
