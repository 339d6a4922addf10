import { isLabelSource, sharedLabelSources } from '../../catalogue/labels.ts';

/** Longer lists are not read: a hook must answer in time. */
const mostCharacters = 8000;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * The labels that a session's numbers carry, from its `OTEL_RESOURCE_ATTRIBUTES`: `name=value` with commas between,
 * percent-encoded. https://opentelemetry.io/docs/specs/otel/resource/sdk/
 */
export const sessionLabels = (resourceAttributes: string): Readonly<Record<string, string>> => {
  const attributes = new Map(
    resourceAttributes
      .slice(0, mostCharacters)
      .split(',')
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const;
      })
      .filter(([name]) => isLabelSource(name)),
  );
  return Object.fromEntries(
    Object.entries(sharedLabelSources).flatMap(([label, sources]) => {
      const value = sources.map((source) => attributes.get(source)).find((one) => one !== undefined);
      return value === undefined ? [] : [[label, value]];
    }),
  );
};
