import type { Profile } from '@start-observability/guard/policy.ts';
import type { HookEvent } from '../catalogue/hook-event.ts';
import { type HookEventName, hookEventNames, hookEvents } from '../catalogue/hook-events.ts';

export interface HookSettingsOptions {
  /** Port of the service on the loopback address. */
  readonly port: number;
  /** Absolute path of the installed entry. */
  readonly entryPath: string;
  readonly profile: Profile;
  /** Whether a used-up budget stops prompts: an answer that counts comes by the socket. */
  readonly stopsPrompts?: boolean;
  /** Command hooks only: where `allowedHttpHookUrls` forbids http hooks. */
  readonly commandsOnly?: boolean;
}

interface CommandHook {
  readonly type: 'command';
  readonly command: string;
  readonly timeout: number;
}

interface HttpHook {
  readonly type: 'http';
  readonly url: string;
  readonly timeout: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface HookGroup {
  readonly matcher?: string;
  readonly hooks: readonly (CommandHook | HttpHook)[];
}

export type HookSettings = Partial<Record<HookEventName, readonly HookGroup[]>>;

/**
 * Seconds after which the client goes on without an answer. For the guard that means without a verdict, so it is far
 * above what the entry needs; a listener must never hold a session up. `SessionEnd` sets one because without it all its
 * hooks share 1.5 seconds.
 */
const timeouts = { blocking: 15, command: 5, http: 1, sessionEnd: 3 } as const;

/** A path as one word of a POSIX shell, which is what the client gives commands to. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Never hooked: they would change what the client does. The catalogue says so too; this must hold even if it errs. */
const never = new Set<HookEventName>(['WorktreeCreate', 'MessageDisplay']);

/**
 * The `hooks` block of the client's settings: one entry for every event of the catalogue that is worth listening to.
 * What blocks goes through the entry, because an http hook fails open; the rest goes over http where the client can.
 */
export const hookSettings = ({
  port,
  entryPath,
  profile,
  stopsPrompts = false,
  commandsOnly = false,
}: HookSettingsOptions): HookSettings => {
  const command = (timeout: number): CommandHook => ({
    type: 'command',
    command: shellWord(entryPath),
    timeout,
  });
  // The client sends an http hook once and never again, so two equal ones are two events.
  const http = (timeout: number): HttpHook => ({
    type: 'http',
    url: `http://127.0.0.1:${port}/hooks`,
    timeout,
    headers: { 'X-Delivery': 'once' },
  });

  const hookFor = (name: HookEventName, { observe }: HookEvent) => {
    if (observe === 'blocking' && profile !== 'off') return command(timeouts.blocking);
    if (name === 'UserPromptSubmit' && stopsPrompts) return command(timeouts.blocking);
    if (observe === 'command' || commandsOnly) return command(timeouts.command);
    return http(name === 'SessionEnd' ? timeouts.sessionEnd : timeouts.http);
  };

  return Object.fromEntries(
    hookEventNames
      .filter((name) => hookEvents[name].observe !== 'never' && !never.has(name))
      .map((name) => [name, [{ hooks: [hookFor(name, hookEvents[name])] }]]),
  );
};
