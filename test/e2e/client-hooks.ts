import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import type { HookPayload } from '../captures/read.ts';

interface CommandHook {
  readonly type: 'command';
  readonly command: string;
}

interface HttpHook {
  readonly type: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Hook = CommandHook | HttpHook;

/** The hooks of a settings file, called as the client calls them. */
export interface ClientHooks {
  readonly of: (payload: HookPayload) => readonly Hook[];
  /** Calls every hook of the event; throws when one cannot be called. Returns what commands printed. */
  readonly call: (payload: HookPayload) => Promise<string>;
}

const command = async ({ command: line }: CommandHook, payload: HookPayload): Promise<string> => {
  const { stdout } = await execa('/bin/sh', ['-c', line], { input: JSON.stringify(payload), cwd: '/' });
  return stdout;
};

const http = async ({ url, headers }: HttpHook, payload: HookPayload): Promise<string> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(payload),
  });
  if (!answer.ok) throw new Error(`${payload.hook_event_name}: ${answer.status} ${await answer.text()}`);
  return answer.text();
};

/** Reads them as they are now. */
export const clientHooks = (settingsFile: string): ClientHooks => {
  const { hooks } = JSON.parse(readFileSync(settingsFile, 'utf8')) as {
    readonly hooks: Readonly<Record<string, readonly { readonly hooks: readonly Hook[] }[]>>;
  };
  const of = ({ hook_event_name: name }: HookPayload) =>
    (hooks[name] ?? []).flatMap(({ hooks: inGroup }) => inGroup);
  return {
    of,
    call: async (payload) => {
      const answers: string[] = [];
      for (const hook of of(payload))
        answers.push(hook.type === 'command' ? await command(hook, payload) : await http(hook, payload));
      return answers.join('');
    },
  };
};

/** Calls the hooks of many events, a few at a time, in order. */
export const callAll = async ({ call }: ClientHooks, payloads: readonly HookPayload[]): Promise<void> => {
  const waiting = payloads.values();
  const caller = async (): Promise<void> => {
    for (const payload of waiting) await call(payload);
  };
  await Promise.all(Array.from({ length: 4 }, caller));
};
