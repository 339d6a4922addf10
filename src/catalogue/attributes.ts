import type { AttributeTable, Privacy } from './attribute.ts';
import { clientAttributes } from './attributes/client.ts';
import { extensionAttributes, hookAttributes } from './attributes/extension.ts';
import { requestAttributes } from './attributes/request.ts';
import { customAttributes, resourceAttributes } from './attributes/resource.ts';
import { cutAttributes, spanAttributes } from './attributes/span.ts';
import { correlationAttributes, standardAttributes } from './attributes/standard.ts';
import { toolAttributes } from './attributes/tool.ts';

/** The attributes by family, as documentation shows them. */
export const attributeFamilies = {
  Resource: resourceAttributes,
  'Set by the team': customAttributes,
  Standard: standardAttributes,
  Correlation: correlationAttributes,
  'Requests to the model': requestAttributes,
  'Tools and permissions': toolAttributes,
  Hooks: hookAttributes,
  'MCP servers, plugins, skills, agents': extensionAttributes,
  'Prompts, answers, housekeeping': clientAttributes,
  'Spans only': spanAttributes,
  'Marks of cut text': cutAttributes,
} as const;

const merged = {
  ...resourceAttributes,
  ...customAttributes,
  ...standardAttributes,
  ...correlationAttributes,
  ...requestAttributes,
  ...toolAttributes,
  ...hookAttributes,
  ...extensionAttributes,
  ...clientAttributes,
  ...spanAttributes,
  ...cutAttributes,
};

/** Name of any attribute that a metric, event, span or resource of the client may carry. */
export type AttributeName = keyof typeof merged;

/** Every attribute that the client may send, by its OTLP name. */
export const attributes: AttributeTable<AttributeName> = merged;

export const isAttributeName = (name: string): name is AttributeName => Object.hasOwn(attributes, name);

/**
 * The privacy class of an attribute, in the event (`event.name`, optional) that carries it. `undefined` for a name
 * that the catalogue does not know: custom resource attributes, keys of `hook_plugin_metrics`, a newer client.
 */
export const privacyOf = (name: string, event?: string): Privacy | undefined => {
  if (!isAttributeName(name)) return undefined;
  const { privacy, privacyIn } = attributes[name];
  return (event !== undefined && privacyIn?.[event]) || privacy;
};
