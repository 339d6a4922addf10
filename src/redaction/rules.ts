import type { Attribute } from '../catalogue/attribute.ts';
import { attributes, isAttributeName } from '../catalogue/attributes.ts';
import { isSharedLabel, sharedLabelSources } from '../catalogue/labels.ts';
import type { Config } from '../config/schema.ts';
import type { OtlpSignal } from '../otlp/model.ts';
import { identityAttribute } from './identity.ts';

/** What happens to an attribute. A hash is keyed (HMAC-SHA-256) and 64 hexadecimal characters long. */
export type Action = 'keep' | 'hash' | 'drop';

/**
 * What happens to which attribute, wherever it stands: on resources, scopes, data points, log records, spans and span
 * events. Both the collector's configuration and the redaction within the ledger are made from this one table.
 */
export interface Rules {
  /** Every attribute that the catalogue knows, and the sources of the labels that the user wants. */
  readonly actions: ReadonlyMap<string, Action>;
  /** On log records: attributes that would be dropped, but are harmless in these events (by `event.name`). */
  readonly keptInEvents: ReadonlyMap<string, readonly string[]>;
  /** The message of a span's status: an error message, like the attribute `error`. */
  readonly statusMessage: 'keep' | 'drop';
}

/**
 * What happens to attributes that the catalogue does not know: they may be private, so none passes
 * in clear. On metrics they are hashed rather than dropped, because attributes are what tells series apart: two series
 * of a newer client that became one by dropping would lose the points of one of them.
 */
export const unknownAction: Readonly<Record<OtlpSignal, Action>> = {
  metrics: 'hash',
  logs: 'drop',
  traces: 'drop',
};

/**
 * Only a body of this form is kept: the name of an event, which is what the client writes there. Go's RE2 and
 * JavaScript read the expression alike.
 */
export const eventBody = '^claude_code\\.[a-z0-9_.]+$';

/** Attributes that the collector's own redaction processor would let through its list of allowed ones. */
const collectorDiagnostics = [
  'redaction.redacted.keys',
  'redaction.redacted.count',
  'redaction.masked.keys',
  'redaction.masked.count',
  'redaction.ignored.count',
];

export interface Wishes {
  readonly privacy: Config['privacy'];
  /** Labels that the user wants (`labels.shared`, `labels.extra`): naming one is consent to its sources. */
  readonly shared: readonly string[];
}

const actionOf = ({ privacy, keptBy }: Attribute, wishes: Wishes['privacy']): Action => {
  if (privacy === 'personal') return wishes.person;
  if (privacy === 'content') return keptBy ? wishes[keptBy] : 'drop';
  return 'keep';
};

const isPersonal = (name: string) => isAttributeName(name) && attributes[name].privacy === 'personal';

/** Labels let their sources through, persons excepted: those are `privacy.person`'s to decide. */
const labelSources = (shared: readonly string[]): string[] =>
  shared
    .flatMap((label): readonly string[] => (isSharedLabel(label) ? sharedLabelSources[label] : [label]))
    .filter((name) => !isPersonal(name));

const harmlessEvents = ({ privacyIn = {} }: Attribute): string[] =>
  Object.entries(privacyIn)
    .filter(([, privacy]) => privacy === 'public' || privacy === 'pseudonymous')
    .map(([event]) => event);

/** The table for a configuration. */
export const rulesOf = ({ privacy, shared }: Wishes): Rules => {
  const hashed = [identityAttribute, ...collectorDiagnostics];
  const actions = new Map<string, Action>(hashed.map((name) => [name, 'hash']));
  const keptInEvents = new Map<string, readonly string[]>();
  for (const [name, attribute] of Object.entries<Attribute>(attributes)) {
    const action = actionOf(attribute, privacy);
    actions.set(name, action);
    const events = harmlessEvents(attribute);
    if (action === 'drop' && events.length > 0) keptInEvents.set(name, events);
  }
  for (const name of labelSources(shared)) actions.set(name, 'keep');
  // Only attributes can be hashed.
  const statusMessage = actionOf(attributes.error, privacy) === 'keep' ? 'keep' : 'drop';
  return { actions, keptInEvents, statusMessage };
};

/** The attributes with an action, sorted. */
export const namesOf = ({ actions }: Rules, wanted: Action): string[] =>
  [...actions].flatMap(([name, action]) => (action === wanted ? [name] : [])).sort();
