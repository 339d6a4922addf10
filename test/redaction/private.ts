import type { Privacy } from '../../src/catalogue/attribute.ts';
import { privacyOf } from '../../src/catalogue/attributes.ts';
import { scenarios } from '../captures/read.ts';

export type CapturedSignal = 'metrics' | 'logs' | 'traces';

export interface Captured {
  readonly signal: CapturedSignal;
  readonly scenario: string;
  readonly body: object;
}

/** Every OTLP request that was recorded, of all client versions. */
export const captured = (): Captured[] =>
  scenarios().flatMap(({ version, name, metrics, logs, traces }) =>
    (Object.entries({ metrics, logs, traces }) as [CapturedSignal, readonly object[]][]).flatMap(
      ([signal, bodies]) => bodies.map((body) => ({ signal, scenario: `${version} ${name}`, body })),
    ),
  );

/** The string values of attributes in a value, by name. */
const eachAttribute = (value: unknown, visit: (key: string, text: string) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  const { key, value: inner } = value as { key?: unknown; value?: { stringValue?: unknown } };
  if (typeof key === 'string' && typeof inner?.stringValue === 'string') visit(key, inner.stringValue);
  for (const child of Object.values(value)) eachAttribute(child, visit);
};

/**
 * The values of the given classes of privacy that the client really sent. Short ones and those that stand in public
 * attributes too (an error class, a word that a prompt shares with a tool name) say nothing and are left out.
 */
export const privateValues = (bodies: readonly Captured[], classes: readonly Privacy[]): Set<string> => {
  const secret = new Set<string>();
  const open: string[] = [];
  for (const { body } of bodies)
    eachAttribute(body, (key, text) => {
      const privacy = privacyOf(key);
      if (privacy === 'personal' || privacy === 'content') {
        if (classes.includes(privacy)) secret.add(text);
      } else open.push(text);
    });
  const inTheOpen = open.join('\n');
  return new Set(
    [...secret].filter((text) => text.length >= 8 && text !== '<REDACTED>' && !inTheOpen.includes(text)),
  );
};
