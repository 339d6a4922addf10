import { describe, expect, test } from 'vitest';
import { eventMetrics } from '../../src/catalogue/activity-metrics.ts';
import type { Privacy } from '../../src/catalogue/attribute.ts';
import {
  type AttributeName,
  attributeFamilies,
  attributes,
  privacyOf,
} from '../../src/catalogue/attributes.ts';
import { defineEvents } from '../../src/catalogue/event.ts';
import { isEventName } from '../../src/catalogue/events.ts';
import { labelSources, sharedLabelSources } from '../../src/catalogue/labels.ts';
import { countedFrom, metrics } from '../../src/catalogue/telemetry.ts';

const names = Object.keys(attributes) as AttributeName[];

test('no attribute is in two families', () => {
  const listed = Object.values(attributeFamilies).flatMap((family) => Object.keys(family));
  expect(listed.filter((name, index) => listed.indexOf(name) !== index)).toEqual([]);
  expect(new Set(listed)).toEqual(new Set(names));
});

test('a misspelt attribute of an event does not compile', () => {
  // @ts-expect-error `modle` is no attribute
  expect(defineEvents({ nap: { brief: 'A nap.', attributes: ['modle'] } }).nap.attributes).toEqual(['modle']);
});

const classes: Readonly<Record<Exclude<Privacy, 'public'>, readonly AttributeName[]>> = {
  content: [
    'prompt',
    'prompt_text',
    'response',
    'system_prompt',
    'body',
    'body_ref',
    'error',
    'tool_input',
    'tool_parameters',
    'full_command',
    'bash_command',
    'file_path',
    'content',
    'output',
    'diff',
    'user_prompt',
    'new_context',
    'system_reminders',
    'system_prompt_preview',
    'user_system_prompt',
    'response.model_output',
    'hook_definitions',
    'managed_settings.settings',
    'managed_settings.helper.path',
    'vcs.repository.url.full',
    'vcs.ref.head.name',
    'workspace.host_paths',
  ],
  personal: [
    'user.email',
    'user.account_uuid',
    'user.account_id',
    'user.name',
    'user.groups',
    'user',
    'organization.id',
    'host.name',
    'vcs.owner.name',
    'anthropic.custom_base_url',
  ],
  pseudonymous: [
    'user.id',
    'session.id',
    'ccr.session.id',
    'gen_ai.conversation.id',
    'prompt.id',
    'message.uuid',
    'message.id',
    'request_id',
    'client_request_id',
    'gen_ai.response.id',
    'tool_use_id',
    'gen_ai.tool.call.id',
    'agent_id',
  ],
};

describe.each(Object.entries(classes))('of class %s', (privacy, listed) => {
  test.each(listed)('is %s', (name) => {
    expect(privacyOf(name)).toBe(privacy);
  });
});

test('whatever the client sends only on a switch for content is content, or says only its size', () => {
  const switches = /OTEL_LOG_(USER_PROMPTS|ASSISTANT_RESPONSES|TOOL_CONTENT|RAW_API_BODIES)/;
  const open = names.filter(
    (name) => switches.test(attributes[name].switchedBy ?? '') && privacyOf(name) !== 'content',
  );
  expect(open).toEqual([]);
});

test('content that no switch of ours keeps is known by name', () => {
  const never = names.filter((name) => privacyOf(name) === 'content' && !attributes[name].keptBy);
  expect(never.toSorted()).toEqual([
    'body',
    'body_ref',
    'managed_settings.helper.path',
    'managed_settings.settings',
    'new_context',
    'tool',
    'tools',
    'vcs.repository.url.full',
    'workspace.host_paths',
  ]);
  expect(names.filter((name) => attributes[name].keptBy && privacyOf(name) !== 'content')).toEqual([]);
});

test('a name that the catalogue does not know has no class', () => {
  expect(privacyOf('somebody.elses')).toBeUndefined();
});

test('the answer to a survey is public, the answer of the model is content', () => {
  expect(privacyOf('response', 'feedback_survey')).toBe('public');
  expect(privacyOf('response', 'assistant_response')).toBe('content');
  const except = names.flatMap((name) => Object.keys(attributes[name].privacyIn ?? {}));
  expect(except.filter((event) => !isEventName(event))).toEqual([]);
});

const byLabel = (label: string): string[] => names.filter((name) => name.replaceAll('.', '_') === label);
const sourcesOf = (label: string): readonly string[] => labelSources[label] ?? byLabel(label);

/** Every label of every metric, with the attributes it is read from and the event they are in. */
const labels = [
  ...metrics.flatMap((metric) =>
    metric.labels
      .filter((label) => label !== countedFrom)
      .map((label) => ({ metric: metric.name, label, from: sourcesOf(label), event: undefined })),
  ),
  ...eventMetrics.flatMap(({ name: metric, labels: own, from, event, parts }) =>
    own
      .filter((label) => label !== parts?.label)
      .map((label) => ({ metric, label, from: from[label] ? [from[label]] : sourcesOf(label), event })),
  ),
];

test('no metric has a label that names a person or holds content', () => {
  expect(
    labels.filter(({ from, event }) => from.some((name) => privacyOf(name, event) !== 'public')),
  ).toEqual([]);
});

test('every label is read from an attribute that is known', () => {
  expect(labels.filter(({ from }) => from.length === 0)).toEqual([]);
  const shared = Object.values(sharedLabelSources).flat();
  expect(shared.filter((name) => privacyOf(name) === undefined)).toEqual([]);
});
