import { canaryService } from './canary.ts';

/** The scopes under which Claude Code sends: `com.anthropic.claude_code` and, below it, `.events` and `.tracing`. */
const ourScope = /^com\.anthropic\.claude_code(\.|$)/;

/**
 * Other coding agents, by the `service.name` they send. All read the same `OTEL_` variables, so whatever is started in a
 * shell that has them sends here too; some fork the client, its scope with it.
 */
const knownNeighbours: readonly RegExp[] = [
  /^codex([_-].*)?$/i,
  /^gemini([_-]cli)?$/i,
  /^qwen([_-]code)?$/i,
  /^opencode$/i,
  /^(github[_-])?copilot([_-].*)?$/i,
  /^cursor([_-]agent)?$/i,
  /^(cline|roo[_-]code|kilo[_-]?code|aider|goose|crush|windsurf)$/i,
];

export type Sender = 'claude-code' | 'canary' | 'neighbour';

/**
 * Whose the items below a scope are. `service.name` says nothing for Claude Code, because teams set their own
 * (`OTEL_SERVICE_NAME=my-team`); it speaks against it where it is another agent's.
 */
export const senderOf = (scope: unknown, resource: ReadonlyMap<string, unknown>): Sender => {
  if (scope === canaryService) return 'canary';
  const service = String(resource.get('service.name') ?? '');
  const isOurs = typeof scope === 'string' && ourScope.test(scope);
  return isOurs && !knownNeighbours.some((name) => name.test(service)) ? 'claude-code' : 'neighbour';
};
