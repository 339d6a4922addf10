import * as z from 'zod';
import { labelName } from '../catalogue/attribute.ts';
import { sharedLabels } from '../catalogue/labels.ts';
import type { Config } from './schema.ts';

/** Stands in an address for the value of a label. */
const placeholder = '{value}';

/** The value may choose what is shown of a site, never the site. */
const isAddressOfValue = (text: string): boolean => {
  if (!text.includes(placeholder) || !URL.canParse(text)) return false;
  const { protocol, origin, username, password } = new URL(text);
  const isPlain = /^https?:$/.test(protocol) && username === '' && password === '';
  return isPlain && text.startsWith(`${origin}/`) && !origin.includes(placeholder);
};

export const linksSchema = z
  .record(
    z.string().max(100),
    z
      .string()
      .max(500)
      .refine(
        isAddressOfValue,
        `an address with ${placeholder} behind its host: https://tracker.example/browse/{value}`,
      )
      .meta({ examples: ['https://tracker.example/browse/{value}'] }),
  )
  .default({})
  .describe(
    'Label to the address that its values lead to, on pages and in reports: ticket, repository, branch.',
  );

/** Labels that are read from the place of work, not from what the client sends. */
const ofWork = ['repository', 'branch', 'worktree', 'ticket'];

/** Links of labels that nothing has: they would never be seen. */
export const linkComplaints = ({ links, labels }: Pick<Config, 'links' | 'labels'>): readonly string[] => {
  const known = new Set([
    ...ofWork,
    ...sharedLabels.map((name) => (name === 'user' ? 'person' : name)),
    ...labels.extra.map(labelName),
  ]);
  return Object.keys(links)
    .filter((name) => !known.has(name))
    .map((name) => `links.${name}: there is no such label. There are: ${[...known].sort().join(', ')}.`);
};
