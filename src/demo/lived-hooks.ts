import path from 'node:path';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { decideCall } from '../hooks/decide/decide-call.ts';
import { type EventRecord, recordOf } from '../hooks/journal/event-record.ts';
import { createJournal } from '../hooks/journal/journal.ts';
import { openStore as openJournalStore } from '../hooks/journal/journal-store.ts';
import { hasherFrom } from '../hooks/keyed-hash.ts';
import { readPayload } from '../hooks/payload.ts';
import { createPlanLimits } from '../hooks/plan-limits/plan-limits.ts';
import type { HookCall } from './client.ts';

/** The real guard and journal, on the store that the hook-event service will go on with. */
export const openHooks = ({
  home,
  config,
  now,
}: {
  readonly home: Home;
  readonly config: Config;
  readonly now: number;
}) => {
  const store = openJournalStore(path.join(home.data, 'hooks'));
  store.exec('PRAGMA synchronous = OFF');
  const journal = createJournal(store, { limit: config.labels.limit, now });
  const hasher = hasherFrom(home.secrets);
  const judged = new Map<string, ReturnType<typeof decideCall>['judgement']>();

  const recordFor = ({ at, payload: body }: HookCall): EventRecord => {
    const payload = readPayload(body);
    if (!payload) throw new TypeError('not a hook event');
    const delivery = { kind: 'once', id: `${at} ${JSON.stringify(body)}` } as const;
    if (payload.event !== 'PreToolUse')
      return recordOf(payload, { hasher, privacy: config.privacy, delivery, at, judgement: undefined });
    const key = JSON.stringify([body['cwd'], body['tool_name'], body['tool_input']]);
    const judgement =
      judged.get(key) ??
      decideCall(payload, { policy: config.guard, hasher, decidedBy: 'service' }).judgement;
    judged.set(key, judgement);
    return recordOf(payload, { hasher, privacy: config.privacy, delivery, at, judgement });
  };

  return {
    journal,
    planLimits: createPlanLimits(store),
    take: (calls: readonly HookCall[]) => {
      if (calls.length > 0) journal.append(calls.map(recordFor));
    },
    close: () => {
      store.exec('UPDATE counters SET shown = value');
      journal.close();
    },
  };
};
