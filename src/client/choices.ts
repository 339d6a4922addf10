import * as z from 'zod';
import { isLabelSource } from '../catalogue/labels.ts';
import { checkedName, checkedValue } from './resource-attributes.ts';

const attributes = z
  .record(z.string(), z.string())
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [checkedName(name), checkedValue(name, value)]),
    ),
  );

/** Milliseconds between two exports: below a second clients are busy exporting, above ten minutes today is not visible. */
const interval = (value: number) => z.int().min(1000).max(600_000).default(value);

/** What a person chooses about the client; kept in `client.json`, so that the next setup starts from it. */
export const choicesSchema = z.strictObject({
  /** By attribute name: team, env, user.name ... */
  attributes: attributes.prefault({}),
  repository: z.boolean().default(true),
  prompts: z.boolean().default(false),
  responses: z.boolean().default(false),
  toolDetails: z.boolean().default(false),
  traces: z.boolean().default(false),
  sessionId: z.boolean().default(true),
  accountId: z.boolean().default(true),
  version: z.boolean().default(false),
  entrypoint: z.boolean().default(false),
  metricInterval: interval(10_000),
  logInterval: interval(5000),
  /** OTLP/gRPC receiver; absent: the collector of this stack. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  hooks: z.boolean().default(true),
  statusLine: z.boolean().default(false),
  wrapStatusLine: z.boolean().default(false),
  commands: z.boolean().default(false),
});

export type Choices = z.output<typeof choicesSchema>;

export const defaultChoices = (): Choices => choicesSchema.parse({});

/** Attributes that become labels of every counter, with the option that sets each. */
export const attributeChoices = {
  team: { attribute: 'team', brief: 'whom the cost is booked on', why: 'splits every number by team' },
  project: { attribute: 'project', brief: 'what the work is for', why: 'splits every number by project' },
  environment: { attribute: 'env', brief: 'dev, ci, prod', why: 'keeps pipelines apart from people' },
  department: { attribute: 'department', brief: 'department', why: 'splits every number by department' },
  costCentre: { attribute: 'cost_center', brief: 'cost centre', why: 'lets accounting book the cost' },
} as const satisfies Readonly<Record<string, { attribute: string; brief: string; why: string }>>;

/** Attributes that name a person: kept only when `config.yaml` says so. */
export const personAttributes = ['user.name', 'user.email', 'user'] as const;

export const namesPerson = ({ attributes: chosen }: Choices): boolean =>
  personAttributes.some((name) => chosen[name] !== undefined);

/** Attributes of these choices that are no label of ours: they become labels of their own. */
export const freeAttributes = ({ attributes: chosen }: Choices): readonly string[] =>
  Object.keys(chosen).filter((name) => !isLabelSource(name));
