/** Addresses with `{value}` in them, by the label whose values lead there: `links` of `config.yaml`. */
export type LabelLinks = Readonly<Record<string, string>>;

/** Where a value of a label leads; undefined where it leads nowhere. */
export const labelLink = (links: LabelLinks, label: string, value: unknown): string | undefined => {
  const address = Object.hasOwn(links, label) ? links[label] : undefined;
  if (address === undefined || typeof value !== 'string' || value === '') return undefined;
  // The names of repositories and branches have slashes that mean the same in an address.
  return address.replaceAll('{value}', encodeURIComponent(value).replaceAll('%2F', '/'));
};
