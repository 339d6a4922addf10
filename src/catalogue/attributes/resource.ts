import { defineAttributes } from '../attribute.ts';

/**
 * What the resource of every export carries: the client's own attributes and those that a team sets itself.
 * Sources: "Standard attributes" and "Multi-team organization support" of the monitoring documentation, and
 * resources sent by clients 2.1.197 to 2.1.332. The client copies `OTEL_RESOURCE_ATTRIBUTES` onto every data
 * point and event as well (since 2.1.161), so these names appear there too.
 */

const custom = {
  type: 'string',
  switchedBy: 'OTEL_RESOURCE_ATTRIBUTES',
  switchedOffBy: 'OTEL_METRICS_INCLUDE_RESOURCE_ATTRIBUTES',
} as const;

export const resourceAttributes = defineAttributes({
  'service.name': {
    brief: 'Program that sends: `claude-code`, `claude-code-desktop`, or what `OTEL_SERVICE_NAME` says.',
    type: 'string',
    privacy: 'public',
  },
  'service.version': { brief: 'Version of the client.', type: 'string', privacy: 'public' },
  'os.type': { brief: 'Operating system, e.g. `linux`.', type: 'string', privacy: 'public' },
  'os.version': { brief: 'Version of the operating system.', type: 'string', privacy: 'public' },
  'host.arch': { brief: 'Processor architecture, e.g. `amd64`.', type: 'string', privacy: 'public' },
  'wsl.version': {
    brief: 'Version of the Windows Subsystem for Linux, inside it.',
    type: 'string',
    privacy: 'public',
  },
});

/** Attributes that our documentation proposes, and usual ones of OpenTelemetry, for `OTEL_RESOURCE_ATTRIBUTES`. */
export const customAttributes = defineAttributes({
  team: { ...custom, brief: 'Team that the cost is booked on.', privacy: 'public' },
  'team.id': { ...custom, brief: 'Identifier of the team.', privacy: 'public' },
  'team.name': { ...custom, brief: 'Name of the team.', privacy: 'public' },
  project: { ...custom, brief: 'Project that the work is for.', privacy: 'public' },
  'project.name': { ...custom, brief: 'Name of the project.', privacy: 'public' },
  branch: { ...custom, brief: 'Branch, where a pipeline sets it.', privacy: 'public' },
  env: { ...custom, brief: 'Environment, e.g. `dev`, `ci`.', privacy: 'public' },
  environment: { ...custom, brief: 'Environment, under another usual name.', privacy: 'public' },
  'deployment.environment': {
    ...custom,
    brief: "Environment, under OpenTelemetry's older name.",
    privacy: 'public',
  },
  'deployment.environment.name': {
    ...custom,
    brief: "Environment, under OpenTelemetry's name.",
    privacy: 'public',
  },
  department: { ...custom, brief: 'Department.', privacy: 'public' },
  cost_center: { ...custom, brief: 'Cost centre.', privacy: 'public' },
  'cost.center': { ...custom, brief: 'Cost centre, under another usual name.', privacy: 'public' },
  'service.namespace': { ...custom, brief: 'Group of services.', privacy: 'public' },
  'service.instance.id': { ...custom, brief: 'Machine or container that sends.', privacy: 'pseudonymous' },
  'host.name': { ...custom, brief: 'Name of the machine; often the name of its owner.', privacy: 'personal' },
  'host.id': { ...custom, brief: 'Identifier of the machine.', privacy: 'pseudonymous' },
  user: { ...custom, brief: 'Person, as a team chose to call them.', privacy: 'personal' },
  'user.name': { ...custom, brief: 'Name of the person.', privacy: 'personal' },
  'user.full_name': { ...custom, brief: 'Full name of the person.', privacy: 'personal' },
  'enduser.id': { ...custom, brief: "Person, under OpenTelemetry's older name.", privacy: 'personal' },
  'org.name': { ...custom, brief: 'Name of the organisation.', privacy: 'personal' },
});
