import * as z from 'zod';
import { configSchema } from './schema.ts';

/** The part of JSON Schema that our own schema renders to. */
export interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxItems?: number;
}

/** One setting a person can make: everything that is not a section of others. */
export interface ConfigKey {
  /** With dots: `ports.prometheus`. */
  readonly path: string;
  readonly brief: string;
  /** What may be written, in words. */
  readonly allowed: string;
  readonly default: unknown;
  /** The environment variable that overrules `config.yaml`. */
  readonly environment: string;
}

/** The configuration's schema as JSON Schema (2020-12). */
export const jsonSchema = (): SchemaNode => z.toJSONSchema(configSchema, { io: 'input' }) as SchemaNode;

const range = ({ minimum, maximum, exclusiveMinimum }: SchemaNode): string => {
  const low = minimum ?? exclusiveMinimum;
  const hasHigh = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  const words = exclusiveMinimum === undefined ? 'from' : 'above';
  return (
    (low === undefined || low === Number.MIN_SAFE_INTEGER ? '' : ` ${words} ${low}`) +
    (hasHigh ? ` to ${maximum}` : '')
  );
};

/** What `node` allows, in words. */
export const allowed = (node: SchemaNode): string => {
  if (node.enum) return node.enum.join(', ');
  if (node.type === 'array') return `list of ${allowed(node.items ?? {})}`;
  if (node.type === 'integer') return `whole number${range(node)}`;
  if (node.type === 'number') return `number${range(node)}`;
  if (node.type === 'boolean') return 'true, false';
  if (node.properties) return `{ ${Object.keys(node.properties).join(', ')} }`;
  if (node.type === 'object') {
    const value = typeof node.additionalProperties === 'object' ? allowed(node.additionalProperties) : 'text';
    return `names, each with ${value}`;
  }
  if (node.format === 'uri') return 'URL';
  if (node.examples) return `text such as ${node.examples.join(', ')}`;
  return 'text';
};

const words = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

/** `ports.otlpGrpc` -> `START_OBSERVABILITY_PORTS_OTLP_GRPC`. */
const environmentOf = (path: readonly string[]): string =>
  ['START_OBSERVABILITY', ...path.map(words)].join('_');

const walk = (node: SchemaNode, path: readonly string[]): readonly ConfigKey[] =>
  node.properties
    ? Object.entries(node.properties).flatMap(([name, child]) => walk(child, [...path, name]))
    : [
        {
          path: path.join('.'),
          brief: node.description ?? '',
          allowed: allowed(node),
          default: node.default,
          environment: environmentOf(path),
        },
      ];

/** Every key of `config.yaml`, in the order of the schema. */
export const keys = (schema: SchemaNode = jsonSchema()): readonly ConfigKey[] => walk(schema, []);

/** The schema of what lies at `path`; numbers step into lists. Undefined where nothing is known. */
export const nodeAt = (schema: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined =>
  path.reduce<SchemaNode | undefined>((node, step) => {
    if (node?.items && typeof step === 'number') return node.items;
    const child = node?.properties?.[String(step)];
    if (child) return child;
    return typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
  }, schema);
