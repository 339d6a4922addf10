import { useAsked } from './api.ts';
import { text } from './format.ts';

type LabelLinks = Readonly<Record<string, string>>;

/** Addresses with `{value}` in them, by the label whose values lead there; none until they are known. */
export function useLabelLinks(): LabelLinks {
  const asked = useAsked<LabelLinks>('/links');
  return asked.state === 'there' ? asked.answer : {};
}

interface LabelValueProps {
  readonly links: LabelLinks;
  readonly label: string;
  readonly value: unknown;
  /** Characters beyond this are left out of what is shown. */
  readonly most?: number;
}

/** A value of a label, as a link where `links` of the configuration has one for it. */
export function LabelValue({ links, label, value, most }: LabelValueProps) {
  const shown = text(value as string).slice(0, most);
  const address = Object.hasOwn(links, label) ? links[label] : undefined;
  if (address === undefined || typeof value !== 'string' || value === '') return shown;
  const target = address.replaceAll('{value}', encodeURIComponent(value).replaceAll('%2F', '/'));
  return (
    <a href={target} rel="noreferrer">
      {shown}
    </a>
  );
}
