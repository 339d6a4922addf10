import { exitCode, Failure } from '../failure.ts';

/** Resource attributes by name, not encoded. */
export type ResourceAttributes = Readonly<Record<string, string>>;

/**
 * The OpenTelemetry SDK drops the whole variable, not only the attribute, when one value is longer than this
 * (`EnvDetector` of @opentelemetry/resources 2.2, which measures the encoded text).
 */
const longestValueCharacters = 255;

/** Clients 2.1.161 to 2.1.191 and some later ones stopped exporting metrics with more (anthropics/claude-code#71447). */
export const mostAttributes = 12;

const refuse = (name: string, what: string, fix?: string): never => {
  throw new Failure(`The resource attribute ${name} ${what}.`, {
    exitCode: exitCode.usage,
    ...(fix && { fix }),
  });
};

/** @throws Failure when the SDK would not take the name */
export const checkedName = (name: string): string =>
  /^[a-zA-Z][\w.-]{0,99}$/.test(name)
    ? name
    : refuse(JSON.stringify(name), 'has a name that is not allowed', 'letters, digits and . _ - only');

/** The value without blanks around it. @throws Failure when it cannot be sent */
export const checkedValue = (name: string, value: string): string => {
  const trimmed = value.trim();
  if (trimmed === '') refuse(name, 'is empty');
  if (/\p{Cs}/u.test(trimmed)) refuse(name, 'is not valid Unicode');
  if (/\p{Cc}/u.test(trimmed)) refuse(name, 'holds control characters');
  if (encodeURIComponent(trimmed).length > longestValueCharacters) {
    refuse(
      name,
      `is longer than ${longestValueCharacters} characters once it is encoded`,
      'use a shorter value',
    );
  }
  return trimmed;
};

/**
 * Writes attributes as `OTEL_RESOURCE_ATTRIBUTES` wants them: `a=1,b=2`, in each value every character but letters,
 * digits and `-_.!~*'()` percent-encoded as UTF-8. The specification demands it for comma and equals sign and allows
 * it for the rest ("Specifying resource information via an environment variable", Resource SDK); SDKs that check for
 * W3C baggage octets demand it for blanks, quotes, semicolons, backslashes and everything beyond ASCII.
 */
export const formatAttributes = (attributes: ResourceAttributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(',');

const isUsable = (pair: string): boolean => {
  const [name = '', value, ...more] = pair.split('=');
  if (value === undefined || more.length > 0 || name.trim() === '') return false;
  // Printable ASCII without comma, semicolon and backslash: one other character makes the SDK drop everything.
  if (!/^[\x21-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(value.trim())) return false;
  try {
    return decodeURIComponent(value).length <= longestValueCharacters;
  } catch {
    return false;
  }
};

/** Adds our attributes to those of an existing value; ours win. Entries that would make the SDK drop all of them are removed. */
export const mergeAttributes = (theirs: string, ours: ResourceAttributes): string => {
  const kept = theirs
    .split(',')
    .filter((pair) => isUsable(pair) && !Object.hasOwn(ours, (pair.split('=')[0] ?? '').trim()))
    .map((pair) => pair.trim());
  return [...kept, formatAttributes(ours)].filter(Boolean).join(',');
};
