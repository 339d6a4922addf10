import { markupText } from '../../escape.ts';

/** Text that is markup already. */
export interface Markup {
  readonly markup: string;
}

type MarkupPart = string | number | Markup | readonly Markup[];

const partText = (part: MarkupPart): string => {
  if (typeof part === 'string') return markupText(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('');
};

/** Markup with every value escaped, in text as in attributes between quotes. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup => ({
  markup: strings.reduce((text, string, index) => text + partText(parts[index - 1] ?? '') + string),
});

export const nothing: Markup = { markup: '' };
