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
  /** Several where the client sends the same name with different types: read those defensively. */
  readonly type: AttributeType | readonly AttributeType[];
  /** The strictest class that any signal needs for this name. */
  readonly privacy: Privacy;
  /** Log events (by `event.name`) in which the same name holds something of another class. */
  readonly privacyIn?: Readonly<Record<string, Privacy>>;
  /** For content: the switch of `privacy` in `config.yaml` that keeps it. Content without one is never kept. */
  readonly keptBy?: 'prompts' | 'responses' | 'tools';
  /** The closed set of values, where there is one. */
  readonly values?: readonly string[];
  /** The client's setting that switches the attribute, or its real value, on; absent: always sent. */
  readonly switchedBy?: string;
  /** The client's setting that switches the attribute off, where it is on by default. */
  readonly switchedOffBy?: string;
  /** First client version known to send it. */
  readonly since?: string;
}

/** Attributes by their own name, as in OTLP. */
export type AttributeTable<Name extends string = string> = Readonly<Record<Name, Attribute>>;

/** Checks a family of attributes and keeps its names in the type, so that a misspelt one does not compile. */
export const defineAttributes = <const Name extends string>(
  family: AttributeTable<Name>,
): AttributeTable<Name> => family;

/** All types an attribute may come with. */
export const attributeTypes = ({ type }: Attribute): readonly AttributeType[] =>
  typeof type === 'string' ? [type] : type;

/** OpenTelemetry attribute name to Prometheus label name: every character that a label may not have is `_`. */
export const labelName = (attribute: string): string => attribute.replaceAll(/[^a-zA-Z0-9_]/g, '_');
