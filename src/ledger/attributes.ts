import { hash } from 'node:crypto';
import { sourceAttribute } from '../catalogue/imported.ts';
import { type AttributeMap, attributesOf } from '../otlp/value.ts';

/** The attributes that telemetry came with. It cannot pose as imported history. */
export const toldAttributes = (sent: Parameters<typeof attributesOf>[0]): AttributeMap => {
  const attributes = attributesOf(sent);
  attributes.delete(sourceAttribute);
  return attributes;
};

/** One text for one set of attributes, whatever their order. */
export const canonical = (attributes: AttributeMap): string =>
  JSON.stringify([...attributes].sort(([a], [b]) => (a < b ? -1 : 1)));

/** A short name for a long text: 128 bits, enough that two never meet. */
export const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
