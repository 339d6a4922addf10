/**
 * How much a value says about a person. The redaction of the collector and of the ledger is made from it.
 *
 * - `public`: says nothing about a person.
 * - `pseudonymous`: tells persons or sessions apart without naming them.
 * - `personal`: names a person, an account or an organisation.
 * - `content`: what people typed, what the model answered, what is in their files.
 */
export type Privacy = 'public' | 'pseudonymous' | 'personal' | 'content';

export type AttributeType = 'string' | 'int' | 'double' | 'boolean' | 'string[]';

export interface Attribute {
  readonly brief: string;
  readonly type: AttributeType;
  readonly privacy: Privacy;
  /** The closed set of values, where there is one. */
  readonly values?: readonly string[];
  /** The client's setting that switches the attribute on; absent: always sent. */
  readonly switchedBy?: string;
  /** First client version known to send it. */
  readonly since?: string;
}

/** OpenTelemetry attribute name to Prometheus label name: every character that a label may not have is `_`. */
export const labelName = (attribute: string): string => attribute.replaceAll(/[^a-zA-Z0-9_]/g, '_');
