import { replaceNamedSecrets } from '@start-observability/guard/secrets/named-values.ts';
import { replacePeople } from '@start-observability/guard/secrets/people.ts';
import { replaceSecrets } from '@start-observability/guard/secrets/shapes.ts';
import type { Attribute } from '../catalogue/attribute.ts';
import { attributes } from '../catalogue/attributes.ts';
import type { AttributeMap } from '../otlp/value.ts';

/** A text as it may be kept: with every secret, e-mail address and phone number replaced. */
export const keptText = (text: string): string => replacePeople(replaceNamedSecrets(replaceSecrets(text)));

const contentNames: ReadonlySet<string> = new Set(
  Object.entries<Attribute>(attributes)
    .filter(([, { privacy }]) => privacy === 'content')
    .map(([name]) => name),
);

/** Cleans what people typed, what the model answered and what is in files, where the user has it kept; in place. */
export const cleanKeptText = (map: AttributeMap): void => {
  for (const [name, value] of map)
    if (typeof value === 'string' && contentNames.has(name)) map.set(name, keptText(value));
};
