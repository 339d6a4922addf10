import { attributes } from './attributes.ts';

/**
 * Where the ledger finds the value of a label: the first of these attributes that there is, each looked for on the data
 * point or record, then on the resource (a person's chosen name there comes before the `user.id` on every point). A
 * label that is not here is read from the attribute whose label name it is.
 */
export const labelSources: Readonly<Record<string, readonly string[]>> = {
  app_version: ['app.version', 'service.version'],
  app_entrypoint: ['app.entrypoint'],
  terminal_type: ['terminal.type'],
  provider: ['anthropic.provider'],
  agent_name: ['agent.name'],
  skill_name: ['skill.name'],
  plugin_name: ['plugin.name'],
  mcp_server_name: ['mcp_server.name'],
  mcp_tool_name: ['mcp_tool.name'],
};

/**
 * Labels from `OTEL_RESOURCE_ATTRIBUTES` that every counter of the ledger may carry. Each has a closed list of
 * attributes that mean it; which of them are on is the user's choice (`labels.resource`, `labels.user`).
 */
export const sharedLabelSources = {
  team: ['team', 'team.id', 'team.name'],
  project: ['project', 'project.name'],
  env: ['env', 'environment', 'deployment.environment.name', 'deployment.environment'],
  service_name: ['service.name'],
  department: ['department'],
  cost_center: ['cost_center', 'cost.center'],
  repository: ['vcs.repository.name'],
  branch: ['vcs.ref.head.name', 'branch'],
  user: ['user.name', 'user', 'user.email', 'user.id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SharedLabel = keyof typeof sharedLabelSources;
export const isSharedLabel = (name: string): name is SharedLabel => Object.hasOwn(sharedLabelSources, name);
export const sharedLabels = Object.keys(sharedLabelSources) as readonly SharedLabel[];

const sharedSources: ReadonlySet<string> = new Set(Object.values(sharedLabelSources).flat());

/** Whether a resource attribute is one that a label of ours is read from. */
export const isLabelSource = (attribute: string): boolean => sharedSources.has(attribute);

const valuesOf = (name: keyof typeof attributes): readonly string[] => attributes[name].values ?? [];

/** Labels with a closed set of values. They keep their value where a metric has too many label sets. */
export const closedLabels: Readonly<Record<string, readonly string[]>> = {
  type: valuesOf('type'),
  start_type: valuesOf('start_type'),
  decision: valuesOf('decision'),
  success: ['true', 'false'],
  moment: ['before', 'after'],
  ttl: ['5m', '1h'],
  counted_from: ['events'],
  outcome: ['success', 'blocking', 'non_blocking_error', 'cancelled'],
};
