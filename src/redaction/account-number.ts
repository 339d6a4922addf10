import type { AnyValue } from '../otlp/model.ts';

/**
 * What stands before the name in an Amazon resource name that holds the number of an account, as the model of Bedrock
 * does that is an inference profile. Go's RE2 and JavaScript read the expression alike.
 */
export const accountPrefix = '^([a-z_]+/)?arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:';

const prefix = new RegExp(accountPrefix);

/** The text, without the number of an account: `application-inference-profile/4jqtkehs0zy3`. */
export const withoutAccount = (text: string): string => text.replace(prefix, '');

/** The same for a value, in place. */
export const cutAccount = (value: AnyValue | undefined): void => {
  if (typeof value?.stringValue === 'string') value.stringValue = withoutAccount(value.stringValue);
};

/** The same, as statements of the collector's `transform` processor. */
export const accountStatements = (contexts: readonly string[]): readonly string[] =>
  contexts.map((context) => `replace_all_patterns(${context}.attributes, "value", "${accountPrefix}", "")`);
