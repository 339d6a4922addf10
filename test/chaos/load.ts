import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../random.ts';

/** What was sent, and what of it was answered with 200. What is counted must lie between both. */
export interface Truth {
  readonly acknowledged: number;
  readonly sent: number;
}

export interface Load {
  readonly start: () => void;
  /** Resolves when every export under way was answered or given up. */
  readonly stop: () => Promise<void>;
  readonly cost: () => Truth;
  readonly requests: () => Truth;
}

interface Session {
  readonly id: string;
  readonly isDelta: boolean;
  readonly started: number;
  last: number;
  total: number;
  sent: number;
  acknowledged: number;
  sequence: number;
}

const nanodollars = 1000;
const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { doubleValue: value },
  }));
const nanoseconds = (milliseconds: number): string => `${Math.round(milliseconds * 1000)}000`;
const resource = { attributes: attributes({ 'service.name': 'claude-code', 'service.version': '2.1.332' }) };
const scope = { name: 'com.anthropic.claude_code' };

/** The client's exporter repeats what it may, five times. */
const mostAttempts = 6;
const repeated = [0, 429, 502, 503, 504];

const post = async (url: string, body: object): Promise<number> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
};

/** Sessions that send metrics (half as deltas, half as sums) and requests as Claude Code does, known to the last digit. */
export const createLoad = (otlp: string, seed: number, count = 10): Load => {
  const random = randomFrom(seed);
  const requests = { acknowledged: 0, sent: 0 };
  const sessions: readonly Session[] = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    isDelta: index % 2 === 0,
    started: Date.now(),
    last: Date.now(),
    total: 0,
    sent: 0,
    acknowledged: 0,
    sequence: 0,
  }));
  let isOn = false;
  let running: readonly Promise<void>[] = [];

  const send = async (signal: 'metrics' | 'logs', body: object): Promise<boolean> => {
    for (let attempt = 1, waitMs = 1000; ; attempt += 1, waitMs *= 1.5) {
      const status = await post(`${otlp}/v1/${signal}`, body);
      if (status === 200) return true;
      if (attempt === mostAttempts || !repeated.includes(status)) return false;
      await sleep(Math.min(waitMs, 5000) * (0.8 + 0.4 * random()));
    }
  };

  const sendCost = async (session: Session): Promise<void> => {
    const microdollars = 1 + Math.floor(random() * 5000);
    const from = session.last;
    session.last = Math.max(Date.now(), from + 1);
    session.total += microdollars;
    const { isDelta, total } = session;
    session.sent = isDelta ? session.sent + microdollars : total;
    const point = {
      attributes: attributes({ 'session.id': session.id, model: 'claude-opus-4-8', query_source: 'main' }),
      startTimeUnixNano: nanoseconds(isDelta ? from : session.started),
      timeUnixNano: nanoseconds(session.last),
      asDouble: (isDelta ? microdollars : total) / 1e6,
    };
    const sum = { aggregationTemporality: isDelta ? 1 : 2, isMonotonic: true, dataPoints: [point] };
    const metrics = [{ name: 'claude_code.cost.usage', unit: 'USD', sum }];
    const isTaken = await send('metrics', {
      resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }],
    });
    if (isTaken) session.acknowledged = isDelta ? session.acknowledged + microdollars : total;
  };

  const sendRequest = async (session: Session): Promise<void> => {
    session.sequence += 1;
    requests.sent += 1;
    const at = Date.now();
    const record = {
      timeUnixNano: nanoseconds(at),
      body: { stringValue: 'claude_code.api_request' },
      attributes: attributes({
        'event.name': 'api_request',
        'event.sequence': session.sequence,
        'session.id': session.id,
        model: 'claude-opus-4-8',
        request_id: `req_${session.id}_${session.sequence}`,
        cost_usd: 0.000125,
        duration_ms: 900,
        query_source: 'main',
      }),
    };
    const logs = {
      resourceLogs: [
        { resource, scopeLogs: [{ scope: { name: `${scope.name}.events` }, logRecords: [record] }] },
      ],
    };
    if (await send('logs', logs)) requests.acknowledged += 1;
  };

  const live = async (session: Session): Promise<void> => {
    while (isOn) {
      await sendCost(session);
      await sendRequest(session);
      await sleep(200 + 600 * random());
    }
  };

  const sum = (key: 'sent' | 'acknowledged'): number =>
    sessions.reduce((total, session) => total + session[key], 0) * nanodollars;

  return {
    start: () => {
      isOn = true;
      running = sessions.map(live);
    },
    stop: async () => {
      isOn = false;
      await Promise.all(running);
    },
    cost: () => ({ acknowledged: sum('acknowledged'), sent: sum('sent') }),
    requests: () => ({ ...requests }),
  };
};
