import { randomUUID } from 'node:crypto';
import { scenarios } from '../captures/read.ts';
import type { Door, Random } from './door.ts';
import { withOneHostileField } from './hostile-json.ts';

/** An event that no sample has, so that what is counted of it are the truths. */
export const truthEvent = 'ConfigChange';

const samples: readonly object[] = scenarios()
  .flatMap(({ hooks }) => hooks)
  .filter(({ hook_event_name: event }) => event !== truthEvent)
  .slice(0, 400);

const record = {
  key: 'b'.repeat(32),
  at: 1_795_199_162_000,
  session: 'spooled',
  event: 'PreToolUse',
  tool: 'Bash',
  facts: { command: 'rm' },
  judgement: { verdict: 'deny', category: 'delete', pattern: 'delete-root', decidedBy: 'entry', code: '' },
};

const post = async (
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
};

const sendTruthTo = (url: string) => async () => {
  const event = { hook_event_name: truthEvent, session_id: 'truth', cwd: '/', source: 'user_settings' };
  const status = await post(`${url}/hooks`, event, { 'x-event-id': randomUUID() });
  if (status >= 300) throw new Error(`a hook event that must be counted was answered ${status}`);
};

/** What the client's hooks send. */
export const hookDoor = (url: string): Door => ({
  name: 'hooks',
  sendHostile: async (random: Random) => {
    const sample = samples[Math.floor(random() * samples.length)] as object;
    const status = await post(`${url}/hooks`, withOneHostileField(sample, random));
    return [200, 204, 400, 413].includes(status) ? undefined : String(status);
  },
  sendTruth: sendTruthTo(url),
  close: () => undefined,
});

/** What entries hand in that decided while the service was away. */
export const spoolDoor = (url: string, token: Readonly<Record<string, string>>): Door => ({
  name: 'spool',
  sendHostile: async (random: Random) => {
    const status = await post(`${url}/spool`, withOneHostileField([record], random), token);
    return [204, 400, 413].includes(status) ? undefined : String(status);
  },
  sendTruth: sendTruthTo(url),
  close: () => undefined,
});
