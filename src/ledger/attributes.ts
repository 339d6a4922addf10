import { hash } from 'node:crypto';
import type { AttributeMap } from '../otlp/value.ts';

/** One text for one set of attributes, whatever their order. */
export const canonical = (attributes: AttributeMap): string =>
  JSON.stringify([...attributes].sort(([a], [b]) => (a < b ? -1 : 1)));

/** A short name for a long text: 128 bits, enough that two never meet. */
export const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
