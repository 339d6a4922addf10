import { defineAttributes } from '../attribute.ts';

/**
 * Attributes that any metric, event or span may carry: who, where, which session, which prompt.
 * Sources: "Standard attributes", "Repository attributes" and "Event correlation attributes" of the monitoring
 * documentation; `anthropic.*` was seen from client 2.1.329.
 */
export const standardAttributes = defineAttributes({
  'session.id': {
    brief: 'Session. `/clear` begins a new one in the same process; `--resume` keeps it.',
    type: 'string',
    privacy: 'pseudonymous',
    switchedOffBy: 'OTEL_METRICS_INCLUDE_SESSION_ID',
  },
  'ccr.session.id': {
    brief: 'Session in the cloud.',
    type: 'string',
    privacy: 'pseudonymous',
    switchedOffBy: 'OTEL_METRICS_INCLUDE_SESSION_ID',
  },
  'app.version': {
    brief: 'Version of the client.',
    type: 'string',
    privacy: 'public',
    switchedBy: 'OTEL_METRICS_INCLUDE_VERSION',
  },
  'app.entrypoint': {
    brief: 'How the client was started: `cli`, `sdk-cli`, `sdk-ts`, `sdk-py`, `claude-vscode`, …',
    type: 'string',
    privacy: 'public',
    switchedBy: 'OTEL_METRICS_INCLUDE_ENTRYPOINT',
    since: '2.1.152',
  },
  'organization.id': { brief: 'Organisation of the account.', type: 'string', privacy: 'personal' },
  'user.id': {
    brief: "Random id of the installation; with a gateway sign-in the identity provider's subject.",
    type: 'string',
    privacy: 'pseudonymous',
  },
  'user.account_uuid': {
    brief: 'Account of the person.',
    type: 'string',
    privacy: 'personal',
    switchedOffBy: 'OTEL_METRICS_INCLUDE_ACCOUNT_UUID',
  },
  'user.account_id': {
    brief: 'Account of the person, as the administration API writes it.',
    type: 'string',
    privacy: 'personal',
    switchedOffBy: 'OTEL_METRICS_INCLUDE_ACCOUNT_UUID',
  },
  'user.email': {
    brief: 'E-mail address; sent by default whenever it is known.',
    type: 'string',
    privacy: 'personal',
  },
  'user.groups': {
    brief: 'Groups of the person at the identity provider, separated by commas.',
    type: ['string', 'string[]'],
    privacy: 'personal',
  },
  'identity.source': {
    brief: 'Where the identity comes from: `gateway-oidc` after a gateway sign-in.',
    type: 'string',
    privacy: 'public',
  },
  'terminal.type': { brief: 'Terminal or editor, e.g. `vscode`, `tmux`.', type: 'string', privacy: 'public' },
  'anthropic.provider': {
    brief: 'API provider, e.g. `firstParty`.',
    type: 'string',
    privacy: 'public',
    since: '2.1.329',
  },
  'anthropic.custom_base_url': {
    brief: 'Whether, or to which, custom base URL requests go. Never a label: as text it is open-ended.',
    type: ['boolean', 'string'],
    privacy: 'personal',
    since: '2.1.329',
  },
  'vcs.repository.url.full': {
    brief: "URL of the session's repository, lower case, without credentials.",
    type: 'string',
    privacy: 'content',
    switchedBy: 'OTEL_METRICS_INCLUDE_REPOSITORY',
    since: '2.1.269',
  },
  'vcs.owner.name': {
    brief: 'Owner or group of the repository.',
    type: 'string',
    privacy: 'personal',
    switchedBy: 'OTEL_METRICS_INCLUDE_REPOSITORY',
    since: '2.1.269',
  },
  'vcs.repository.name': {
    brief: 'Bare name of the repository.',
    type: 'string',
    privacy: 'public',
    switchedBy: 'OTEL_METRICS_INCLUDE_REPOSITORY',
    since: '2.1.269',
  },
  'vcs.provider.name': {
    brief: 'Where the repository is hosted.',
    type: 'string',
    privacy: 'public',
    values: ['github', 'gitlab', 'bitbucket', 'gitea'],
    switchedBy: 'OTEL_METRICS_INCLUDE_REPOSITORY',
    since: '2.1.269',
  },
  'workspace.host_paths': {
    brief: 'Folders chosen in the desktop app.',
    type: 'string[]',
    privacy: 'content',
  },
});

/** What ties events, spans and transcripts together. Never on metrics. */
export const correlationAttributes = defineAttributes({
  'event.name': { brief: 'Name of the event without `claude_code.`.', type: 'string', privacy: 'public' },
  'event.timestamp': { brief: 'Time of the event, ISO 8601.', type: 'string', privacy: 'public' },
  'event.sequence': {
    brief: 'Number of the event within the process, from 0. Not unique in a resumed session.',
    type: 'int',
    privacy: 'public',
  },
  'prompt.id': {
    brief: 'Prompt that was being worked on; the `prompt_id` of hooks.',
    type: 'string',
    privacy: 'pseudonymous',
  },
  'message.uuid': {
    brief: 'Message in the transcript.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.214',
  },
  'message.id': {
    brief: 'Message, as the API names it.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.274',
  },
  request_id: {
    brief: 'API request, as the server names it.',
    type: 'string',
    privacy: 'pseudonymous',
  },
  client_request_id: {
    brief: 'API request, as the client names it; first-party API only.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.214',
  },
  request_body_id: {
    brief: 'Ties an `api_response_body` to its `api_request_body`.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.274',
  },
  tool_use_id: {
    brief: 'Tool call; the `tool_use_id` of hooks.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.119',
  },
  agent_id: {
    brief: 'Subagent that acted; absent in the main session.',
    type: 'string',
    privacy: 'pseudonymous',
  },
  parent_agent_id: {
    brief: 'Agent that started this subagent.',
    type: 'string',
    privacy: 'pseudonymous',
  },
  'workflow.run_id': {
    brief: 'Run of a workflow, `wf_…`.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.202',
  },
  'workflow.name': {
    brief: "Name of the workflow; a user's own is `custom` unless switched on.",
    type: 'string',
    privacy: 'public',
    switchedBy: 'OTEL_LOG_TOOL_DETAILS',
    since: '2.1.202',
  },
});
